package io.portcullis.runtime.token;

import io.portcullis.runtime.crypto.Sha256;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.lang.JoseException;

/// Verifies DPoP proofs: that a request was made by the holder of a key (RFC 9449 §4.3). Whether a proof was shown
/// before is for the caller to find out, who knows where a replay could arrive.
///
/// The request's address is the configured origin and the path, never what a `Host` header says.
@ApplicationScoped
public class DpopProofs {

  /// For `algs` of a challenge and for the server's metadata.
  public static final List<String> ALGORITHMS = List.of("ES256", "EdDSA");

  private static final String TYPE = "dpop+jwt";
  private static final AlgorithmConstraints PERMITTED =
      new AlgorithmConstraints(ConstraintType.PERMIT, ALGORITHMS.toArray(String[]::new));
  private static final int LONGEST = 4096;
  private static final int LONGEST_ID = 256;

  private final Clock clock;
  private final DpopConfig config;
  private final String origin;

  DpopProofs(Clock clock, DpopConfig config, @ConfigProperty(name = "portcullis.origin") String origin) {
    this.clock = clock;
    this.config = config;
    this.origin = address(URI.create(origin)).replaceFirst("/$", "");
  }

  /// What a proof must be for.
  ///
  /// @param path        of the request line, still encoded, without the query
  /// @param accessToken that the request shows; empty at the token endpoint
  public record Target(String method, String path, Optional<String> accessToken) {}

  /// A proof that holds.
  ///
  /// @param id    `jti`: with the key it names this proof
  /// @param nonce the server's, if the client repeated one
  public record Proof(KeyThumbprint key, String id, Optional<String> nonce) {}

  /// Empty when the proof does not hold, for whatever reason.
  ///
  /// @param headers all `DPoP` headers of the request; of two, neither counts
  public Optional<Proof> verify(List<String> headers, Target target) {
    if (headers.size() != 1 || headers.getFirst().length() > LONGEST) {
      return Optional.empty();
    }
    return CompactJws.parse(headers.getFirst()).flatMap(DpopProofs::key)
        .flatMap(key -> verify(headers.getFirst(), key, target));
  }

  private Optional<Proof> verify(String text, VerificationJwk key, Target target) {
    try {
      var jws = new JsonWebSignature();
      jws.setCompactSerialization(text);
      if (!isSigned(jws, key)) {
        return Optional.empty();
      }
      JwtClaims claims = JwtClaims.parse(jws.getPayload());
      return isFor(target, claims) && isOfNow(claims) ? proof(key.jwk(), claims) : Optional.empty();
    } catch (JoseException | InvalidJwtException | MalformedClaimException | RuntimeException malformed) {
      // jose4j answers some malformed proofs with unchecked exceptions; all of it is a stranger's text.
      return Optional.empty();
    }
  }

  /// §4.3 steps 4, 5 and 7: type and algorithm are ours to choose, and the header holds nothing but a public key.
  private static Optional<VerificationJwk> key(CompactJws proof) {
    String algorithm = proof.header().path("alg").textValue();
    return TYPE.equals(proof.header().path("typ").textValue()) && ALGORITHMS.contains(algorithm)
        ? VerificationJwk.of(proof.header().path("jwk"), Set.of(algorithm)) : Optional.empty();
  }

  /// §4.3 step 6.
  private static boolean isSigned(JsonWebSignature jws, VerificationJwk key) throws JoseException {
    jws.setAlgorithmConstraints(PERMITTED);
    jws.setKey(key.key());
    return jws.verifySignature();
  }

  /// §4.3 steps 8, 9 and 12.
  private boolean isFor(Target target, JwtClaims claims) throws MalformedClaimException {
    String uri = claims.getStringClaimValue("htu");
    String hash = claims.getStringClaimValue("ath");
    return target.method().equals(claims.getStringClaimValue("htm"))
        && uri != null && isSameAddress(uri, target.path())
        && target.accessToken().map(token -> hash != null && MessageDigest.isEqual(ascii(hash), ascii(hash(token)))).orElse(true);
  }

  private boolean isSameAddress(String uri, String path) {
    try {
      return address(new URI(uri)).equals(origin + (path.isEmpty() ? "/" : path));
    } catch (URISyntaxException | IllegalArgumentException notAnAddress) {
      return false;
    }
  }

  /// Without query and fragment, spelt the one way of RFC 3986 §6.2.2.1 and §6.2.3. The path stays as it is: two
  /// spellings of it may be two things to a service.
  private static String address(URI uri) {
    if (uri.getHost() == null || uri.getScheme() == null || uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException("no address of a server");
    }
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    int usual = scheme.equals("https") ? 443 : 80;
    String port = uri.getPort() == -1 || uri.getPort() == usual ? "" : ":" + uri.getPort();
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port + path;
  }

  /// §4.3 step 11. Both ways: one from the future would outlive our memory of it.
  private boolean isOfNow(JwtClaims claims) throws MalformedClaimException {
    NumericDate issuedAt = claims.getIssuedAt();
    long now = clock.instant().getEpochSecond();
    long window = config.window().toSeconds();
    return issuedAt != null && issuedAt.getValue() >= now - window && issuedAt.getValue() <= now + window;
  }

  private static Optional<Proof> proof(PublicJsonWebKey key, JwtClaims claims) throws MalformedClaimException {
    String id = claims.getJwtId();
    return id == null || id.isEmpty() || id.length() > LONGEST_ID
        ? Optional.empty()
        : Optional.of(new Proof(new KeyThumbprint(key.calculateBase64urlEncodedThumbprint("SHA-256")), id,
            Optional.ofNullable(claims.getStringClaimValue("nonce"))));
  }

  private static String hash(String accessToken) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(ascii(accessToken)));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
