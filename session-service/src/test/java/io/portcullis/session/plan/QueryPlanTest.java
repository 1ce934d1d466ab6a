package io.portcullis.session.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.session.OnStack;
import io.portcullis.session.Rows;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// The cost of one account's sign-in, refresh and list must not grow with the number of accounts, nor that of one sweep
/// with what is left to sweep. How much it is in the large, `./portcullis bench --sessions` measures.
@OnStack
class QueryPlanTest {

  /// Fewer would mean that they are not found any more.
  private static final int AT_LEAST = 25;

  @Inject Rows rows;

  @Test
  void givenManyRows_thenEveryStatementReadsAnIndex() throws SQLException {
    try (Connection connection = rows.connect()) {
      connection.setAutoCommit(false);
      var tables = LargeTables.make(connection);
      var growing = new TreeMap<String, List<String>>();
      var statements = new Statements().inConstants();
      for (var statement : statements.entrySet()) {
        List<String> parts = tables.growing(statement.getValue());
        if (!parts.isEmpty()) growing.put(statement.getKey(), parts);
      }
      connection.rollback();

      assertThat(tables.names()).contains("account_standing", "device", "inbox", "outbox", "session");
      assertThat(statements).hasSizeGreaterThan(AT_LEAST);
      assertThat(growing).isEmpty();
    }
  }

  @Test
  void givenTheClasses_thenNoStatementHidesOutsideOfConstants() {
    var statements = new Statements();

    assertThat(statements.elsewhere(statements.inConstants())).isEmpty();
  }

  @Test
  void givenStatementsWithoutAnIndex_thenTheyAreFound() throws SQLException {
    try (Connection connection = rows.connect()) {
      connection.setAutoCommit(false);
      var tables = LargeTables.make(connection);

      assertThat(tables.growing("select 1 from session where address = $1")).containsExactly("Seq Scan on session");
      assertThat(tables.growing("select 1 from device where id = $1")).hasSize(1);
      assertThat(tables.growing("select 1 from outbox where type = $1 order by seq limit 1")).hasSize(1);
      assertThat(tables.growing("delete from session using device where device.name = session.address")).hasSize(2);
      connection.rollback();
    }
  }
}
