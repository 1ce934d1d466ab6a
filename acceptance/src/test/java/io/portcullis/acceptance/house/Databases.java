package io.portcullis.acceptance.house;

import io.portcullis.devstack.Ports;
import io.portcullis.devstack.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/// Every table of every service, seen with the superuser's eyes.
public final class Databases {
  private static final String TABLES = """
      SELECT quote_ident(table_schema) || '.' || quote_ident(table_name) FROM information_schema.tables
      WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')""";
  private static final String LISTENERS = """
      FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid() AND query ILIKE 'LISTEN %'""";

  private final String server;
  private final Properties superuser = new Properties();

  Databases(Path state, Ports ports) {
    server = "jdbc:postgresql://localhost:%d/".formatted(ports.postgres());
    superuser.setProperty("user", "postgres");
    superuser.setProperty("password", passwords(state).getProperty("postgres"));
  }

  /// How many rows each table has, by `database.schema.table`.
  public Map<String, Long> rowCounts() {
    var counts = new TreeMap<String, Long>();
    for (Service service : Service.values()) {
      for (String table : column(service, TABLES)) {
        counts.put(service.shortName() + "." + table, count(service, table));
      }
    }
    return counts;
  }

  public boolean outboxesAreEmpty() {
    return Arrays.stream(Service.values()).allMatch(service -> count(service, "outbox") == 0);
  }

  /// @param table perhaps with a `WHERE` behind it
  public long count(Service service, String table) {
    return Long.parseLong(column(service, "SELECT count(*)::text FROM " + table).getFirst());
  }

  /// How many instances of `service` wait for notifications.
  public long listening(Service service) {
    return column(service, "SELECT pid::text " + LISTENERS).size();
  }

  /// Cuts the connections on which instances of `service` wait for notifications, and lets no new connection of theirs
  /// in until that is closed again. Those that serve requests stay.
  public Cut cutListening(Service service) {
    execute(service, "ALTER ROLE %s CONNECTION LIMIT 0".formatted(service.shortName()));
    long cut = column(service, "SELECT pg_terminate_backend(pid)::text " + LISTENERS).stream().filter("true"::equals).count();
    return new Cut(cut, () -> execute(service, "ALTER ROLE %s CONNECTION LIMIT -1".formatted(service.shortName())));
  }

  /// @param connections how many there were
  public record Cut(long connections, Runnable mend) implements AutoCloseable {
    @Override
    public void close() {
      mend.run();
    }
  }

  /// Hands over each row of each table as text; binary columns show as hex.
  public void eachRow(BiConsumer<String, String> reader) {
    for (Service service : Service.values()) {
      for (String table : column(service, TABLES)) {
        column(service, "SELECT row_to_json(t)::text FROM " + table + " t")
            .forEach(row -> reader.accept(service.shortName() + "." + table, row));
      }
    }
  }

  /// Changes rows as only time would.
  public void age(Service service, String sql) {
    execute(service, sql);
  }

  private void execute(Service service, String sql) {
    try (Connection connection = DriverManager.getConnection(server + service.shortName(), superuser);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException refused) {
      throw new IllegalStateException(service + ": " + sql, refused);
    }
  }

  /// The one column, of text, that `sql` selects.
  public List<String> column(Service service, String sql) {
    try (Connection connection = DriverManager.getConnection(server + service.shortName(), superuser);
        var rows = connection.createStatement().executeQuery(sql)) {
      var values = new ArrayList<String>();
      while (rows.next()) values.add(rows.getString(1));
      return values;
    } catch (SQLException unreadable) {
      throw new IllegalStateException(service + ": " + sql, unreadable);
    }
  }

  private static Properties passwords(Path state) {
    try (var file = Files.newBufferedReader(state.resolve("passwords.properties"))) {
      var passwords = new Properties();
      passwords.load(file);
      return passwords;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
