package io.portcullis.runtime.token;

import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.runtime.crypto.Base64Url;
import io.portcullis.runtime.crypto.SoundKey;
import java.security.PublicKey;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/// A public JWK (RFC 7517) that may verify signatures: of a kind that its algorithm wants, meant for that by what it
/// says of itself, spelt in one way only, and sound.
///
/// @param algorithm the one JWS algorithm that we verify with this kind of key
record VerificationJwk(String algorithm, PublicJsonWebKey jwk) {

  /// By `kty` and, where there is one, `crv`: the algorithm, and the members that make up the key with their lengths in
  /// bytes (RFC 7518 §6.2.1, RFC 8037 §2). RSA numbers have no fixed length.
  private enum Kind {
    ES256("EC", Optional.of("P-256"), Map.of("x", 32, "y", 32)),
    EdDSA("OKP", Optional.of("Ed25519"), Map.of("x", 32)),
    RS256("RSA", Optional.empty(), Map.of("n", 0, "e", 0));

    private final String keyType;
    private final Optional<String> curve;
    private final Map<String, Integer> members;

    Kind(String keyType, Optional<String> curve, Map<String, Integer> members) {
      this.keyType = keyType;
      this.curve = curve;
      this.members = members;
    }

    private boolean fits(JsonNode jwk) {
      return keyType.equals(jwk.path("kty").textValue())
          && curve.map(name -> name.equals(jwk.path("crv").textValue())).orElse(true)
          && members.entrySet().stream().allMatch(member -> isSpeltRight(jwk.path(member.getKey()), member.getValue()));
    }

    private static boolean isSpeltRight(JsonNode value, int length) {
      return value.isTextual() && Base64Url.decode(value.textValue())
          .filter(bytes -> length == 0 ? bytes.length > 0 && bytes[0] != 0 : bytes.length == length).isPresent();
    }
  }

  /// RFC 7518 §6.2.2, §6.3.2, §6.4 and RFC 8037 §2. A private key that others can read is nobody's any more.
  private static final Set<String> SECRET_MEMBERS = Set.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

  /// Empty when it must not verify anything with one of `algorithms`.
  static Optional<VerificationJwk> of(JsonNode jwk, Set<String> algorithms) {
    for (Kind kind : Kind.values()) {
      if (algorithms.contains(kind.name()) && kind.fits(jwk)) {
        return isMeantFor(kind, jwk) ? parsed(kind, jwk) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  PublicKey key() {
    return jwk.getPublicKey();
  }

  Optional<String> keyId() {
    return Optional.ofNullable(jwk.getKeyId());
  }

  /// RFC 7517 §4.2 to §4.5: what a key says of its use binds whoever uses it.
  private static boolean isMeantFor(Kind kind, JsonNode jwk) {
    return isAbsentOr(jwk.path("use"), "sig") && isAbsentOr(jwk.path("alg"), kind.name()) && permitsVerifying(jwk.path("key_ops"))
        && (jwk.path("kid").isMissingNode() || jwk.path("kid").isTextual())
        && SECRET_MEMBERS.stream().noneMatch(jwk::has);
  }

  private static boolean isAbsentOr(JsonNode value, String wanted) {
    return value.isMissingNode() || wanted.equals(value.textValue());
  }

  private static boolean permitsVerifying(JsonNode operations) {
    return operations.isMissingNode() || operations.isArray() && operations.valueStream().allMatch(JsonNode::isTextual)
        && operations.valueStream().anyMatch(operation -> operation.textValue().equals("verify"));
  }

  private static Optional<VerificationJwk> parsed(Kind kind, JsonNode jwk) {
    try {
      PublicJsonWebKey parsed = PublicJsonWebKey.Factory.newPublicJwk(jwk.toString());
      return SoundKey.isSound(parsed.getPublicKey())
          ? Optional.of(new VerificationJwk(kind.name(), parsed)) : Optional.empty();
    } catch (JoseException | RuntimeException malformed) {
      // jose4j answers some malformed keys with unchecked exceptions.
      return Optional.empty();
    }
  }
}
