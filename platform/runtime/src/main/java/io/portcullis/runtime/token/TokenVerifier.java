package io.portcullis.runtime.token;

import static io.portcullis.runtime.verdict.Verdicts.now;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.portcullis.runtime.crypto.Sha256;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.security.Key;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;

/// Verifies one kind of JWT (RFC 7519, RFC 8725): its algorithm, type, issuer and audience are fixed here, never taken
/// from the token. What was verified is remembered by the token's hash until it expires, so that a client's second
/// request does not pay for the curve again. It counts only while the issuer still publishes the key that verified it:
/// a key is taken back because somebody else signs with it, and what it signed must not live on in here.
///
/// @param <T> what a verified token says
public final class TokenVerifier<T> {

  /// About 1 KiB each.
  private static final int REMEMBERED = 20_000;
  private static final int LONGEST = 4096;

  private final Expectation expected;
  private final VerificationKeys keys;
  private final Function<JwtClaims, Optional<T>> reader;
  private final Clock clock;
  private final Cache<ByteBuffer, Verified<T>> verified = Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  /// @param type       the `typ` header without `application/`; empty = must be absent or `JWT`
  /// @param algorithms JWS `alg` values
  public record Expectation(Optional<String> type, String issuer, String audience, Set<String> algorithms) {}

  private record Verified<T>(T content, Instant expiresAt, String keyId, Key key) {}

  /// @param reader empty when the claims lack what this kind of token must say
  public TokenVerifier(
      Expectation expected, VerificationKeys keys, Function<JwtClaims, Optional<T>> reader, Clock clock) {
    this.expected = expected;
    this.keys = keys;
    this.reader = reader;
    this.clock = clock;
  }

  /// Empty when the token is not valid, for whatever reason.
  public Uni<Optional<T>> verify(String token) {
    if (token.length() > LONGEST) {
      return now(Optional.empty());
    }
    ByteBuffer digest = sha256(token);
    Verified<T> known = verified.getIfPresent(digest);
    if (known != null) {
      return recall(known);
    }
    // The key id only chooses among the issuer's own keys; `jwk`, `jku` and `x5u` in a header are never looked at.
    return CompactJws.parse(token).flatMap(CompactJws::keyId)
        .map(id -> keys.find(id).map(key -> key.flatMap(k -> check(token, id, k, digest))))
        .orElseGet(() -> now(Optional.empty()));
  }

  private Uni<Optional<T>> recall(Verified<T> known) {
    if (!clock.instant().isBefore(known.expiresAt())) {
      return now(Optional.empty());
    }
    // The key and not its id alone: an issuer may give an old name to a new key.
    return keys.find(known.keyId()).map(key -> key.filter(known.key()::equals).map(_ -> known.content()));
  }

  private Optional<T> check(String token, String keyId, Key key, ByteBuffer digest) {
    try {
      JwtClaims claims = consumer(key).processToClaims(token);
      Instant expiresAt = Instant.ofEpochSecond(claims.getExpirationTime().getValue());
      Optional<T> content = reader.apply(claims);
      content.ifPresent(c -> verified.put(digest, new Verified<>(c, expiresAt, keyId, key)));
      return content;
    } catch (InvalidJwtException | MalformedClaimException | RuntimeException refused) {
      // The library answers some malformed tokens with unchecked exceptions; all of it is a stranger's text.
      return Optional.empty();
    }
  }

  private JwtConsumer consumer(Key key) {
    var builder = new JwtConsumerBuilder()
        .setVerificationKey(key)
        .setJwsAlgorithmConstraints(new AlgorithmConstraints(ConstraintType.PERMIT, expected.algorithms().toArray(String[]::new)))
        .setExpectedIssuer(expected.issuer())
        .setExpectedAudience(expected.audience())
        .setRequireExpirationTime()
        .setRequireSubject()
        .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()));
    expected.type().ifPresentOrElse(
        type -> builder.setExpectedType(true, type), () -> builder.setExpectedType(false, "JWT"));
    return builder.build();
  }

  private static ByteBuffer sha256(String token) {
    return ByteBuffer.wrap(Sha256.of(token));
  }
}
