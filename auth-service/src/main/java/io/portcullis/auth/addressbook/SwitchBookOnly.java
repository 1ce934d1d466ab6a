package io.portcullis.auth.addressbook;

import static io.portcullis.runtime.verdict.Verdicts.done;

import io.portcullis.auth.account.AccountStatus;
import io.portcullis.auth.account.Accounts;
import io.portcullis.auth.factor.ProtectedChange;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.AuthEvent.BookOnlyAction;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.token.CurrentCustomer;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;

/// Money goes to the address book alone, from now on; or, 48 hours later, anywhere again. To keep it on, nothing has to be proved: a
/// thief who has a session can only make an account safer by that. To switch it on, a fresh second factor will do.
@ApplicationScoped
class SwitchBookOnly {

  static final Duration NOTICE = Duration.ofHours(48);

  private final CurrentCustomer customer;
  private final ProtectedChange protectedChange;
  private final Accounts accounts;
  private final BookOnlyModes modes;
  private final TellBook tell;
  private final Postgres postgres;
  private final Clock clock;

  SwitchBookOnly(CurrentCustomer customer, ProtectedChange protectedChange, Accounts accounts, BookOnlyModes modes, TellBook tell,
      Postgres postgres, Clock clock) {
    this.customer = customer;
    this.protectedChange = protectedChange;
    this.accounts = accounts;
    this.modes = modes;
    this.tell = tell;
    this.postgres = postgres;
    this.clock = clock;
  }

  enum Switching { DONE, ACCOUNT_FROZEN }

  /// Also takes back a wish to switch it off.
  Uni<Switching> on() {
    return protectedChange.hasFactor(customer.get().account())
        .map(enrolled -> customer.requireFresh(enrolled ? "aal2" : "aal1", ProtectedChange.FRESH))
        .chain(owner -> change(owner.account(), this::on));
  }

  Uni<Switching> off() {
    return protectedChange.admit().chain(admitted -> change(admitted.customer().account(), this::askOff));
  }

  Uni<Switching> keepOn(AccountId account) {
    return change(account, this::keepOn);
  }

  private Uni<Switching> change(AccountId account, BiFunction<SqlConnection, AccountId, Uni<Void>> change) {
    return postgres.withTransaction(tx -> accounts.lock(tx, account).chain(status ->
        status.filter(AccountStatus.ACTIVE::equals).isPresent()
            ? change.apply(tx, account).replaceWith(Switching.DONE)
            : Uni.createFrom().item(Switching.ACCOUNT_FROZEN)));
  }

  private Uni<Void> on(SqlConnection tx, AccountId account) {
    return modes.switchOn(tx, account, clock.instant())
        .chain(news -> news ? tell(tx, account, BookOnlyAction.ON, Optional.empty()) : keepOn(tx, account));
  }

  private Uni<Void> keepOn(SqlConnection tx, AccountId account) {
    return modes.keepOn(tx, account)
        .chain(news -> news ? tell(tx, account, BookOnlyAction.OFF_CANCELLED, Optional.empty()) : done());
  }

  private Uni<Void> askOff(SqlConnection tx, AccountId account) {
    Instant offAt = clock.instant().plus(NOTICE);
    return modes.askOff(tx, account, clock.instant(), offAt)
        .chain(news -> news ? tell(tx, account, BookOnlyAction.OFF_REQUESTED, Optional.of(offAt)) : done());
  }

  private Uni<Void> tell(SqlConnection tx, AccountId account, BookOnlyAction action, Optional<Instant> offAt) {
    return tell.mode(tx, account, action, offAt, clock.instant());
  }
}
