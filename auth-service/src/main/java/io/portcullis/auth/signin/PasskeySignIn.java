package io.portcullis.auth.signin;

import static io.portcullis.runtime.verdict.Verdicts.done;
import static io.portcullis.runtime.verdict.Verdicts.either;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.account.Account;
import io.portcullis.auth.account.Accounts;
import io.portcullis.auth.account.EvidenceCheck;
import io.portcullis.auth.factor.Evidence;
import io.portcullis.auth.factor.SecondFactors;
import io.portcullis.auth.factor.SecondFactors.PasskeyOutcome;
import io.portcullis.auth.factor.WebAuthnJson;
import io.portcullis.auth.human.Difficulty;
import io.portcullis.auth.human.HumanAction;
import io.portcullis.auth.human.HumanProof;
import io.portcullis.auth.human.HumanVerdict;
import io.portcullis.auth.human.HumanVerification;
import io.portcullis.auth.human.Occasion;
import io.portcullis.auth.pending.PendingProofs;
import io.portcullis.auth.pending.PendingProofs.Id;
import io.portcullis.auth.pending.PendingProofs.Kind;
import io.portcullis.auth.signin.PasskeyVerdict.Begun;
import io.portcullis.auth.signin.PendingPasskey.Claimant;
import io.portcullis.auth.signin.SignInVerdict.CrossSite;
import io.portcullis.auth.signin.SignInVerdict.Ended;
import io.portcullis.auth.signin.SignInVerdict.MoreProof;
import io.portcullis.auth.signin.SignInVerdict.Refused;
import io.portcullis.auth.throttle.Limits;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.crypto.KeyRing;
import io.portcullis.runtime.crypto.KeyedDigest;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.identifier.Identifier;
import io.portcullis.runtime.problem.ProblemException;
import io.portcullis.runtime.throttle.Limit.Counted;
import io.portcullis.runtime.throttle.Throttle;
import io.portcullis.runtime.verdict.Verdicts;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// Signing in with a passkey and nothing else: mfa-service says whose it is, session-service that it is two factors.
///
/// With an identifier nothing tells whether somebody has it: mfa-service is asked about nobody's account then, always
/// the same one for the same identifier, and makes up credentials for that.
@ApplicationScoped
class PasskeySignIn {

  private final Accounts accounts;
  private final SecondFactors secondFactors;
  private final PendingProofs pending;
  private final EvidenceCheck evidenceCheck;
  private final OpenSession openSession;
  private final HumanVerification humans;
  private final Throttle throttle;
  private final Limits limits;
  private final KeyedDigest nobodies;
  private final Postgres postgres;
  private final Clock clock;

  PasskeySignIn(Accounts accounts, @RestClient SecondFactors secondFactors, PendingProofs pending, EvidenceCheck evidenceCheck,
      OpenSession openSession, HumanVerification humans, Throttle throttle, Limits limits, KeyRing ring, Postgres postgres,
      Clock clock) {
    this.accounts = accounts;
    this.secondFactors = secondFactors;
    this.pending = pending;
    this.evidenceCheck = evidenceCheck;
    this.openSession = openSession;
    this.humans = humans;
    this.throttle = throttle;
    this.limits = limits;
    this.nobodies = ring.digestFor("nobodys-account");
    this.postgres = postgres;
    this.clock = clock;
  }

  /// Past what a network may begin, a solved puzzle opens a budget of its own: whoever shares a network with an attacker
  /// must not be barred by him.
  Uni<PasskeyVerdict> begin(Optional<String> identifier, Optional<HumanProof> proof, Origin origin) {
    var occasion = new Occasion(HumanAction.SIGN_IN, origin.network(), identifier.map(PasskeySignIn::subject).orElse(""));
    List<Counted> strangers = limits.passkeySignIn(origin.network());
    if (proof.isEmpty()) {
      return throttle.count(strangers).chain(wait -> wait.isPresent() ? ask(occasion) : go(identifier, Claimant.STRANGER));
    }
    return humans.verify(occasion, proof.get()).chain(verdict -> switch (verdict) {
      case HumanVerdict.Passed() -> within(limits.passkeySignInOfAVerifiedHuman(origin.network()), identifier, Claimant.VERIFIED_HUMAN);
      case HumanVerdict.Refused() -> ask(occasion);
      // Fails soft: with what strangers have.
      case HumanVerdict.Unavailable() -> within(strangers, identifier, Claimant.STRANGER);
    });
  }

  private Uni<PasskeyVerdict> within(List<Counted> counted, Optional<String> identifier, Claimant countedAs) {
    return throttle.count(counted).chain(either(
        wait -> now(new PasskeyVerdict.Throttled(wait)),
        () -> go(identifier, countedAs)));
  }

  private Uni<PasskeyVerdict> ask(Occasion occasion) {
    return humans.challenge(occasion, Difficulty.USUAL).map(PasskeyVerdict.HumanVerification::new);
  }

  private Uni<PasskeyVerdict> go(Optional<String> identifier, Claimant countedAs) {
    return account(identifier).chain(account -> challenge(account, countedAs));
  }

  private static String subject(String typed) {
    return Identifier.parse(typed).map(Identifier::canonical).orElseGet(() -> typed.strip().toLowerCase(Locale.ROOT));
  }

