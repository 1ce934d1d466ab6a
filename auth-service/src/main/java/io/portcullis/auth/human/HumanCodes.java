package io.portcullis.auth.human;

import static io.portcullis.runtime.verdict.Verdicts.done;
import static io.portcullis.runtime.verdict.Verdicts.either;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.account.Account;
import io.portcullis.auth.account.Accounts;
import io.portcullis.auth.human.HumanVerdict.Passed;
import io.portcullis.auth.human.HumanVerdict.Refused;
import io.portcullis.auth.pending.Pending;
import io.portcullis.auth.pending.PendingProofs;
import io.portcullis.auth.pending.PendingProofs.Id;
import io.portcullis.auth.pending.PendingProofs.Kind;
import io.portcullis.auth.throttle.Limits;
import io.portcullis.contracts.Message;
import io.portcullis.contracts.Message.HumanCode.Delivery;
import io.portcullis.runtime.crypto.KeyRing;
import io.portcullis.runtime.crypto.KeyedDigest;
import io.portcullis.runtime.event.Outbox;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.http.ClientNetwork;
import io.portcullis.runtime.identifier.Identifier;
import io.portcullis.runtime.identifier.Identifier.Type;
import io.portcullis.runtime.throttle.Limit;
import io.portcullis.runtime.throttle.Limit.Counted;
import io.portcullis.runtime.throttle.Throttle;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/// The way past a puzzle for people who can't solve one (WCAG 2.2, success criterion 3.3.8): a code by mail. At a sign-in by a
/// phone number it is a text, and only once strangers have used up what puzzles open: a text costs money, and in this way each
/// costs a stranger twenty puzzles.
///
/// For a sign-in or a recovery the mail goes to an address that an account has proved, for a registration to the one
/// that is to be registered. Whether a mail goes out is never told: the answer, the work and the limits are the same,
/// and what is owed for nobody is a sealed decoy, which notification-service drops. Fails closed without Redis.
///
/// All who ask for one address in the same twenty minutes share one code and the one mail that brings it. So no stranger can
/// use up what the owner needs, and three mails an hour are the most. A text is shared for an hour. Other spellings that may
/// be the same mailbox have other codes: some servers deliver them elsewhere. Each of them still has to show an id of their own, from
/// their own network: the code alone opens nothing.
@Startup
@ApplicationScoped
class HumanCodes {

  static final String MAILED = "email-code";
  static final String TEXTED = "sms-code";
  static final Duration LIFETIME = PendingProofs.LIFETIME;

  private static final Duration SHARED_FOR = Duration.ofMinutes(20);
  private static final Duration TEXT_SHARED_FOR = Duration.ofHours(1);
  /// Eight digits: strangers from many networks may try at the same code.
  private static final long CODES = 100_000_000;
  private static final String DEFAULT_LOCALE = "en";

  private final Limit perNetwork = new Limit("auth:human-code", 5, Duration.ofMinutes(10));
  private final Limit perSharedCode = new Limit("auth:human-code-shared", 1, SHARED_FOR);
  private final Limit perSharedText = new Limit("auth:human-text-shared", 1, TEXT_SHARED_FOR);
  /// Addresses without an account: a stranger makes up as many spellings of one mailbox as they like.
  private final Limit unknownPerMailbox = new Limit("auth:human-code-mailbox", 3, Duration.ofHours(1));
  private final Limit tries = new Limit("auth:human-code-tries", 5, LIFETIME);

  private final PendingProofs pending;
  private final Accounts accounts;
  private final Throttle throttle;
  private final Limits limits;
  private final Outbox outbox;
  private final Postgres postgres;
  private final KeyedDigest codes;
  private final Clock clock;

  HumanCodes(PendingProofs pending, Accounts accounts, Throttle throttle, Limits limits, Outbox outbox,
      Postgres postgres, KeyRing ring, Clock clock) {
    this.pending = pending;
    this.accounts = accounts;
    this.throttle = throttle;
    throttle.expect(perSharedCode, perSharedText, unknownPerMailbox, tries);
    throttle.expectOnNetworks(perNetwork);
    this.limits = limits;
    this.outbox = outbox;
    this.postgres = postgres;
    codes = ring.digestFor("human-code");
    this.clock = clock;
  }

