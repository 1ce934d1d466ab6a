package io.portcullis.mfa.webauthn;

import static io.portcullis.runtime.verdict.Verdicts.either;
import static io.portcullis.runtime.verdict.Verdicts.now;

import com.fasterxml.jackson.databind.JsonNode;
import com.yubico.webauthn.data.UserVerificationRequirement;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.portcullis.mfa.policy.Method;
import io.portcullis.mfa.removal.CancelRemovals;
import io.portcullis.mfa.webauthn.Ceremonies.Ceremony;
import io.portcullis.mfa.webauthn.PasskeyVerdict.Ended;
import io.portcullis.mfa.webauthn.PasskeyVerdict.Proved;
import io.portcullis.mfa.webauthn.PasskeyVerdict.Refused;
import io.portcullis.runtime.metric.Outcomes;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.Optional;
import java.util.UUID;

/// Checks what a passkey signed, and says whose it is.
@Startup
@ApplicationScoped
class VerifyPasskey {

  private final WebAuthnCredentials credentials;
  private final Ceremonies ceremonies;
  private final CheckAssertion check;
  private final CancelRemovals removals;
  private final Outcomes<Outcome> outcomes;

  private enum Outcome { PROVED, REFUSED, ENDED }

  VerifyPasskey(
      WebAuthnCredentials credentials, Ceremonies ceremonies, CheckAssertion check, CancelRemovals removals,
      MeterRegistry metrics) {
    this.credentials = credentials;
    this.ceremonies = ceremonies;
    this.check = check;
    this.removals = removals;
    outcomes = new Outcomes<>(metrics, "portcullis.mfa.verifications", "outcome", EnumSet.allOf(Outcome.class), Outcomes::kebab,
        Tags.of("method", "passkey"));
  }

  Uni<PasskeyVerdict> handle(UUID id, String attempt, JsonNode credential) {
    return ceremonies.take(Ceremonies.Kind.PASSKEY, id, attempt)
        .chain(either(ceremony -> verify(ceremony, credential), () -> now(new Ended())))
        .invoke(this::count);
  }

  private Uni<PasskeyVerdict> verify(Ceremony ceremony, JsonNode credential) {
    return AuthenticationResponse.parse(credential)
        .map(response -> credentials.find(response.id())
            .map(found -> found.filter(stored -> isAskedFor(stored, ceremony, response)))
            .chain(either(stored -> check(stored, ceremony, response), VerifyPasskey::refused)))
        .orElseGet(VerifyPasskey::refused);
  }

  // WebAuthn L3 §7.2 steps 5 and 6: where nobody was named, the authenticator must say whose credential it is.
  private static boolean isAskedFor(StoredCredential stored, Ceremony ceremony, AuthenticationResponse response) {
    return ceremony.note().isEmpty()
        ? response.userHandle().equals(Optional.of(stored.userHandle()))
        : ceremony.note().equals(stored.account().toString());
  }

  private Uni<PasskeyVerdict> check(StoredCredential stored, Ceremony ceremony, AuthenticationResponse response) {
    return check.handle(stored, ceremony.challenge(), UserVerificationRequirement.REQUIRED, response)
        .chain(assertion -> assertion.isEmpty()
            ? refused()
            : removals.shown(stored.account(), Method.WEBAUTHN, Optional.of(stored.id().value()), stored.settledAt())
                .replaceWith(new Proved(stored.account(), Method.USER_VERIFIED, stored.settledAt())));
  }

  private static Uni<PasskeyVerdict> refused() {
    return now(new Refused());
  }

  private void count(PasskeyVerdict verdict) {
    outcomes.count(switch (verdict) {
      case Proved _ -> Outcome.PROVED;
      case Refused _ -> Outcome.REFUSED;
      case Ended _ -> Outcome.ENDED;
    });
  }
}
