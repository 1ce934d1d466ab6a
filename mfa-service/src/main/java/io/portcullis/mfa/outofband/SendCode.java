package io.portcullis.mfa.outofband;

import static io.portcullis.runtime.verdict.Verdicts.done;
import static io.portcullis.runtime.verdict.Verdicts.either;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.EventId;
import io.portcullis.contracts.Message.CodeUse;
import io.portcullis.contracts.Message.SecondFactorCode;
import io.portcullis.mfa.guess.Claimant;
import io.portcullis.mfa.guess.GuessBudget;
import io.portcullis.mfa.outofband.OutOfBandCodes.Send;
import io.portcullis.mfa.outofband.SendBudget.Share;
import io.portcullis.mfa.outofband.SendVerdict.Nowhere;
import io.portcullis.mfa.outofband.SendVerdict.Sent;
import io.portcullis.mfa.outofband.SendVerdict.Wait;
import io.portcullis.mfa.policy.Method;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Outbox;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.identifier.Identifier;
import io.portcullis.runtime.metric.Outcomes;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/// Sends a code: once the delay since the last one is over, and while no budget is spent. The code before it is dead
/// from then on.
@Startup
@ApplicationScoped
public class SendCode {

  static final String DEFAULT_LOCALE = "en";

  private final CodeAddresses addresses;
  private final OutOfBandCodes codes;
  private final SendBudget budget;
  private final GuessBudget guesses;
  private final Postgres postgres;
  private final Outbox outbox;
  private final Ids ids;
  private final SecureRandom random;
  private final Clock clock;
  private final Map<Method, Outcomes<CodeUse>> sent = new EnumMap<>(Method.class);

  SendCode(CodeAddresses addresses, OutOfBandCodes codes, SendBudget budget, GuessBudget guesses, Postgres postgres,
      Outbox outbox, Ids ids, SecureRandom random, Clock clock, MeterRegistry metrics) {
    this.addresses = addresses;
    this.codes = codes;
    this.budget = budget;
    this.guesses = guesses;
    this.postgres = postgres;
    this.outbox = outbox;
    this.ids = ids;
    this.random = random;
    this.clock = clock;
    Stream.of(Method.values()).filter(Method::isSentOutOfBand).forEach(method -> sent.put(method, new Outcomes<>(
        metrics, "portcullis.mfa.codes.sent", "use", EnumSet.allOf(CodeUse.class), Outcomes::snake, Tags.of("method", method.wireName()))));
  }

  /// To the account's own address, for a challenge.
  ///
  /// @param challengeEnds a code is never right for longer than its challenge
  public Uni<SendVerdict> handle(UUID challenge, Instant challengeEnds, AccountId account, Claimant claimant, Method method,
      CodeUse use, Optional<String> locale) {
    return addresses.find(account, method).chain(either(
        to -> send(CodeSlot.ofChallenge(challenge, account, method), challengeEnds, shareOf(claimant), to, use, locale,
            _ -> done()),
        () -> now(new Nowhere())));
  }

  /// To an address that the caller knows to be the account's, for a challenge; whatever is enrolled.
  ///
  /// @param challengeEnds a code is never right for longer than its challenge
  public Uni<SendVerdict> handle(UUID challenge, Instant challengeEnds, AccountId account, Claimant claimant,
      Identifier validated, CodeUse use, Optional<String> locale) {
    var slot = CodeSlot.ofChallenge(challenge, account, CodeAddresses.methodOf(validated));
    // An account that never enrolled anything has nothing yet to count the guesses by.
    return send(slot, challengeEnds, shareOf(claimant), validated, use, locale, tx -> guesses.open(tx, account));
  }

  private static Share shareOf(Claimant claimant) {
    return claimant.isStranger() ? Share.STRANGERS : Share.OWNER;
  }

  /// To `to`, which may be anybody's so far.
  ///
  /// @param share  at whose expense
  /// @param beside what is to be stored if, and only if, the message is owed
  Uni<SendVerdict> send(CodeSlot slot, Instant slotEnds, Share share, Identifier to, CodeUse use, Optional<String> locale,
      Function<SqlConnection, Uni<Void>> beside) {
    // The delay first, so that asking too soon uses up no budget.
    return codes.reserveSend(slot, slotEnds).chain(send -> send.isAllowed()
        ? budget.spend(slot.account(), share, to).chain(either(
            wait -> waitFor(wait),
            () -> owe(slot, slotEnds, send, to, use, locale, beside)))
        : waitFor(send.untilNext()));
  }

  private Uni<SendVerdict> owe(CodeSlot slot, Instant slotEnds, Send send, Identifier to, CodeUse use,
      Optional<String> locale, Function<SqlConnection, Uni<Void>> beside) {
    Instant now = clock.instant();
    Instant latest = now.plus(OutOfBandCodes.LIFETIME);
    Instant expiresAt = slotEnds.isBefore(latest) ? slotEnds : latest;
    Duration expiresIn = wholeSeconds(Duration.between(now, expiresAt));
    var code = OutOfBandCode.generate(random);
    var message = new SecondFactorCode(to.address(), locale.orElse(DEFAULT_LOCALE), Optional.of(slot.account()),
        code.digits(), use, expiresIn);
    EventId id = ids.nextEvent();
    // Right before it is sent: a code that arrives must never come too early to be one.
    return codes.put(slot, send, to, code, expiresAt).chain(ours -> ours
        ? postgres.withTransaction(tx -> beside.apply(tx)
                .chain(() -> outbox.owe(tx, id, slot.account().value(), message)))
            .invoke(() -> count(slot.method(), use))
            .replaceWith(new Sent(id, send.untilNext(), expiresIn))
        : waitFor(send.untilNext()));
  }

  private static Duration wholeSeconds(Duration exact) {
    return Duration.ofSeconds(exact.plusMillis(999).toSeconds());
  }

  private static Uni<SendVerdict> waitFor(Duration retryAfter) {
    return now(new Wait(retryAfter));
  }

  private void count(Method method, CodeUse use) {
    sent.get(method).count(use);
  }
}
