package io.portcullis.mfa.outofband;

import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.guess.GuessBudget;
import io.portcullis.mfa.guess.GuessVerdict;
import io.portcullis.mfa.guess.GuessVerdict.Right;
import io.portcullis.mfa.guess.GuessVerdict.Wrong;
import io.portcullis.mfa.policy.Method;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.identifier.Identifier;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/// Checks a code that was sent for a challenge, and uses it up.
@ApplicationScoped
public class VerifyOutOfBandCode {

  private final CodeAddresses addresses;
  private final OutOfBandCodes codes;
  private final GuessBudget budget;
  private final Postgres postgres;
  private final Clock clock;

  VerifyOutOfBandCode(CodeAddresses addresses, OutOfBandCodes codes, GuessBudget budget, Postgres postgres, Clock clock) {
    this.addresses = addresses;
    this.codes = codes;
    this.budget = budget;
    this.postgres = postgres;
    this.clock = clock;
  }

  public Uni<GuessVerdict> handle(UUID challenge, AccountId account, Method method, String typed) {
    var slot = CodeSlot.ofChallenge(challenge, account, method);
    // What can't be a code is compared with nothing, so it costs no guess.
    return OutOfBandCode.parse(typed).map(code -> guess(slot, code)).orElseGet(VerifyOutOfBandCode::wrong);
  }

  private Uni<GuessVerdict> guess(CodeSlot slot, OutOfBandCode code) {
    return Uni.createFrom().deferred(() -> budget.reserve(slot.account(), clock.instant())).chain(reserved -> reserved
        // The address as it is enrolled now: a code that went to an older one is not right any more.
        ? addresses.find(slot.account(), slot.method()).chain(found -> found
            .map(to -> compare(slot, to, code)).orElseGet(VerifyOutOfBandCode::wrong))
        : budget.refuse(slot.account(), CodeAddresses.eventTypeOf(slot.method())));
  }

  private Uni<GuessVerdict> compare(CodeSlot slot, Identifier to, OutOfBandCode code) {
    return codes.countTry(slot).chain(attempt -> attempt.digest()
        .filter(digest -> codes.isRight(digest, slot, to, code))
        .map(digest -> codes.useUp(slot, digest).chain(won -> won ? accept(slot) : wrong()))
        .orElseGet(VerifyOutOfBandCode::wrong));
  }

  private Uni<GuessVerdict> accept(CodeSlot slot) {
    Instant now = clock.instant();
    return postgres.withTransaction(tx -> budget.takeOut(tx, slot.account())
        .chain(() -> addresses.recordUse(tx, slot.account(), slot.method(), now))).replaceWith(new Right());
  }

  private static Uni<GuessVerdict> wrong() {
    return Uni.createFrom().item(new Wrong());
  }
}
