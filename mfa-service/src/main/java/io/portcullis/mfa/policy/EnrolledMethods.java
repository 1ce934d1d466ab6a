package io.portcullis.mfa.policy;

import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.policy.ChangePolicy.Admitted;
import io.portcullis.mfa.protection.ProtectionChange;
import io.portcullis.mfa.protection.ProtectionChanges;
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
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Which second factors an account may be asked for. Asked at every sign-in, so it is one statement over primary keys.
@ApplicationScoped
public class EnrolledMethods {

  // Each table is read once; without a row the answers are null, which is no.
  //
  // A stopped authenticator counts: an attacker who got it stopped must not find the second factor gone, nor a weaker
  // one in its place.
  private static final String FIND = """
      select keys.*, apps.*, addresses.*, true as webauthn_beside_stronger, true as totp_beside_stronger,
        exists (select from recovery_code where account_id = $1 and used_at is null) as recovery_code,
        (select authenticators_changed_at from account where account_id = $1) as changed_at
      from
        (select count(*) > 0 as webauthn, bool_or(first_factor or created_at <= $2) as webauthn_settled
          from webauthn_credential where account_id = $1) as keys,
        (select bool_or(confirmed_at is not null) as totp, bool_or(first_factor or confirmed_at <= $2) as totp_settled
          from totp_authenticator where account_id = $1) as apps,
        (select bool_or(method = 'email' and usable) as email, bool_or(method = 'sms' and usable) as sms,
            bool_or(method = 'email' and beside_stronger) as email_beside_stronger,
            bool_or(method = 'sms' and beside_stronger) as sms_beside_stronger,
            bool_or(method = 'email' and usable and settled) as email_settled,
            bool_or(method = 'sms' and usable and settled) as sms_settled,
            bool_or(not usable) as withheld
          from (select method, beside_stronger, spent_until is null or spent_until <= $3 as usable,
              first_factor or confirmed_at <= $2 as settled
            from code_address where account_id = $1) as address) as addresses
      """;

  private static final Set<Method> FACTORS = EnumSet.complementOf(EnumSet.of(Method.RECOVERY_CODE));

  private final Postgres postgres;
  private final AssuranceProfile profile;
  private final Settling settling;
  private final ProtectionChanges protection;
  private final Clock clock;

  EnrolledMethods(Postgres postgres, AssuranceProfile profile, Settling settling, ProtectionChanges protection, Clock clock) {
    this.protection = protection;
    this.postgres = postgres;
    this.profile = profile;
    this.settling = settling;
    this.clock = clock;
  }

  /// @param methods   strongest first; empty when the account has no second factor
  /// @param changedAt when a factor was last added or removed; empty when that never happened
  /// @param withheld  whether an address is enrolled that proves nothing for now, because it has reset the password
  /// @param settled   those of the methods by which at least one settled factor can be shown
  @RegisterForReflection
  public record Enrolled(List<Method> methods, Optional<Instant> changedAt, List<Method> settled, boolean withheld) {}

  public Uni<Enrolled> find(AccountId account) {
    Instant now = clock.instant();
    return postgres.pool().preparedQuery(FIND).execute(Tuple.of(account.value(),
            settling.freshSince(now).atOffset(ZoneOffset.UTC), now.atOffset(ZoneOffset.UTC)))
        .map(rows -> rows.iterator().next())
        .map(row -> {
          List<Method> methods = methods(row);
          return new Enrolled(methods,
              Optional.ofNullable(row.getOffsetDateTime("changed_at")).map(OffsetDateTime::toInstant),
              methods.stream().filter(method -> isSettled(row, method)).toList(), isTrue(row, "withheld"));
        });
  }

  /// Strongest first; empty when the account has no second factor.
  public Uni<List<Method>> of(AccountId account) {
    return find(account).map(Enrolled::methods);
  }

  private List<Method> methods(Row row) {
    Set<Method> enrolled = where(row, "");
    var methods = new ArrayList<>(
        Factors.offered(enrolled, where(row, "_settled"), where(row, "_beside_stronger")));
    if (row.getBoolean("recovery_code")) {
      methods.add(Method.RECOVERY_CODE);
    }
    return List.copyOf(methods);
  }

  // Those that the profile takes and for which the column of that name is true.
  private Set<Method> where(Row row, String suffix) {
    return FACTORS.stream().filter(profile::admits)
        .filter(method -> isTrue(row, method.wireName() + suffix))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Method.class)));
  }

  // A recovery code has no age: it never confirms anything.
  private static boolean isSettled(Row row, Method method) {
    return method != Method.RECOVERY_CODE && isTrue(row, method.wireName() + "_settled");
  }

  private static boolean isTrue(Row row, String column) {
    return Boolean.TRUE.equals(row.getBoolean(column));
  }

  private static final String CHANGED = "update account set authenticators_changed_at = $2 where account_id = $1";

  private static final String RESTS = "update account set rests_on_address_since = $2 where account_id = $1";

  /// To be called by whatever adds a factor.
  ///
  /// @return until when withdrawals are held; empty while they are not
  public Uni<Optional<Instant>> added(SqlConnection tx, Admitted admitted, Method method, Instant now) {
    Uni<Void> changed = changed(tx, admitted.account(), now);
    return (!admitted.isBare() ? changed : changed.chain(() -> tx.preparedQuery(RESTS).execute(Tuple.of(
        admitted.account().value(), admitted.restsOnAddress() ? now.atOffset(ZoneOffset.UTC) : null)).replaceWithVoid()))
        .chain(() -> protection.note(tx, admitted.account(), addition(admitted, method), now));
  }

  private static ProtectionChange addition(Admitted admitted, Method method) {
    if (admitted.isBare()) {
      return ProtectionChange.FIRST_FACTOR;
    }
    return method.isSentOutOfBand() ? ProtectionChange.WEAKENED : ProtectionChange.FACTOR_ADDED;
  }

  /// Until when a password reset takes a factor away that is added now; empty where it does not.
  public Optional<Instant> resetTakesUntil(Admitted admitted, Instant now) {
    return admitted.restsOnAddress() ? Optional.of(now.plus(settling.period())) : Optional.empty();
  }

  /// To be called by whatever removes a factor, or puts another one in its place.
  ///
  /// @return until when withdrawals are held
  public Uni<Optional<Instant>> removed(SqlConnection tx, AccountId account, Instant now) {
    return changed(tx, account, now).chain(() -> protection.note(tx, account, ProtectionChange.FACTOR_REMOVED, now));
  }

  private Uni<Void> changed(SqlConnection tx, AccountId account, Instant now) {
    return tx.preparedQuery(CHANGED).execute(Tuple.of(account.value(), now.atOffset(ZoneOffset.UTC))).replaceWithVoid();
  }
}
