package io.portcullis.mfa.outofband;

import static io.portcullis.runtime.verdict.Verdicts.either;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.guess.Claimant;
import io.portcullis.mfa.guess.GuessBudget;
import io.portcullis.mfa.guess.GuessVerdict;
import io.portcullis.mfa.guess.GuessVerdict.Right;
import io.portcullis.mfa.guess.GuessVerdict.Wrong;
import io.portcullis.mfa.guess.ProvedFactor;
import io.portcullis.mfa.policy.Method;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.identifier.Identifier;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

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

  /// A code that was sent to the account's own factor.
  public Uni<GuessVerdict> handle(UUID challenge, AccountId account, Claimant claimant, Method method, String typed) {
    // The address as it is enrolled now: a code that went to an older one is not right any more.
    return check(new Guess(CodeSlot.ofChallenge(challenge, account, method), claimant), typed, addresses.find(account, method),
        tx -> addresses.recordUse(tx, account, method, clock.instant()));
  }

  /// A code that was sent to `validated`. The same address may be enrolled, too: this is no use of that factor.
  public Uni<GuessVerdict> handle(UUID challenge, AccountId account, Claimant claimant, Identifier validated, String typed) {
    return check(new Guess(CodeSlot.ofChallenge(challenge, account, CodeAddresses.methodOf(validated)), claimant), typed,
        now(Optional.of(validated)), _ -> now(Optional.empty()));
  }

  private record Guess(CodeSlot slot, Claimant claimant) {}

  /// @param beside what is to be stored if the code is right; says from when on the factor is settled
  private Uni<GuessVerdict> check(Guess at, String typed, Uni<Optional<Identifier>> address,
      Function<SqlConnection, Uni<Optional<Instant>>> beside) {
    // What can't be a code is compared with nothing, so it costs no guess.
    return OutOfBandCode.parse(typed).map(code -> guess(at, code, address, beside))
        .orElseGet(VerifyOutOfBandCode::wrong);
  }

  private Uni<GuessVerdict> guess(Guess at, OutOfBandCode code, Uni<Optional<Identifier>> address,
      Function<SqlConnection, Uni<Optional<Instant>>> beside) {
    AccountId account = at.slot().account();
    return Uni.createFrom().deferred(() -> budget.reserve(account, at.claimant(), clock.instant())).chain(reserved -> reserved
        ? address.chain(either(to -> compare(at, to, code, beside), VerifyOutOfBandCode::wrong))
        : budget.refuse(account, at.claimant(), CodeAddresses.eventTypeOf(at.slot().method())));
  }

  private Uni<GuessVerdict> compare(Guess at, Identifier to, OutOfBandCode code,
      Function<SqlConnection, Uni<Optional<Instant>>> beside) {
    CodeSlot slot = at.slot();
    return codes.countTry(slot).chain(attempt -> attempt.digest()
        .filter(digest -> codes.isRight(digest, slot, to, code))
        .map(digest -> codes.useUp(slot, digest).chain(won -> won ? accept(at, beside) : wrong()))
        .orElseGet(VerifyOutOfBandCode::wrong));
  }

  private Uni<GuessVerdict> accept(Guess at, Function<SqlConnection, Uni<Optional<Instant>>> beside) {
    return postgres.withTransaction(tx -> budget.takeOut(tx, at.slot().account(), at.claimant()).chain(() -> beside.apply(tx)))
        .map(settledAt -> new Right(settledAt.map(since -> new ProvedFactor(Optional.empty(), since))));
  }

  private static Uni<GuessVerdict> wrong() {
    return now(new Wrong());
  }
}
