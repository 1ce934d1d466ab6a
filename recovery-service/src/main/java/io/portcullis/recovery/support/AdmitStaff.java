package io.portcullis.recovery.support;

import static io.portcullis.runtime.verdict.Verdicts.done;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.AccountId;
import io.portcullis.recovery.staff.Person;
import io.portcullis.recovery.staff.StaffMember;
import io.portcullis.recovery.support.DeskMetrics.Call;
import io.portcullis.recovery.support.DeskMetrics.Unusual;
import io.portcullis.runtime.event.Postgres;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Lets a staff member do one thing: the role must allow it, the ration must not be used up, and the call is written down before
/// anything is shown or done. What is unusual is let through and told to those who watch.
@ApplicationScoped
class AdmitStaff {

  private static final Logger LOG = Logger.getLogger(AdmitStaff.class);

  private final Rations rations;
  private final SupportCalls calls;
  private final Postgres postgres;
  private final DeskConfig config;
  private final DeskMetrics metrics;
  private final Clock clock;

  AdmitStaff(Rations rations, SupportCalls calls, Postgres postgres, DeskConfig config, DeskMetrics metrics, Clock clock) {
    this.rations = rations;
    this.calls = calls;
    this.postgres = postgres;
    this.config = config;
    this.metrics = metrics;
    this.clock = clock;
  }

  sealed interface Admission {
    record Admitted(StaffMember member) implements Admission {}

    record RoleMissing() implements Admission {}

    record RationUsedUp(Duration retryAfter) implements Admission {}
  }

  /// @param account whose; empty while it is only looked for
  Uni<Admission> handle(StaffMember member, StaffOperation operation, Optional<AccountId> account, Occasion occasion) {
    if (!operation.isOpenTo(member.roles())) {
      return Uni.createFrom().<Admission>item(new Admission.RoleMissing()).invoke(admission -> count(admission, member, operation));
    }
    return Uni.createFrom().deferred(() -> {
      Instant at = clock.instant();
      return postgres.withTransaction(tx -> rations.take(tx, member.person(), operation.ration(), at)
          .<Admission>chain(wait -> wait.isPresent()
              ? now(new Admission.RationUsedUp(Duration.between(at, wait.get())))
              : write(tx, member, operation, account, occasion, at).replaceWith(new Admission.Admitted(member))));
    }).invoke(admission -> count(admission, member, operation));
  }

  private Uni<Void> write(SqlConnection tx, StaffMember member, StaffOperation operation, Optional<AccountId> account, Occasion occasion,
      Instant at) {
    return calls.write(tx, member.person(), operation, account, occasion, at)
        .chain(() -> account.isPresent() ? saw(tx, member.person(), account.get(), at) : done());
  }

  /// Notes that a person was shown something of an account.
  Uni<Void> saw(SqlConnection tx, Person person, AccountId account, Instant at) {
    return rations.isOneTooMany(tx, person, account.value(), at).invoke(many -> {
      if (many) {
        tell(Unusual.MANY_ACCOUNTS, person, StaffOperation.FIND_ACCOUNT);
      }
    }).replaceWithVoid();
  }

  private void count(Admission admission, StaffMember member, StaffOperation operation) {
    switch (admission) {
      case Admission.Admitted(_) -> {
        metrics.count(Call.ADMITTED);
        int hour = clock.instant().atZone(ZoneId.of(config.zone())).getHour();
        if (hour < config.opens() || hour >= config.closes()) {
          tell(Unusual.OUT_OF_HOURS, member.person(), operation);
        }
      }
      case Admission.RationUsedUp(_) -> {
        metrics.count(Call.RATION_USED_UP);
        tell(Unusual.RATION_USED_UP, member.person(), operation);
      }
      case Admission.RoleMissing() -> {
        metrics.count(Call.ROLE_MISSING);
        tell(Unusual.ROLE_MISSING, member.person(), operation);
      }
    }
  }

  /// For people who watch the staff: a person's id, no customer.
  void tell(Unusual pattern, Person person, StaffOperation operation) {
    metrics.count(pattern);
    LOG.warnf("Support desk: %s by person %s, who asked for %s", pattern, person, operation.wireName());
  }
}
