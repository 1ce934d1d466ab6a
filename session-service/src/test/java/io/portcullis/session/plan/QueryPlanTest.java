package io.portcullis.session.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.runtime.event.KeptStatements;
import io.portcullis.runtime.event.Postgres;
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
  @Inject Postgres postgres;

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

  /// Its next sign-in must not cost more for the sessions that are over, of which nobody limits the number.
  @Test
  void givenAnAccountWhoseSessionsHaveAlmostAllEnded_thenItsLiveOnesAreFoundWithoutReadingThose() throws SQLException {
    try (Connection connection = rows.connect()) {
      connection.setAutoCommit(false);
      var tables = LargeTables.make(connection);
      tables.endSessionsOfOneAccount();

      for (var statement : new Statements().inConstants().entrySet()) {
        assertThat(tables.readingEndedSessions(statement.getValue())).as(statement.getKey()).isEmpty();
      }
      assertThat(tables.readingEndedSessions(
          "select 1 from session where account_id = $1 and coalesce(ended_at, idle_at) > $2")).hasSize(1);
      connection.rollback();
    }
  }

  @Test
  void givenTheServicesOwnConnections_thenTheyRunTheGenericPlansThatAreExplainedHere() {
    var answered = postgres.pool().query("show plan_cache_mode").execute().await().indefinitely();

    assertThat(answered.iterator().next().getString(0)).isEqualTo("force_generic_plan");
  }

  /// Else each use of it would be parsed and planned anew.
  @Test
  void givenALongStatement_thenItsConnectionKeepsIt() {
    String longest = "select 1" + " ".repeat(KeptStatements.LONGEST - "select 1".length());

    var kept = postgres.pool().withConnection(connection -> connection.preparedQuery(longest).execute()
        .chain(() -> connection.query("select statement from pg_prepared_statements").execute())).await().indefinitely();

    assertThat(kept).extracting(row -> row.getString(0)).contains(longest);
    assertThat(new Statements().inConstants().values()).allMatch(statement -> statement.length() <= KeptStatements.LONGEST);
  }

  @Test
  void givenTheServicesOwnConnections_thenNoPlanReadsATableWhereAnIndexLeads() {
    var answered = postgres.pool().query("show enable_seqscan").execute().await().indefinitely();

    assertThat(answered.iterator().next().getString(0)).isEqualTo("off");
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