  /// A code that was sent, perhaps, and what it is good for. Sealed at rest.
  @RegisterForReflection
  record SentCode(HumanAction action, ClientNetwork network, String subject, String code, Instant expiresAt)
      implements Pending {

    @Override
    public String toString() {
      return "SentCode[" + action + "]";
    }
  }

  sealed interface Asked {

    /// @param codeId shown again beside the code
    record OnItsWay(String codeId) implements Asked {}

    record Throttled(Duration retryAfter) implements Asked {}
  }

  /// The codes that answer a challenge for `occasion`. Says nothing of an account.
  Uni<List<String>> methodsFor(Occasion occasion) {
    return switch (channel(occasion)) {
      case MAIL -> now(List.of(MAILED));
      case TEXT -> puzzlesAreUsedUp(occasion).map(usedUp -> usedUp ? List.of(TEXTED) : List.of());
      case NONE -> now(List.of());
    };
  }

  static boolean isMethod(String method) {
    return method.equals(MAILED) || method.equals(TEXTED);
  }

  private enum Channel { MAIL, TEXT, NONE }

  private static Channel channel(Occasion occasion) {
    Optional<Type> type = Identifier.parse(occasion.subject()).map(Identifier::type);
    return switch (occasion.action()) {
      case SIGN_IN -> type.map(each -> each == Type.EMAIL ? Channel.MAIL : Channel.TEXT).orElse(Channel.NONE);
      case REGISTRATION, PASSWORD_RECOVERY -> type.filter(Type.EMAIL::equals).map(_ -> Channel.MAIL).orElse(Channel.NONE);
      // Both wait for a code by mail already, or for one to a phone.
      case RESEND, IDENTIFIER -> Channel.NONE;
    };
  }

  private Uni<Boolean> puzzlesAreUsedUp(Occasion occasion) {
    List<Counted> shared = limits.solvedPuzzlesOfAllNetworks(normal(occasion));
    return throttle.read(shared).map(counts -> IntStream.range(0, shared.size())
        .anyMatch(i -> counts.get(i) >= shared.get(i).limit().size()));
  }

  Uni<Asked> send(Occasion occasion, Optional<String> locale) {
    return throttle.count(perNetwork.onNetwork(occasion.network())).chain(either(
        wait -> now(new Asked.Throttled(wait)),
        () -> prepare(occasion, locale)));
  }

  private Uni<Asked> prepare(Occasion occasion, Optional<String> locale) {
    Id id = pending.next(Kind.HUMAN_CODE);
    String turn = turn(occasion);
    String code = code(turn);
    return pending.keep(id, new SentCode(occasion.action(), occasion.network(), normal(occasion), code, pending.expiry()))
        .chain(() -> switch (channel(occasion)) {
          case MAIL -> mail(occasion, locale, code, turn, key(id));
          case TEXT -> text(occasion, locale, code, turn, key(id));
          case NONE -> done();
        })
        .replaceWith(new Asked.OnItsWay(id.reveal()));
  }

  private Uni<Void> mail(Occasion occasion, Optional<String> locale, String code, String turn, UUID key) {
    Identifier to = Identifier.parse(occasion.subject()).orElseThrow();
    return accounts.find(postgres.pool(), to).chain(owner -> {
      boolean wanted = owner.isPresent() || occasion.action() == HumanAction.REGISTRATION;
      return throttle.count(mails(to, turn, owner.isPresent(), wanted))
          .chain(wait -> owe(key, to, owner, locale, code, LIFETIME, wanted && wait.isEmpty()));
    });
  }

