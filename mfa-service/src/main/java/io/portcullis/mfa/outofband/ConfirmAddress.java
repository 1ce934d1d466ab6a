package io.portcullis.mfa.outofband;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.MfaEvent.AuthenticatorEnrolled;
import io.portcullis.contracts.MfaEvent.AuthenticatorRemoved;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.mfa.guess.Claimant;
import io.portcullis.mfa.guess.GuessBudget;
import io.portcullis.mfa.guess.GuessVerdict;
import io.portcullis.mfa.outofband.ConfirmAddress.ConfirmationVerdict.Confirmed;
import io.portcullis.mfa.outofband.ConfirmAddress.ConfirmationVerdict.Ended;
import io.portcullis.mfa.outofband.ConfirmAddress.ConfirmationVerdict.Refused;
import io.portcullis.mfa.outofband.ConfirmAddress.ConfirmationVerdict.Throttled;
import io.portcullis.mfa.outofband.PendingAddresses.Pending;
import io.portcullis.mfa.policy.AssuranceProfile;
import io.portcullis.mfa.policy.ChangePolicy;
import io.portcullis.mfa.policy.ChangePolicy.Admitted;
import io.portcullis.mfa.policy.EnrolledMethods;
import io.portcullis.mfa.policy.Method;
import io.portcullis.mfa.recoverycode.IssueRecoveryCodes;
import io.portcullis.mfa.recoverycode.RecoveryCode;
import io.portcullis.mfa.removal.PendingRemovals;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Outbox;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.identifier.Identifier;
import io.portcullis.runtime.identifier.Mask;
import io.portcullis.runtime.token.CurrentCustomer;
import io.portcullis.runtime.verdict.Verdicts;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes an address count, once a code that was sent to it has come back. With the first factor come recovery codes.
@ApplicationScoped
class ConfirmAddress {

  /// The enrolment demanded freshness; a message may take as long as its code lives.
  private static final Duration FRESH = ChangePolicy.FRESH.plus(OutOfBandCodes.LIFETIME);

  private final CurrentCustomer customer;
  private final ChangePolicy policy;
  private final EnrolledMethods enrolled;
  private final AssuranceProfile profile;
  private final PendingAddresses pending;
  private final CodeAddresses addresses;
  private final CodeAddressBox box;
  private final OutOfBandCodes codes;
  private final GuessBudget budget;
  private final IssueRecoveryCodes recoveryCodes;
  private final PendingRemovals removals;
  private final Postgres postgres;
  private final Outbox outbox;
  private final Ids ids;
  private final Clock clock;

  ConfirmAddress(CurrentCustomer customer, ChangePolicy policy, EnrolledMethods enrolled, AssuranceProfile profile, PendingAddresses pending,
      CodeAddresses addresses, CodeAddressBox box, OutOfBandCodes codes, GuessBudget budget,
      IssueRecoveryCodes recoveryCodes, PendingRemovals removals, Postgres postgres,
      Outbox outbox, Ids ids, Clock clock) {
    this.customer = customer;
    this.policy = policy;
    this.enrolled = enrolled;
    this.profile = profile;
    this.pending = pending;
    this.addresses = addresses;
    this.box = box;
    this.codes = codes;
    this.budget = budget;
    this.recoveryCodes = recoveryCodes;
    this.removals = removals;
    this.postgres = postgres;
    this.outbox = outbox;
    this.ids = ids;
    this.clock = clock;
  }

  sealed interface ConfirmationVerdict {

    /// @param recoveryCodes to be shown now and never again; empty unless this is the first factor
    record Confirmed(List<RecoveryCode> recoveryCodes) implements ConfirmationVerdict {}

    record Refused(int triesLeft) implements ConfirmationVerdict {}

    /// Confirmed already, expired, tried too often, or never begun.
    record Ended() implements ConfirmationVerdict {}

    record Throttled(Duration retryAfter) implements ConfirmationVerdict {}
  }

