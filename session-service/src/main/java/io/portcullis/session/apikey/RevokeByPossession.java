package io.portcullis.session.apikey;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.SessionEvent.ApiKeyDisableReason;
import io.portcullis.session.apikey.KeyMaterial.SharedSecret;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/// Ends a key for one who shows that they have it: whoever finds a key can do nothing better with it. They learn nothing but that it
/// is worthless now.
@ApplicationScoped
class RevokeByPossession {

  /// A note that says so may lie somewhere for a while. Shown twice it does no harm.
  private static final Duration GOOD_FOR = Duration.ofDays(1);
  private static final String STATEMENT = "portcullis: revoke API key\n%s\n%d";

  private final HeldKeys held;
  private final ApiKeyIds ids;
  private final DisableApiKeys disable;
  private final Clock clock;

  RevokeByPossession(HeldKeys held, ApiKeyIds ids, DisableApiKeys disable, Clock clock) {
    this.held = held;
    this.ids = ids;
    this.disable = disable;
    this.clock = clock;
  }

  /// @param timestamp seconds since 1970
  /// @param signature of `portcullis: revoke API key`, key id and timestamp, a line each, in base64
  record Signed(String keyId, long timestamp, String signature) {}

  /// False when it proves nothing.
  Uni<Boolean> bySecret(String secret) {
    return ids.ofSecret(secret).map(id -> held.find(id.text()).chain(found -> found
            .filter(key -> key.key().material() instanceof SharedSecret known && known.is(secret)).map(this::end)
            .orElseGet(() -> now(false))))
        .orElseGet(() -> now(false));
  }

  Uni<Boolean> bySignature(Signed signed) {
    Optional<byte[]> signature = decode(signed.signature());
    if (signature.isEmpty() || !isOfNow(signed.timestamp())) {
      return now(false);
    }
    byte[] statement = STATEMENT.formatted(signed.keyId(), signed.timestamp()).getBytes(StandardCharsets.US_ASCII);
    return held.find(signed.keyId()).chain(found -> found
        .filter(key -> key.key().material().verifies(statement, signature.get())).map(this::end)
        .orElseGet(() -> now(false)));
  }

  // Also one that counts no more: the answer says nothing of it.
  private Uni<Boolean> end(HeldKey found) {
    ApiKeyId id = found.key().id();
    return disable.end(id.account(), id.key(), ApiKeyDisableReason.REVOKED_BY_HOLDER).replaceWith(true);
  }

  private boolean isOfNow(long timestamp) {
    Instant now = clock.instant();
    return timestamp >= now.minus(GOOD_FOR).getEpochSecond() && timestamp <= now.plus(GOOD_FOR).getEpochSecond();
  }

  private static Optional<byte[]> decode(String base64) {
    try {
      return Optional.of(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }
}