  private Uni<Void> text(Occasion occasion, Optional<String> locale, String code, String turn, UUID key) {
    Identifier to = Identifier.parse(occasion.subject()).orElseThrow();
    return puzzlesAreUsedUp(occasion).chain(usedUp -> accounts.find(postgres.pool(), to).chain(owner -> {
      boolean wanted = usedUp && owner.isPresent();
      // A decoy takes no text's turn.
      return throttle.count(List.of(perSharedText.on(turn + (wanted ? "" : "\ndecoy"))))
          .chain(wait -> owe(key, to, owner, locale, code, leftOf(TEXT_SHARED_FOR).plus(LIFETIME), wanted && wait.isEmpty()));
    }));
  }

  private Uni<Void> owe(UUID key, Identifier to, Optional<Account> owner, Optional<String> locale, String code,
      Duration goodFor, boolean send) {
    var message = new Message.HumanCode(to.address(), owner.map(Account::locale).or(() -> locale).orElse(DEFAULT_LOCALE),
        owner.map(Account::id), code, goodFor, send ? Delivery.SEND : Delivery.DECOY);
    return postgres.withTransaction(tx -> outbox.owe(tx, key, message));
  }

  // Always two counts, so that the work tells nothing. A decoy must not take the turn of a mail, nor a made-up spelling that of
  // an account's address.
  private List<Counted> mails(Identifier to, String turn, boolean known, boolean wanted) {
    return List.of(perSharedCode.on(turn + (wanted ? "" : "\ndecoy")),
        known ? perSharedCode.on(turn + "\nknown") : unknownPerMailbox.on(to.mailbox() + (wanted ? "" : "\ndecoy")));
  }

  /// The address and the time that share a code.
  private String turn(Occasion occasion) {
    Duration shared = channel(occasion) == Channel.TEXT ? TEXT_SHARED_FOR : SHARED_FOR;
    return clock.instant().getEpochSecond() / shared.toSeconds() + "\n" + normal(occasion);
  }

  private Duration leftOf(Duration shared) {
    return shared.minusSeconds(clock.instant().getEpochSecond() % shared.toSeconds());
  }

  // Derived, so that replicas agree on it with nothing stored; 256 bits leave no bias in eight digits.
  private String code(String turn) {
    var number = new BigInteger(1, codes.bytes(turn.getBytes(StandardCharsets.UTF_8)));
    return "%08d".formatted(number.mod(BigInteger.valueOf(CODES)).longValueExact());
  }

  // Messages need a key, and this one has no account that may be seen from outside.
  static UUID key(Id id) {
    return UUID.nameUUIDFromBytes(id.reference().getBytes(StandardCharsets.US_ASCII));
  }

  /// Checks a code and uses it up. A wrong one costs one of five tries.
  Uni<HumanVerdict> verify(Occasion occasion, HumanProof proof) {
    Optional<Id> id = proof.codeId().flatMap(text -> Id.parse(Kind.HUMAN_CODE, text));
    return id.isEmpty()
        ? now(new Refused())
        : pending.find(id.get(), SentCode.class).chain(either(
            sent -> attempt(id.get(), sent, occasion, proof.solution()),
            () -> now(new Refused())));
  }

  private Uni<HumanVerdict> attempt(Id id, SentCode sent, Occasion occasion, String code) {
    return throttle.count(List.of(tries.on(id.reference()))).chain(wait -> wait.isEmpty()
            && sent.action() == occasion.action() && sent.network().equals(occasion.network())
            && sent.subject().equals(normal(occasion)) && same(sent.code(), code.strip())
        ? pending.claim(id).map(ours -> ours ? new Passed() : new Refused())
        : now(new Refused()));
  }

  private static boolean same(String right, String typed) {
    return MessageDigest.isEqual(right.getBytes(StandardCharsets.UTF_8), typed.getBytes(StandardCharsets.UTF_8));
  }

  private static String normal(Occasion occasion) {
    return Identifier.parse(occasion.subject()).map(Identifier::canonical)
        .orElseGet(() -> occasion.subject().strip().toLowerCase(Locale.ROOT));
  }
}
