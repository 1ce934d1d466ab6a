package io.portcullis.mfa.policy;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Postgres;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which second factors an account may be asked for. Asked at every sign-in, so it is one statement over primary keys.
@ApplicationScoped
public class EnrolledMethods {

  // A stopped authenticator counts: an attacker who got it stopped must not find the second factor gone, nor a weaker
  // one in its place.
  private static final String FIND = """
      select exists (select from webauthn_credential where account_id = $1) as webauthn,
             exists (select from totp_authenticator where account_id = $1 and confirmed_at is not null) as totp,
             exists (select from code_address where account_id = $1 and method = 'email') as email,
             exists (select from code_address where account_id = $1 and method = 'sms') as sms,
             exists (select from code_address where account_id = $1 and method = 'sms' and beside_stronger)
               as sms_beside_stronger,
             exists (select from recovery_code where account_id = $1 and used_at is null) as recovery_code,
             (select authenticators_changed_at from account where account_id = $1) as changed_at,
             exists (select from webauthn_credential where account_id = $1 and (first_factor or created_at <= $2))
               as webauthn_settled,
             exists (select from totp_authenticator where account_id = $1 and (first_factor or confirmed_at <= $2))
               as totp_settled,
             exists (select from code_address where account_id = $1 and method = 'email'
               and (first_factor or confirmed_at <= $2)) as email_settled,
             exists (select from code_address where account_id = $1 and method = 'sms'
               and (first_factor or confirmed_at <= $2)) as sms_settled
      """;

  private final Postgres postgres;
  private final AssuranceProfile profile;
  private final Settling settling;
  private final Clock clock;

  EnrolledMethods(Postgres postgres, AssuranceProfile profile, Settling settling, Clock clock) {
    this.postgres = postgres;
    this.profile = profile;
    this.settling = settling;
    this.clock = clock;
  }

  /// @param methods   strongest first; empty when the account has no second factor
  /// @param changedAt when a factor was last added or removed; empty when that never happened
  /// @param settled   those of the methods by which at least one settled factor can be shown
  @RegisterForReflection
  public record Enrolled(List<Method> methods, Optional<Instant> changedAt, List<Method> settled) {}

  public Uni<Enrolled> find(AccountId account) {
    return postgres.pool().preparedQuery(FIND).execute(Tuple.of(
            account.value(), settling.freshSince(clock.instant()).atOffset(ZoneOffset.UTC)))
        .map(rows -> rows.iterator().next())
        .map(row -> {
          List<Method> methods = methods(row);
          return new Enrolled(methods,
              Optional.ofNullable(row.getOffsetDateTime("changed_at")).map(OffsetDateTime::toInstant),
              methods.stream().filter(method -> isSettled(row, method)).toList());
        });
  }

  /// Strongest first; empty when the account has no second factor.
  public Uni<List<Method>> of(AccountId account) {
    return find(account).map(Enrolled::methods);
  }

  private List<Method> methods(Row row) {
    var methods = new ArrayList<Method>();
    if (row.getBoolean("webauthn")) {
      methods.add(Method.WEBAUTHN);
    }
    if (row.getBoolean("totp")) {
      methods.add(Method.TOTP);
    }
    if (row.getBoolean("email") && profile.admits(Method.EMAIL)) {
      methods.add(Method.EMAIL);
    }
    // The weakest is no way around a stronger one, unless its owner wanted just that.
    if (row.getBoolean("sms") && profile.admits(Method.SMS)
        && (methods.isEmpty() || row.getBoolean("sms_beside_stronger"))) {
      methods.add(Method.SMS);
    }
    if (row.getBoolean("recovery_code")) {
      methods.add(Method.RECOVERY_CODE);
    }
    return List.copyOf(methods);
  }

  // A recovery code has no age: it never confirms anything.
  private static boolean isSettled(Row row, Method method) {
    return method != Method.RECOVERY_CODE && row.getBoolean(method.wireName() + "_settled");
  }

  private static final String CHANGED = "update account set authenticators_changed_at = $2 where account_id = $1";

  /// To be called by whatever adds or removes an authenticator.
  public Uni<Void> changed(SqlConnection tx, AccountId account, Instant now) {
    return tx.preparedQuery(CHANGED).execute(Tuple.of(account.value(), now.atOffset(ZoneOffset.UTC))).replaceWithVoid();
  }
}
