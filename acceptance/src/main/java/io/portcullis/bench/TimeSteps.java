package io.portcullis.bench;

import io.portcullis.devstack.DevStack;
import io.portcullis.devstack.Service;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/// Lets one app sign in more often than twice a minute: each time step counts once, and a load of sign-ins with a code
/// would need as many customers. Only the watermark is put back, by the benchmark's own database; all else is as ever.
final class TimeSteps {
  private static final String PUT_BACK = """
      create function put_back() returns trigger language plpgsql as
        $$ begin new.last_step := -1; return new; end $$;
      create trigger put_back before update on totp_authenticator for each row execute function put_back()""";

  private TimeSteps() {}

  static void countEveryUse(DevStack stack) {
    String url = "jdbc:postgresql://127.0.0.1:%d/%s".formatted(stack.ports().postgres(), Service.MFA.shortName());
    try (Connection database = DriverManager.getConnection(url, Service.MFA.shortName(), stack.postgresPassword(Service.MFA));
        Statement statement = database.createStatement()) {
      statement.execute(PUT_BACK);
    } catch (SQLException unusable) {
      throw new IllegalStateException(unusable);
    }
  }
}
