package io.portcullis.recovery.support;

import static io.portcullis.runtime.verdict.Verdicts.done;
import static io.portcullis.runtime.verdict.Verdicts.either;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.RecoveryEvent;
import io.portcullis.contracts.RecoveryEvent.SupportActed;
import io.portcullis.contracts.RecoveryEvent.SupportRead;
import io.portcullis.recovery.recoverycase.CallsOfStaff;
import io.portcullis.recovery.staff.StaffMember;
import io.portcullis.recovery.support.StaffOperation.Ration;
import io.portcullis.recovery.support.SupportCalls.Called;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Outbox;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.metric.Outcomes;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/// Lets a staff member do one thing: a role must allow it, the ration must not be used up, and an account that is named by its id
/// must have been shown to the caller. The call is written down, and told to the world, before anything is shown or done.
@ApplicationScoped
class AdmitStaff implements CallsOfStaff {

  private final Rations rations;
  private final SupportCalls calls;
  private final Watch watch;
  private final Postgres postgres;
  private final Outbox outbox;
  private final Ids ids;
  private final Clock clock;

  AdmitStaff(Rations rations, SupportCalls calls, Watch watch, Postgres postgres, Outbox outbox, Ids ids, Clock clock) {
    this.rations = rations;
    this.calls = calls;
    this.watch = watch;
    this.postgres = postgres;
    this.outbox = outbox;
    this.ids = ids;
    this.clock = clock;
  }

  Uni<Admission> handle(StaffMember member, Wish wish) {
    return Uni.createFrom().deferred(() -> !wish.operation().isOpenTo(member.roles()) ? now(new Admission.RoleMissing())
            : !wish.operation().takes(wish.occasion().reason()) ? now(new Admission.ReasonRefused())
            : postgres.withTransaction(tx -> admit(tx, member, wish, clock.instant())))
        .invoke(admission -> watch.saw(admission, member.person(), wish.operation()));
  }

  private Uni<Admission> admit(SqlConnection tx, StaffMember member, Wish wish, Instant at) {
    return rations.take(tx, member.person(), wish.operation().ration(), at).chain(opens -> opens.isPresent()
        ? now(new Admission.RationUsedUp(Duration.between(at, opens.get())))
        : wish.account().isEmpty() ? write(tx, member, wish, at)
        : calls.wasShown(tx, member.person(), wish.account().get(), at)
            .chain(shown -> shown ? write(tx, member, wish, at) : now(new Admission.NotShown())));
  }

  private Uni<Admission> write(SqlConnection tx, StaffMember member, Wish wish, Instant at) {
    UUID call = ids.next();
    return calls.write(tx, call, member.person(), wish, at)
        .chain(() -> wish.account().isPresent()
            ? tell(tx, new Called(member.person(), Outcomes.kebab(wish.occasion().reason())), wish.operation(), wish.account().get(), at)
            : done())
        .replaceWith(new Admission.Admitted(call));
  }

  /// Says whose account a call was about that began without one.
  Uni<Void> found(StaffOperation operation, UUID call, AccountId account) {
    return postgres.withTransaction(tx -> calls.found(tx, call, account).chain(either(
        called -> tell(tx, called, operation, account, clock.instant()), () -> done())));
  }

  /// A case was opened by its customer's identifier: its account is known only now.
  @Override
  public Uni<Void> recognised(UUID call, AccountId account) {
    return found(StaffOperation.OPEN_CASE, call, account);
  }

  private Uni<Void> tell(SqlConnection tx, Called called, StaffOperation operation, AccountId account, Instant at) {
    String person = called.person().id();
    RecoveryEvent event = operation.ration() == Ration.READS
        ? new SupportRead(ids.nextEvent(), account, at, person, operation.wireName(), called.reason())
        : new SupportActed(ids.nextEvent(), account, at, person, operation.wireName(), called.reason());
    return outbox.append(tx, event)
        .chain(() -> rations.isOneTooMany(tx, called.person(), account.value(), at))
        .invoke(many -> {
          if (many) {
            watch.tell(Watch.Unusual.MANY_ACCOUNTS, called.person(), operation);
          }
        }).replaceWithVoid();
  }
}