  private Uni<Optional<AccountId>> account(Optional<String> typed) {
    if (typed.isEmpty()) {
      return now(Optional.empty());
    }
    Optional<Identifier> identifier = Identifier.parse(typed.get());
    String subject = subject(typed.get());
    Uni<Optional<Account>> found = identifier.isPresent()
        ? accounts.find(postgres.pool(), identifier.get()) : now(Optional.empty());
    return found.map(account -> Optional.of(account.map(Account::id).orElseGet(() -> nobody(subject))));
  }

  // In the form of an account's id (RFC 9562 §5.7), though only mfa-service ever sees it.
  private AccountId nobody(String subject) {
    ByteBuffer bytes = ByteBuffer.wrap(nobodies.bytes(subject.getBytes(StandardCharsets.UTF_8)));
    return new AccountId(new UUID(
        bytes.getLong() & ~0xF000L | 0x7000L, bytes.getLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L));
  }

  private Uni<PasskeyVerdict> challenge(Optional<AccountId> account, Claimant countedAs) {
    Id id = pending.next(Kind.PASSKEY);
    return secondFactors.beginPasskey(new SecondFactors.PasskeyRequest(id.reference(), account))
        .onFailure().transform(ProblemException::unavailable)
        .chain(challenge -> pending.keep(id,
                new PendingPasskey(account, challenge.challengeId(), Optional.of(countedAs), pending.expiry()))
            .replaceWith(new Begun(id.reveal(), challenge.publicKey(), challenge.expiresIn())));
  }

  /// Any try uses the attempt up.
  ///
  /// @return complete, [CrossSite] before anything is tried, [Ended], too risky for a passkey that was proved, or
  ///         [Refused] for whatever else: whose passkey it is, and whether anybody's, is not said
  Uni<SignInVerdict> finish(ShownPasskey shown, Origin origin) {
    if (!origin.admits(shown.tokensIn().orElse(TokensIn.BODY))) {
      return now(new CrossSite());
    }
    return Id.parse(Kind.PASSKEY, shown.signInId())
        .map(id -> pending.take(id, PendingPasskey.class).chain(found -> found.isEmpty()
            ? Verdicts.<SignInVerdict>now(new Ended())
            : verify(id, found.get(), shown, origin)))
        .orElseGet(() -> now(new Ended()));
  }

  private Uni<SignInVerdict> verify(Id id, PendingPasskey attempt, ShownPasskey shown, Origin origin) {
    // Before the credential is looked at: what happens to the account after this moment makes the evidence stale.
    Instant at = clock.instant();
    WebAuthnJson credential = shown.credential();
    return secondFactors.verifyPasskey(attempt.challenge(), new SecondFactors.PasskeyProof(id.reference(), credential))
        .onFailure().transform(ProblemException::unavailable)
        .chain(outcome -> switch (outcome) {
          case PasskeyOutcome.Proved(AccountId account, List<String> amr, Optional<Instant> settledAt) ->
              attempt.account().filter(expected -> !expected.equals(account)).isPresent()
                  ? now(new Refused())
                  : open(attempt, account, Evidence.of(amr, at, settledAt), at, shown, origin);
          case PasskeyOutcome.Refused() -> now(new Refused());
          case PasskeyOutcome.Ended() -> now(new Ended());
        });
  }

  private Uni<SignInVerdict> open(PendingPasskey attempt, AccountId account, List<Evidence> evidence, Instant at,
      ShownPasskey shown, Origin origin) {
    TokensIn tokensIn = shown.tokensIn().orElse(TokensIn.BODY);
    // No password was shown that somebody could have guessed: there are no signals.
    var claim = new OpenSession.Claim(account, evidence, new SecondFactors.Methods(
            List.of(SecondFactors.WEBAUTHN), Optional.empty(), Optional.empty(), Optional.empty()),
        RestrictedSession.ONLY_AFTER_ALL_THAT_CAN_BE_SHOWN,
        origin.deviceToken(shown.deviceToken(), tokensIn), shown.rememberMe().orElse(false), tokensIn, Trust.NOT_WANTED,
        Optional.empty(), origin, Optional.empty(), true);
    return evidenceCheck.of(account, at).chain(standing -> switch (standing) {
      case GOOD -> openSession.handle(claim)
          .map(PasskeySignIn::asPasskey)
          .call(() -> attempt.givesBack()
              ? throttle.forgive(limits.passkeySignIn(origin.network())).onFailure().recoverWithNull()
              : done());
      case FROZEN, LOCKED, PASSWORD_CHANGED, UNKNOWN -> now(new Refused());
    });
  }

  // A key without user verification is one factor, and a password belongs to the other way of signing in.
  private static SignInVerdict asPasskey(SignInVerdict verdict) {
    return switch (verdict) {
      case MoreProof _, SignInVerdict.Confirmation _, SignInVerdict.Frozen _, SignInVerdict.Locked _,
          SignInVerdict.PasswordChangeRequired _ -> new Refused();
      case SignInVerdict.Complete _, Refused _, SignInVerdict.TooRisky _, SignInVerdict.CodeRefused _,
          SignInVerdict.NotOffered _, Ended _, CrossSite _, SignInVerdict.ProofRefused _, SignInVerdict.NonceMissing _,
          SignInVerdict.HumanVerification _, SignInVerdict.Throttled _ -> verdict;
    };
  }
}
