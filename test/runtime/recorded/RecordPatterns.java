import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Answers what java.util.regex does: a line `pattern,text` in, a line `whole,found,first,all` out
 * (both replacements by `|`), or `none` where the pattern is none. Texts as UTF-16 in hexadecimal.
 * Run: `java RecordPatterns.java < cases > answers`.
 */
public class RecordPatterns {
  public static void main(String[] arguments) throws Exception {
    var lines = new BufferedReader(new InputStreamReader(System.in));
    for (String line; (line = lines.readLine()) != null; ) {
      String[] parts = line.split(",", -1);
      System.out.println(answer(text(parts[0]), text(parts[1])));
    }
  }

  static String answer(String pattern, String text) {
    try {
      Matcher matcher = Pattern.compile(pattern).matcher(text);
      boolean whole = matcher.matches();
      boolean found = matcher.reset().find();
      String first = hex(matcher.reset().replaceFirst("|"));
      return whole + "," + found + "," + first + "," + hex(matcher.reset().replaceAll("|"));
    } catch (PatternSyntaxException none) {
      return "none";
    }
  }

  static String text(String hex) {
    var text = new StringBuilder();
    for (int at = 0; at < hex.length(); at += 4) {
      text.append((char) Integer.parseInt(hex.substring(at, at + 4), 16));
    }
    return text.toString();
  }

  static String hex(String text) {
    var hex = new StringBuilder();
    text.chars().forEach(unit -> hex.append(String.format("%04x", unit)));
    return hex.toString();
  }
}
