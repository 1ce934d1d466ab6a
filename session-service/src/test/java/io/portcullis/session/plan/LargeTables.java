package io.portcullis.session.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;

/// Every table of the service that can grow, full of other accounts' rows. They are copies that one connection sees and
/// that end with its transaction: the relay and the sweeps of the service under test never meet them.
final class LargeTables {

  /// Small by nature, so that reading all of them is right.
  private static final Map<String, String> SMALL = Map.of(
      "signing_key", "two or three, and one more each month until the oldest goes",
      "flyway_schema_history", "one per migration, and no statement of ours reads it");
  private static final int ROWS = 50_000;
  private static final Pattern OF_ONE_SESSION_OR_DEVICE = Pattern.compile("\\b(device_)?id = ");
  private static final ObjectMapper JSON = new ObjectMapper();
  /// A parameter of a generic plan has no value, which JDBC would insist on. Its type is PostgreSQL's to find, as it is
  /// for the service's driver.
  private static final String PLAN_OF = """
      create or replace function pg_temp.plan_of(statement text) returns json language plpgsql as $$
        declare plan json;
        begin execute 'explain (generic_plan, format json) ' || statement into plan; return plan; end $$""";

  private final Connection connection;
  private final Set<String> names = new TreeSet<>();
  private final Map<String, String> firstColumns = new HashMap<>();

  private LargeTables(Connection connection) {
    this.connection = connection;
  }

  /// @param connection in a transaction, to be rolled back
  static LargeTables make(Connection connection) throws SQLException {
    var tables = new LargeTables(connection);
    for (var row : tables.rows("select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')", 1)) {
      if (!SMALL.containsKey(row.getFirst())) tables.names.add(row.getFirst());
    }
    for (String name : tables.names) tables.fill(name);
    tables.execute(PLAN_OF);
    // Stands for tables too large to be read: at this size reading all would still be cheaper than the look-ups of one
    // sweep. What can't do without it does it nevertheless.
    tables.execute("set local enable_seqscan = off");
    return tables;
  }

  Set<String> names() {
    return names;
  }

  /// The parts of a statement's plan whose cost grows with a table: they read it whole, or an index from end to end.
  List<String> growing(String sql) throws SQLException {
    var found = new ArrayList<String>();
    walk(plan(sql), false, found);
    return found;
  }

  /// Lets one account have ended 99 of 100 sessions that there are.
  void endSessionsOfOneAccount() throws SQLException {
    execute("update session set account_id = '%s', ended_at = now() where generation %% 100 <> 0".formatted(UUID.randomUUID()));
    execute("analyze session");
  }

  /// The parts of a statement's plan that read an account's sessions and pass over those that have ended.
  List<String> readingEndedSessions(String sql) throws SQLException {
    Set<String> ofLiveOnes = pairs("""
        select relname, indpred from pg_index join pg_class on pg_class.oid = indexrelid
        where indrelid = 'pg_temp.session'::regclass and indpred is not null""").keySet();
    return plan(sql).findParents("Filter").stream()
        .filter(scan -> scan.path("Relation Name").asText().equals("session") && scan.path("Filter").asText().contains("ended_at"))
        .filter(scan -> !ofLiveOnes.contains(scan.path("Index Name").asText()))
        .filter(scan -> !OF_ONE_SESSION_OR_DEVICE.matcher(scan.path("Index Cond").asText()).find())
        .map(JsonNode::toString).toList();
  }

  private void walk(JsonNode node, boolean limited, List<String> found) {
    String type = node.path("Node Type").asText();
    String table = node.path("Relation Name").asText();
    String index = node.path("Index Name").asText();
    if (names.contains(table) && type.endsWith("Scan") || firstColumns.containsKey(index)) {
      // In the index's own order nothing is read beyond the limit, unless rows are left out on the way.
      boolean stops = limited && type.startsWith("Index") && !node.has("Filter");
      if (!stops && !isNarrow(node)) found.add(type + " on " + (table.isEmpty() ? index : table));
    }
    boolean limits = type.equals("Limit") || limited && type.equals("LockRows");
    node.path("Plans").forEach(child -> walk(child, limits, found));
  }

  /// Whether the index's own first column is narrowed; a condition on a later one alone reads all of it.
  private boolean isNarrow(JsonNode scan) {
    return switch (scan.path("Node Type").asText()) {
      case "Index Scan", "Index Only Scan", "Bitmap Index Scan" -> scan.path("Index Cond").asText()
          .matches(".*\\b" + firstColumns.get(scan.path("Index Name").asText()) + "\\b.*");
      case "Bitmap Heap Scan", "Tid Scan" -> true; // of what something below has found
      default -> false;
    };
  }

  private JsonNode plan(String sql) throws SQLException {
    try (PreparedStatement explain = connection.prepareStatement("select pg_temp.plan_of(?)")) {
      explain.setString(1, sql);
      ResultSet answer = explain.executeQuery();
      answer.next();
      return JSON.readTree(answer.getString(1)).path(0).path("Plan");
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private void fill(String table) throws SQLException {
    execute("create temp table %1$s (like public.%1$s including all) on commit drop".formatted(table));
    // What may be absent is: most sessions have not ended, most are not elevated.
    Map<String, String> values = pairs("""
        select attname, format_type(atttypid, atttypmod) from pg_attribute where attrelid = 'pg_temp.%s'::regclass
        and attnum > 0 and attnotnull and attidentity = '' and attgenerated = '' and not attisdropped""".formatted(table));
    values.replaceAll((_, type) -> anyOf(type));
    execute("insert into %s (%s) select %s from generate_series(1, %d) i".formatted(
        table, String.join(", ", values.keySet()), String.join(", ", values.values()), ROWS));
    execute("analyze " + table);
    firstColumns.putAll(pairs("""
        select relname, pg_get_indexdef(indexrelid, 1, true) from pg_index join pg_class on pg_class.oid = indexrelid
        where indrelid = 'pg_temp.%s'::regclass""".formatted(table)));
  }

  private static String anyOf(String type) {
    return switch (type) {
      case "uuid" -> "gen_random_uuid()";
      case "text" -> "md5(i::text)";
      case "text[]" -> "array[i::text]";
      case "bytea" -> "sha256(i::text::bytea)";
      case "smallint", "integer", "bigint" -> "i % 30000";
      case "boolean" -> "i % 2 = 0";
      case "timestamp with time zone" -> "now() + i * interval '1 second'";
      default -> throw new IllegalStateException("say here how a " + type + " is made up");
    };
  }

  private Map<String, String> pairs(String sql) throws SQLException {
    var pairs = new LinkedHashMap<String, String>();
    rows(sql, 2).forEach(row -> pairs.put(row.getFirst(), row.getLast()));
    return pairs;
  }

  private List<List<String>> rows(String sql, int columns) throws SQLException {
    try (Statement statement = connection.createStatement(); ResultSet found = statement.executeQuery(sql)) {
      var rows = new ArrayList<List<String>>();
      while (found.next()) {
        var row = new ArrayList<String>();
        for (int column = 1; column <= columns; column++) row.add(found.getString(column));
        rows.add(row);
      }
      return rows;
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
