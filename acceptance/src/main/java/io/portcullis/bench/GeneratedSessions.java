package io.portcullis.bench;

import io.portcullis.devstack.DevStack;
import io.portcullis.devstack.Service;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Fills the tables of session-service with other people's live sessions: ten on two devices for each account, as a
/// house of many months would hold them.
///
/// Accounts spread in time to both sides of those who register today, who so live in the middle of every index. An
/// account's sessions lie apart from each other on disk, like those of customers who come back now and then.
final class GeneratedSessions implements AutoCloseable {
  private static final int PER_ACCOUNT = 10;
  /// So many accounts at once that their part of the indexes stays in memory while it is written.
  private static final int BATCH = 10_000;
  private static final List<String> TABLES = List.of("session", "device", "account_standing", "sign_in");

  // One account a minute. UUIDv7 like all ids of the house: of the time of registration, sign-in or opening.
  private static final String ACCOUNTS = """
      insert into newcomer (n, account, first_device, second_device)
      select n, uuidv7(case n %% 2 when 0 then n else -n end * interval '1 minute'), uuidv7(interval '-80 days'),
        uuidv7(interval '-72 days')
      from generate_series(%d, %d) n""";
  private static final String STANDINGS = """
      insert into account_standing (account_id, evidence_not_before, barred, changed_at)
      select account, 'epoch', false, now() from newcomer order by account""";
  private static final String DEVICES = """
      insert into device (account_id, id, token_digest, name, kind, first_seen_at, last_seen_at)
      select account, id, sha256(uuid_send(gen_random_uuid())), 'Firefox on Linux', 'desktop', now() - interval '80 days', now()
      from newcomer cross join lateral (values (first_device), (second_device)) of_account (id) order by account, id""";
  // Opened over the last 80 days, one every eight, and refreshed within the last thirteen: none is idle or expired.
  private static final String SESSIONS = """
      with opened as (
      insert into session (account_id, id, device_id, address, acr, amr, auth_time, evidence_at, remembered, generation,
        refresh_digest, refreshed_at, refreshed_by, created_at, idle_at, expires_at)
      select account, uuidv7(opened_at - now()), case s % 2 when 0 then first_device else second_device end, '198.51.100.7',
        'aal1', '{pwd}', opened_at, opened_at, true, 1, sha256(uuid_send(gen_random_uuid())), refreshed_at, '\\x00112233445566778899aabbccddeeff',
        opened_at, refreshed_at + interval '14 days', opened_at + interval '90 days'
      from generate_series(0, 9) s cross join newcomer
        cross join lateral (select now() - interval '80 days' + s * interval '8 days' + n % 1000000 * interval '690 ms') opening (opened_at)
        cross join lateral (select greatest(opened_at, now() - random() * interval '13 days')) refresh (refreshed_at)
      order by s, account
      returning account_id, id, created_at, address)
      insert into sign_in (account_id, id, at, decision, score, reasons, device, kind, address)
      select account_id, id, created_at, 'allowed', 0, '{}', 'Firefox on Linux', 'desktop', address from opened""";

  private final Connection database;
  private int accounts;

  private GeneratedSessions(Connection database) {
    this.database = database;
  }

  static GeneratedSessions in(DevStack stack) {
    try {
      // The superuser alone may order a checkpoint.
      var generated = new GeneratedSessions(DriverManager.getConnection(
          "jdbc:postgresql://127.0.0.1:%d/%s".formatted(stack.ports().postgres(), Service.SESSION.shortName()),
          "postgres", stack.postgresSuperuserPassword()));
      generated.execute("set synchronous_commit = off");
      generated.execute("set work_mem = '64MB'");
      generated.execute("create temp table newcomer (n integer, account uuid, first_device uuid, second_device uuid)");
      return generated;
    } catch (SQLException unusable) {
      throw new IllegalStateException(unusable);
    }
  }

  /// Ends all there are, as if nobody had ever come.
  void clear() {
    execute("truncate " + String.join(", ", TABLES));
    accounts = 0;
  }

  /// Generates up to `sessions`, and leaves the database as at rest: analysed, and nothing left to be written.
  void growTo(int sessions) {
    while (accounts < sessions / PER_ACCOUNT) {
      int next = Math.min(accounts + BATCH, sessions / PER_ACCOUNT);
      execute("truncate newcomer");
      execute(ACCOUNTS.formatted(accounts, next - 1));
      execute(STANDINGS);
      execute(DEVICES);
      execute(SESSIONS);
      accounts = next;
    }
    execute("vacuum (analyze) " + String.join(", ", TABLES));
    execute("checkpoint");
  }

  /// Some of the generated accounts, from everywhere. Whoever has signed in has a device; they come without one.
  List<String> someAccounts(int most) {
    return query("select account_id from account_standing where last_sign_in_at is null order by random() limit " + most);
  }

  long count() {
    return Long.parseLong(query("select count(*) from session").getFirst());
  }

  /// @param tableMib what the rows take, and what their indexes take beside
  record Size(double tableMib, double indexMib) {}

  Map<String, Size> sizes() {
    var sizes = new LinkedHashMap<String, Size>();
    for (String table : TABLES) {
      sizes.put(table, new Size(mib("pg_table_size('%s')".formatted(table)), mib("pg_indexes_size('%s')".formatted(table))));
    }
    return sizes;
  }

  /// What PostgreSQL was told about this machine.
  Map<String, String> settings() {
    var settings = new LinkedHashMap<String, String>();
    for (String name : List.of("shared_buffers", "effective_cache_size", "max_wal_size", "random_page_cost", "fsync")) {
      settings.put(name, query("select current_setting('%s')".formatted(name)).getFirst());
    }
    return settings;
  }

  @Override
  public void close() {
    try {
      database.close();
    } catch (SQLException unusable) {
      throw new IllegalStateException(unusable);
    }
  }

  private double mib(String size) {
    return Double.parseDouble(query("select round(%s / 1048576.0, 1)".formatted(size)).getFirst());
  }

  private List<String> query(String sql) {
    try (Statement statement = database.createStatement(); ResultSet found = statement.executeQuery(sql)) {
      var values = new ArrayList<String>();
      while (found.next()) values.add(found.getString(1));
      return values;
    } catch (SQLException unusable) {
      throw new IllegalStateException(unusable);
    }
  }

  private void execute(String sql) {
    try (Statement statement = database.createStatement()) {
      statement.execute(sql);
    } catch (SQLException unusable) {
      throw new IllegalStateException(unusable);
    }
  }
}
