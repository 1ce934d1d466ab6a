package io.portcullis.recovery.password;

import static io.portcullis.runtime.verdict.Verdicts.either;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.Address;
import io.portcullis.recovery.password.CodeVerdict.Right;
import io.portcullis.recovery.password.CodeVerdict.Throttled;
import io.portcullis.recovery.password.CodeVerdict.Wrong;
import io.portcullis.recovery.password.ResetHandles.Try;
import io.portcullis.runtime.crypto.OpaqueToken;
import io.portcullis.runtime.http.ClientNetwork;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Takes the code of a text message, and gives what a link would have carried. All that follows is one way for both.
///
/// The work is the same whether or not a code was ever sent, so neither answer nor time tells of an account.
@ApplicationScoped
class RedeemCode {

  /// Of no row.
  private static final UUID NO_LINK = new UUID(0, 0);

  private final ResetHandles handles;
  private final ResetLinks links;
  private final ResetCodes codes;
  private final ResetGuesses guesses;
  private final LinkAddress address;
  private final ResetMetrics metrics;
  private final Clock clock;

  RedeemCode(ResetHandles handles, ResetLinks links, ResetCodes codes, ResetGuesses guesses, LinkAddress address,
      ResetMetrics metrics, Clock clock) {
    this.handles = handles;
    this.links = links;
    this.codes = codes;
    this.guesses = guesses;
    this.address = address;
    this.metrics = metrics;
    this.clock = clock;
  }

  Uni<CodeVerdict> handle(String handle, String code, ClientNetwork network) {
    return ResetHandles.parse(handle).map(known -> guesses.count(network).<CodeVerdict>chain(either(
            wait -> now(new Throttled(wait)),
            () -> handles.countTry(known, clock.instant()).chain(either(
                attempt -> guess(attempt, code), () -> wrong(0))))))
        .orElseGet(() -> wrong(0))
        .invoke(metrics::typed);
  }

  private Uni<CodeVerdict> guess(Try attempt, String code) {
    return guesses.count(attempt.number()).chain(allowed -> allowed ? compare(attempt, code) : wrong(0));
  }

  private Uni<CodeVerdict> compare(Try attempt, String code) {
    UUID link = attempt.link().orElse(NO_LINK);
    return links.code(link, clock.instant()).chain(stored -> codes.isRight(stored, link, code)
        ? redeem(attempt, link) : wrong(attempt.left()));
  }

  private Uni<CodeVerdict> redeem(Try attempt, UUID link) {
    OpaqueToken token = address.token(Address.Channel.EMAIL);
    Instant now = clock.instant();
    return links.redeem(link, token, now).chain(either(
        expiresAt -> guesses.forgive(attempt.number()).replaceWith(new Right(token, Duration.between(now, expiresAt))),
        // Another use was quicker.
        () -> wrong(attempt.left())));
  }

  private static Uni<CodeVerdict> wrong(int triesLeft) {
    return now(new Wrong(triesLeft));
  }
}
