package io.portcullis.notification.intake;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;

/// Takes one database away from everybody until it is closed: connections end, new ones are refused.
final class Outage implements AutoCloseable {

  private final String database;

  private Outage(String database) {
    this.database = database;
    execute("alter database " + database + " allow_connections false");
    execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + database + "'");
  }

  static Outage of(String database) {
    return new Outage(database);
  }

  void lasts(Duration length) {
    var looks = new AtomicInteger();
    Awaitility.await().atMost(length.plusSeconds(5)).pollInterval(length).until(() -> looks.incrementAndGet() > 0);
  }

  @Override
  public void close() {
    execute("alter database " + database + " allow_connections true");
  }

  private static void execute(String sql) {
    var config = ConfigProvider.getConfig();
    String server = config.getValue("portcullis.database", String.class).replaceFirst("/.*", "/postgres");
    try (Connection admin = DriverManager.getConnection("jdbc:postgresql://" + server, "postgres",
        config.getValue("portcullis.database-password", String.class))) {
      admin.createStatement().execute(sql);
    } catch (SQLException refused) {
      throw new IllegalStateException(refused);
    }
  }
}