  Uni<ConfirmationVerdict> handle(Method method, OutOfBandCode code) {
    return postgres.withTransaction(tx -> EnrolAddress.ending(policy, tx, method, FRESH)
            .chain(admitted -> pending.find(tx, admitted.account(), method)
                .map(found -> found.filter(_ -> profile.admits(method))
                    .filter(named -> admitted.restingOn(named.ground()).mayEnrol())
                    .flatMap(named -> named(admitted.account(), method, named)))))
        .chain(found -> found.map(named -> guess(named, code)).orElseGet(ConfirmAddress::ended));
  }

  /// @param pending as it is stored
  private record Named(CodeSlot slot, Claimant claimant, Pending pending, Identifier address) {}

  private Optional<Named> named(AccountId account, Method method, Pending found) {
    return box.open(account, method, found.sealedAddress())
        .map(address -> new Named(CodeSlot.ofEnrolment(account, method), Claimant.in(customer.get().session()), found, address));
  }

  // Outside of the transaction that locks the account's row: the guess is reserved by another one, and must stay so.
  private Uni<ConfirmationVerdict> guess(Named named, OutOfBandCode code) {
    AccountId account = named.slot().account();
    return Uni.createFrom().deferred(() -> budget.reserve(account, named.claimant(), clock.instant())).chain(reserved -> reserved
        ? compare(named, code)
        : budget.refuse(account, named.claimant(), CodeAddresses.eventTypeOf(named.slot().method())).map(refused -> switch (refused) {
          case GuessVerdict.Throttled(var wait) -> new Throttled(wait);
          case GuessVerdict.Wrong(), GuessVerdict.NothingToGuess(), GuessVerdict.Right(_) -> new Ended();
        }));
  }

  private Uni<ConfirmationVerdict> compare(Named named, OutOfBandCode code) {
    return codes.countTry(named.slot()).chain(attempt -> {
      if (attempt.left() < 0) {
        return ended();
      }
      return attempt.digest().filter(digest -> codes.isRight(digest, named.slot(), named.address(), code))
          .map(digest -> codes.useUp(named.slot(), digest).chain(won -> won ? accept(named) : ended()))
          .orElseGet(() -> Uni.createFrom().item(new Refused(attempt.left())));
    });
  }

  private Uni<ConfirmationVerdict> accept(Named named) {
    Method method = named.slot().method();
    // Admitted again, by what is enrolled now.
    return postgres.withTransaction(tx -> EnrolAddress.ending(policy, tx, method, FRESH)
        .map(admitted -> admitted.restingOn(named.pending().ground()))
        .chain(admitted -> !admitted.mayEnrol() ? ended() : budget.takeOut(tx, admitted.account(), named.claimant())
            .chain(() -> pending.take(tx, admitted.account(), method, named.pending()))
            .chain(taken -> taken ? confirm(tx, admitted, named) : ended())));
  }

  private Uni<ConfirmationVerdict> confirm(SqlConnection tx, Admitted admitted, Named named) {
    AccountId account = admitted.account();
    Method method = named.slot().method();
    Instant now = clock.instant();
    var type = CodeAddresses.eventTypeOf(method);
    return removals.forget(tx, account, method, Optional.empty())
        .chain(() -> addresses.remove(tx, account, method))
        .chain(replaced -> {
          return addresses.put(tx, admitted, method, named.pending(), now)
              .chain(() -> replaced.isPresent() ? enrolled.removed(tx, account, now) : Verdicts.now(Optional.<Instant>empty()))
              .chain(() -> enrolled.added(tx, admitted, method, now))
              .chain(held -> {
                var events = new ArrayList<SecurityEvent>();
                replaced.ifPresent(old -> events.add(new AuthenticatorRemoved(ids.nextEvent(), account, now, type, old, held)));
                events.add(new AuthenticatorEnrolled(ids.nextEvent(), account, now, type, Mask.of(named.address()),
                    enrolled.resetTakesUntil(admitted, now), held));
                return outbox.append(tx, events.toArray(SecurityEvent[]::new));
              });
        })
        .chain(() -> admitted.addsFirst()
            ? recoveryCodes.issue(tx, account)
            : Uni.createFrom().item(List.<RecoveryCode>of()))
        .map(Confirmed::new);
  }

  private static Uni<ConfirmationVerdict> ended() {
    return Uni.createFrom().item(new Ended());
  }
}
