import com.almworks.sqlite4java.SQLiteConnection;
import com.almworks.sqlite4java.SQLiteException;
import com.almworks.sqlite4java.SQLiteJob;
import com.almworks.sqlite4java.SQLiteStatement;
import java.lang.reflect.Field;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import software.amazon.dynamodb.services.local.main.ServerRunner;
import software.amazon.dynamodb.services.local.server.AbstractLocalDynamoDBServerHandler;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.shared.access.AmazonDynamoDBLocal;
import software.amazon.dynamodb.services.local.shared.access.LocalDBClient;
import software.amazon.dynamodb.services.local.shared.access.sqlite.SQLiteDBAccess;
import software.amazon.dynamodb.services.local.shared.jobs.JobsRegister;

/**
 * Starts DynamoDB Local with what its own command line lacks: it listens on 127.0.0.1 only (its own
 * main listens on all interfaces and has no option for that), takes port 0 for a free one and says
 * which it got, locks its data directory (two of them in one directory would overwrite each other),
 * answers a transaction only when it is on disk, and ends when its standard input does. The input is
 * a pipe held by the process that started it, so the operating system closes it on every kind of
 * death of that process.
 *
 * First argument: the port. The rest: DynamoDB Local's own.
 * Built by build.sh; the class files stand beside this source because a machine that runs it has a
 * Java runtime and need not have a compiler.
 */
public final class LoopbackServer {
  /** Held here because a channel that nothing refers to is closed, and its lock released. */
  private static FileChannel lock;

  public static void main(String[] arguments) {
    try {
      int port = Integer.parseInt(arguments[0]);
      String[] own = Arrays.copyOfRange(arguments, 1, arguments.length);
      int dbPath = Arrays.asList(own).indexOf("-dbPath") + 1;
      if (dbPath != 0) lockDataDirectory(own[dbPath]);

      DynamoDBProxyServer proxy = ServerRunner.createServerFromCommandLineArgs(own);
      if (dbPath != 0) openDatabase(proxy, own[dbPath]);
      Server server = (Server) read(DynamoDBProxyServer.class, "server", proxy);
      ServerConnector connector = (ServerConnector) server.getConnectors()[0];
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

  private static void lockDataDirectory(String directory) throws Exception {
    Path file = Path.of(directory, "dynamodb.lock");
    lock = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (lock.tryLock() == null) throw new IllegalStateException("data directory is in use");
  }

  /**
   * Opens the database that the option -sharedDb names, as its handler would at the first request,
   * and gives it to the handler.
   */
  @SuppressWarnings("unchecked")
  private static void openDatabase(DynamoDBProxyServer proxy, String directory) throws Exception {
    Object handler = read(DynamoDBProxyServer.class, "serverHandler", proxy);
    Object primary = read(AbstractLocalDynamoDBServerHandler.class, "primaryHandler", handler);
    Map<String, AmazonDynamoDBLocal> databases =
        (Map<String, AmazonDynamoDBLocal>)
            read(LocalDynamoDBRequestHandler.class, "dbRequestHandlers", primary);
    String name = "shared-local-instance";
    JobsRegister jobs = new JobsRegister(Executors.newFixedThreadPool(10), false);
    String file = Path.of(directory, name + ".db").toString();
    databases.put(name, new LocalDBClient(new CommittedAccess(file), jobs));
  }

  private static Object read(Class<?> type, String name, Object object) throws Exception {
    Field field = type.getDeclaredField(name);
    field.setAccessible(true);
    return field.get(object);
  }

  /**
   * DynamoDB Local 3.3.0 (SQLiteDBAccess.commitTransaction) puts the COMMIT of TransactWriteItems and
   * ExecuteTransaction into SQLite's queue and answers without waiting for it: a process that is
   * killed then loses what it has acknowledged, and a COMMIT that fails goes unnoticed. Every other
   * write waits for its own. With a write-ahead log a COMMIT flushes one file instead of three, so
   * that the wait costs nothing.
   */
  private static final class CommittedAccess extends SQLiteDBAccess {
    CommittedAccess(String file) {
      super(file);
      queue.execute(new FirstRow("PRAGMA journal_mode = WAL")).complete();
    }

    /** The queue has one thread: what is asked here is answered after the COMMIT or its rollback. */
    @Override
    public void commitTransaction(String id, byte[] signature) {
      super.commitTransaction(id, signature);
      FirstRow committed = new FirstRow("SELECT 1 FROM tr WHERE TransactionId = ?", id);
      if (!Boolean.TRUE.equals(queue.execute(committed).complete())) {
        throw new IllegalStateException("transaction was not committed");
      }
    }
  }

  /** Runs a statement; whether there is a row in its result. */
  private static final class FirstRow extends SQLiteJob<Boolean> {
    private final String statement;
    private final String[] values;

    FirstRow(String statement, String... values) {
      this.statement = statement;
      this.values = values;
    }

    @Override
    protected Boolean job(SQLiteConnection connection) throws SQLiteException {
      SQLiteStatement prepared = connection.prepare(statement);
      try {
        for (int i = 0; i < values.length; i++) prepared.bind(i + 1, values[i]);
        return prepared.step();
      } finally {
        prepared.dispose();
      }
    }
  }
}
