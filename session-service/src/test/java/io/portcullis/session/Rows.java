package io.portcullis.session;

import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Looks into the database, where an answer over HTTP could lie.
@Singleton
public class Rows {

  private final AgroalDataSource database;

  Rows(AgroalDataSource database) {
    this.database = database;
  }

  /// The first column of each row, as text.
  public List<String> query(String sql, Object... parameters) {
    try (Connection connection = database.getConnection();
         PreparedStatement statement = prepare(connection, sql, parameters);
         ResultSet rows = statement.executeQuery()) {
      var values = new ArrayList<String>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    } catch (SQLException unusable) {
      throw new IllegalStateException(unusable);
    }
  }

  public int update(String sql, Object... parameters) {
    try (Connection connection = database.getConnection();
         PreparedStatement statement = prepare(connection, sql, parameters)) {
      return statement.executeUpdate();
    } catch (SQLException unusable) {
      throw new IllegalStateException(unusable);
    }
  }

  public Optional<String> endReason(String session) {
    return query("select end_reason from session where id = ?", UUID.fromString(session)).stream()
        .flatMap(reason -> Optional.ofNullable(reason).stream()).findFirst();
  }

  public int generation(String session) {
    return Integer.parseInt(query("select generation from session where id = ?", UUID.fromString(session)).getFirst());
  }

  /// Makes a session's last refresh so much older: it is told by PostgreSQL's clock, which no test can move.
  public void letPassSinceRefresh(String session, Duration time) {
    update("update session set refreshed_at = refreshed_at - ?::interval where id = ?", time.toString(), UUID.fromString(session));
  }

  /// A connection of its own, to hold a transaction open while the service works.
  public Connection connect() {
    try {
      return database.getConnection();
    } catch (SQLException unusable) {
      throw new IllegalStateException(unusable);
    }
  }

  private static PreparedStatement prepare(Connection connection, String sql, Object... parameters) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    return statement;
  }
}
