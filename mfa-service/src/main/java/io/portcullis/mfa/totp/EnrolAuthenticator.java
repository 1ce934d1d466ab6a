package io.portcullis.mfa.totp;

import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.policy.ChangePolicy;
import io.portcullis.mfa.policy.EnrolmentPace;
import io.portcullis.mfa.policy.Method;
import io.portcullis.runtime.crypto.Secret;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.text.ReadableText;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;

/// Shows the customer a new secret. It proves nothing until a code made from it has come back.
@ApplicationScoped
class EnrolAuthenticator {

  /// More than anybody carries; each one more makes a guess right a little more often.
  static final int MOST = 5;

  private final ChangePolicy policy;
  private final EnrolmentPace pace;
  private final PendingAuthenticators pending;
  private final TotpSecretBox secrets;
  private final TotpConfig config;
  private final Postgres postgres;
  private final Ids ids;
  private final SecureRandom random;

  EnrolAuthenticator(ChangePolicy policy, EnrolmentPace pace, PendingAuthenticators pending, TotpSecretBox secrets, TotpConfig config,
      Postgres postgres, Ids ids, SecureRandom random) {
    this.policy = policy;
    this.pace = pace;
    this.pending = pending;
    this.secrets = secrets;
    this.config = config;
    this.postgres = postgres;
    this.ids = ids;
    this.random = random;
  }

  sealed interface EnrolmentVerdict {

    record Begun(AuthenticatorId id, TotpKey key, OtpauthUri uri, Duration expiresIn) implements EnrolmentVerdict {}

    record TooMany() implements EnrolmentVerdict {}

    record Throttled(Duration retryAfter) implements EnrolmentVerdict {}
  }

  Uni<EnrolmentVerdict> handle(Optional<String> name, TotpAlgorithm algorithm, Optional<Secret> passwordProof) {
    return pace.begin().chain(wait -> wait.isPresent()
        ? Uni.createFrom().item(new EnrolmentVerdict.Throttled(wait.get()))
        : begin(name, algorithm, passwordProof));
  }

  private Uni<EnrolmentVerdict> begin(Optional<String> name, TotpAlgorithm algorithm, Optional<Secret> passwordProof) {
    return postgres.withTransaction(tx -> policy.beginEnrolment(tx, ChangePolicy.FRESH, passwordProof).chain(admitted -> {
      if (admitted.enrolled(Method.TOTP) >= MOST) {
        return Uni.createFrom().item(new EnrolmentVerdict.TooMany());
      }
      AccountId account = admitted.account();
      var id = new AuthenticatorId(ids.next());
      var key = new TotpKey(algorithm, TotpSecret.generate(algorithm, random));
      String called = name.flatMap(ReadableText::clean).orElse(AuthenticatorName.DEFAULT);
      return pending.replace(tx, account, id, called, algorithm, secrets.seal(key.secret(), account, id), admitted.ground())
          .replaceWith(new EnrolmentVerdict.Begun(id, key, uri(called, id, key), PendingAuthenticators.LIFETIME));
    }));
  }

  // Some apps overwrite an entry with the same label, so a second enrolment would silently destroy the first.
  private OtpauthUri uri(String name, AuthenticatorId id, TotpKey key) {
    String text = id.toString();
    return new OtpauthUri(config.issuer(), "%s (%s)".formatted(name, text.substring(text.length() - 4)), key);
  }
}
