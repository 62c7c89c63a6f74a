import java.lang.reflect.Field;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import software.amazon.dynamodb.services.local.main.ServerRunner;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;

/**
 * Starts DynamoDB Local with what its own command line lacks: it listens on 127.0.0.1 only (its own
 * main listens on all interfaces and has no option for that), takes port 0 for a free one and says
 * which it got, locks its data directory (two of them in one directory would overwrite each other),
 * and ends when its standard input does. The input is a pipe held by the process that started it, so
 * the operating system closes it on every kind of death of that process.
 *
 * First argument: the port. The rest: DynamoDB Local's own.
 * Built by build.sh; the class file stands beside this source because a
 * machine that runs it has a Java runtime and need not have a compiler.
 */
public final class LoopbackServer {
  /** Held here because a channel that nothing refers to is closed, and its lock released. */
  private static FileChannel lock;

  public static void main(String[] arguments) {
    try {
      int port = Integer.parseInt(arguments[0]);
      String[] own = Arrays.copyOfRange(arguments, 1, arguments.length);
      lockDataDirectory(Arrays.asList(own));

      DynamoDBProxyServer proxy = ServerRunner.createServerFromCommandLineArgs(own);
      Field field = DynamoDBProxyServer.class.getDeclaredField("server");
      field.setAccessible(true);
      ServerConnector connector = (ServerConnector) ((Server) field.get(proxy)).getConnectors()[0];
      connector.setHost("127.0.0.1");
      connector.setPort(port);
      proxy.safeStart();
      System.out.println("listening " + connector.getLocalPort());

      while (System.in.read() != -1) {}
      stop(proxy);
      Runtime.getRuntime().halt(0);
    } catch (Throwable failure) {
      Throwable cause = failure.getCause() == null ? failure : failure.getCause();
      System.err.println("failed " + cause);
      Runtime.getRuntime().halt(1);
    }
  }

  /** In order, but not for ever: nobody may be left to kill a process that hangs. */
  private static void stop(DynamoDBProxyServer proxy) throws Exception {
    Thread stopping =
        new Thread(
            () -> {
              try {
                proxy.stop();
              } catch (Exception failure) {
                System.err.println("failed " + failure);
              }
            });
    stopping.start();
    stopping.join(3_000);
  }

  private static void lockDataDirectory(List<String> arguments) throws Exception {
    int option = arguments.indexOf("-dbPath");
    if (option == -1) return;
    Path file = Path.of(arguments.get(option + 1), "dynamodb.lock");
    lock = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (lock.tryLock() == null) throw new IllegalStateException("data directory is in use");
  }
}
