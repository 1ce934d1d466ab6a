package io.portcullis.mfa.webauthn;

import com.yubico.webauthn.data.ByteArray;
import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.policy.ChangePolicy;
import io.portcullis.mfa.policy.EnrolmentPace;
import io.portcullis.mfa.policy.Ground;
import io.portcullis.mfa.webauthn.BeginRegistration.BeginVerdict.Begun;
import io.portcullis.mfa.webauthn.BeginRegistration.BeginVerdict.TooMany;
import io.portcullis.mfa.webauthn.CreationOptions.Descriptor;
import io.portcullis.mfa.webauthn.CreationOptions.Extensions;
import io.portcullis.mfa.webauthn.CreationOptions.Parameters;
import io.portcullis.mfa.webauthn.CreationOptions.Rp;
import io.portcullis.mfa.webauthn.CreationOptions.Selection;
import io.portcullis.mfa.webauthn.CreationOptions.User;
import io.portcullis.mfa.webauthn.WebAuthnCredentials.Known;
import io.portcullis.runtime.crypto.Secret;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Postgres;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Asks an authenticator for a new credential.
@ApplicationScoped
class BeginRegistration {

  /// More than anybody carries.
  static final int MOST = 10;

  /// WebAuthn L3 §14.6.1 recommends 64 random bytes.
  private static final int USER_HANDLE_BYTES = 64;

  private final ChangePolicy policy;
  private final EnrolmentPace pace;
  private final WebAuthnCredentials credentials;
  private final Ceremonies ceremonies;
  private final RelyingPartyFacts relyingParty;
  private final Postgres postgres;
  private final Ids ids;
  private final SecureRandom random;

  BeginRegistration(ChangePolicy policy, EnrolmentPace pace, WebAuthnCredentials credentials, Ceremonies ceremonies,
      RelyingPartyFacts relyingParty, Postgres postgres, Ids ids, SecureRandom random) {
    this.policy = policy;
    this.pace = pace;
    this.credentials = credentials;
    this.ceremonies = ceremonies;
    this.relyingParty = relyingParty;
    this.postgres = postgres;
    this.ids = ids;
    this.random = random;
  }

  sealed interface BeginVerdict {

    record Begun(UUID registration, CreationOptions options) implements BeginVerdict {}

    record TooMany() implements BeginVerdict {}

    record Throttled(Duration retryAfter) implements BeginVerdict {}
  }

  /// What the beginning of a registration tells its end.
  ///
  /// @param ground empty where the account had a factor
  record Wanted(ResidentKey residentKey, Optional<Ground> ground, Optional<String> name) {

    private static final int WORDS = 3;
    private static final String NONE = "-";

    /// Empty for one that an earlier release began.
    static Optional<Wanted> parse(String text) {
      String[] words = text.split(" ", WORDS);
      return words.length < WORDS ? Optional.empty() : Optional.of(new Wanted(ResidentKey.of(words[0]).orElseThrow(),
          Ground.parse(words[1]), Optional.of(words[2]).filter(name -> !name.isEmpty())));
    }

    /// Unambiguous: what its customer has chosen comes last.
    String text() {
      return "%s %s %s".formatted(residentKey.wireName(), ground.map(Ground::wireName).orElse(NONE), name.orElse(""));
    }
  }

  /// @param name what the customer calls it, and account pickers show
  Uni<BeginVerdict> handle(Optional<String> name, ResidentKey residentKey, Optional<Secret> passwordProof) {
    return pace.begin().chain(wait -> wait.isPresent()
        ? Uni.createFrom().item(new BeginVerdict.Throttled(wait.get()))
        : register(name, residentKey, passwordProof));
  }

  private Uni<BeginVerdict> register(Optional<String> name, ResidentKey residentKey, Optional<Secret> passwordProof) {
    return postgres.withTransaction(tx -> policy.beginEnrolment(tx, ChangePolicy.FRESH, passwordProof).chain(admitted ->
        credentials.known(tx, admitted.account()).chain(known -> known.size() >= MOST
            ? Uni.createFrom().item(new TooMany())
            : credentials.userHandle(tx, admitted.account(), freshHandle())
                .chain(handle -> begin(admitted.account(), handle, known,
                    new Wanted(residentKey, admitted.ground(), name))))));
  }

  private ByteArray freshHandle() {
    byte[] handle = new byte[USER_HANDLE_BYTES];
    random.nextBytes(handle);
    return new ByteArray(handle);
  }

  private Uni<BeginVerdict> begin(
      AccountId account, ByteArray handle, List<Known> known, Wanted wanted) {
    ResidentKey residentKey = wanted.residentKey();
    String shown = wanted.name().orElseGet(relyingParty::name);
    UUID registration = ids.next();
    return ceremonies.begin(Ceremonies.Kind.REGISTRATION, registration, account.toString(), wanted.text())
        .map(challenge -> new Begun(registration, new CreationOptions(
            new Rp(relyingParty.id(), relyingParty.name()),
            new User(handle.getBase64Url(), shown, shown),
            challenge.getBase64Url(),
            CeremonyChecks.ALGORITHMS.stream()
                .map(each -> new Parameters(each.getType().getId(), each.getAlg().getId())).toList(),
            Ceremonies.LIFETIME.toMillis(),
            known.stream().map(each -> Descriptor.of(each.id(), each.transports())).toList(),
            new Selection(residentKey.wireName(), residentKey == ResidentKey.REQUIRED,
                residentKey.userVerification().getValue()),
            relyingParty.attestation().getValue(),
            new Extensions(true))));
  }
}
