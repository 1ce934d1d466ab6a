package io.portcullis.bench;

import io.portcullis.devstack.DevStack;
import io.portcullis.devstack.Service;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/// Does to second factors what only time would do, in the benchmark's own database. All else is as ever.
final class FactorTables {
  /// Each time step of an app counts once. A load of sign-ins with a code would need as many customers.
  private static final String PUT_BACK = """
      create function put_back() returns trigger language plpgsql as
        $$ begin new.last_step := -1; return new; end $$;
      create trigger put_back before update on totp_authenticator for each row execute function put_back()""";
  /// A session that rests on a fresh key may not end the others, which the benchmark does between its rounds.
  private static final String AGE_KEYS = "update webauthn_credential set created_at = created_at - interval '31 days'";

  /// A new passphrase, and a new first factor, hold withdrawals for a day.
  private static final String HOLD_OUT = """
      update protection_change set changed_at = changed_at - interval '9 days', held_until = held_until - interval '9 days'""";

  private FactorTables() {}

  /// Lets one app sign in more often than twice a minute.
  static void countEveryTimeStep(DevStack stack) {
    execute(stack, PUT_BACK);
  }

  /// As if every security key had been enrolled a month ago.
  static void settleKeys(DevStack stack) {
    execute(stack, AGE_KEYS);
  }

  /// As if nothing that holds withdrawals had happened lately.
  static void holdOut(DevStack stack) {
    execute(stack, HOLD_OUT);
  }

  private static void execute(DevStack stack, String sql) {
    String url = "jdbc:postgresql://127.0.0.1:%d/%s".formatted(stack.ports().postgres(), Service.MFA.shortName());
    try (Connection database = DriverManager.getConnection(url, Service.MFA.shortName(), stack.postgresPassword(Service.MFA));
        Statement statement = database.createStatement()) {
      statement.execute(sql);
    } catch (SQLException unusable) {
      throw new IllegalStateException(unusable);
    }
  }
}
