package io.portcullis.testkit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/// Puts the service under test on the real stack, with an empty database of its own for this JVM.
///
/// Use: `@QuarkusTest @WithTestResource(value = StackResource.class, scope = TestResourceScope.GLOBAL)`.
public final class StackResource implements QuarkusTestResourceLifecycleManager {

  private static final String DATABASE_PREFIX = "test_";

  @Override
  public Map<String, String> start() {
    String service = ConfigProvider.getConfig().getValue("quarkus.application.name", String.class);
    TestStack stack = TestStack.ensure();
    String role = service.replace("-service", "");
    String database = freshDatabase(stack, role);
    Map<String, String> config = new HashMap<>();
    config.put("portcullis.database", "localhost:" + stack.get("postgres.port") + "/" + database);
    config.put("portcullis.database-role", "postgres");
    config.put("portcullis.database-password", stack.get("postgres.password"));
    config.put("portcullis.redis", "redis://localhost:" + stack.get("redis.port"));
    // A build machine may stand still for seconds; how long others are waited for is not tested.
    config.put("portcullis.redis-patience", "30s");
    for (String neighbour : List.of("auth", "mfa", "session")) {
      config.put("quarkus.rest-client." + neighbour + ".connect-timeout", "10000");
      config.put("quarkus.rest-client." + neighbour + ".read-timeout", "20000");
    }
    if (service.equals("auth-service")) {
      // A flood of registrations makes the puzzles twenty times as hard.
      config.put("portcullis.human.altcha.max-number", "2000");
    }
    config.put("portcullis.kafka", "localhost:" + stack.get("kafka.port"));
    config.put("portcullis.keys", Path.of(stack.get("keys"), service).toString());
    config.put("quarkus.mailer.host", "localhost");
    config.put("quarkus.mailer.port", stack.get("smtp.port"));
    config.put("portcullis.sms.url", stack.get("inbox.url") + "/sms");
    config.put("quarkus.log.console.json.enabled", "false");
    config.put("quarkus.http.test-port", "0");
    config.put("quarkus.management.test-port", "0");
    config.put("portcullis.test.keys", stack.get("keys"));
    config.put("portcullis.test.inbox", stack.get("inbox.url"));
    return config;
  }

  @Override
  public void stop() {
    // The stack ends with the JVM that started it; the database is dropped by the next run.
  }

  private static String freshDatabase(TestStack stack, String role) {
    String database = DATABASE_PREFIX + role + "_" + ProcessHandle.current().pid();
    String url = "jdbc:postgresql://localhost:" + stack.get("postgres.port") + "/postgres";
    try (Connection admin = DriverManager.getConnection(url, "postgres", stack.get("postgres.password"));
         Statement statement = admin.createStatement()) {
      dropAbandoned(admin, role);
      statement.execute("drop database if exists " + database + " with (force)");
      statement.execute("create database " + database);
      return database;
    } catch (SQLException unusable) {
      throw new IllegalStateException("no test database", unusable);
    }
  }

  private static void dropAbandoned(Connection admin, String role) throws SQLException {
    try (Statement find = admin.createStatement();
         var rows = find.executeQuery("select datname from pg_database where datname like '" + DATABASE_PREFIX + role + "\\_%'");
         Statement drop = admin.createStatement()) {
      while (rows.next()) {
        String name = rows.getString(1);
        long pid = Long.parseLong(name.substring(name.lastIndexOf('_') + 1));
        if (ProcessHandle.of(pid).isEmpty()) {
          drop.execute("drop database if exists " + name + " with (force)");
        }
      }
    }
  }
}
