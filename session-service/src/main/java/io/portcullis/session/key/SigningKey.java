package io.portcullis.session.key;

import io.portcullis.runtime.crypto.Base64Url;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Instant;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/// One key pair with its `kid`, its algorithm and the moment from which it signs.
public final class SigningKey {

  private final PublicJsonWebKey jwk;
  private final Signer signer;
  private final Instant createdAt;
  private final Instant activeFrom;

  private SigningKey(PublicJsonWebKey jwk, Signer signer, Instant createdAt, Instant activeFrom) {
    this.jwk = jwk;
    this.signer = signer;
    this.createdAt = createdAt;
    this.activeFrom = activeFrom;
  }

  private static SigningKey of(PublicJsonWebKey jwk, Instant createdAt, Instant activeFrom, SecureRandom random) {
    Signer signer = Signer.of(SigningAlgorithm.valueOf(jwk.getAlgorithm()), jwk.getPrivateKey(), random);
    return new SigningKey(jwk, signer, createdAt, activeFrom);
  }

  static SigningKey generate(SigningAlgorithm algorithm, Instant createdAt, Instant activeFrom, SecureRandom random) {
    try {
      KeyPair pair = algorithm.newKeyPair(random);
      PublicJsonWebKey jwk = PublicJsonWebKey.Factory.newPublicJwk(pair.getPublic());
      jwk.setPrivateKey(pair.getPrivate());
      jwk.setAlgorithm(algorithm.jwsName());
      jwk.setUse("sig");
      jwk.setKeyId(jwk.calculateBase64urlEncodedThumbprint("SHA-256"));
      return of(jwk, createdAt, activeFrom, random);
    } catch (JoseException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// @param privateJwk what [#revealPrivateJwk] gave
  static SigningKey parse(String privateJwk, Instant createdAt, Instant activeFrom, SecureRandom random) {
    try {
      return of(PublicJsonWebKey.Factory.newPublicJwk(privateJwk), createdAt, activeFrom, random);
    } catch (JoseException damaged) {
      throw new IllegalStateException("a signing key is no JWK", damaged);
    }
  }

  public String kid() {
    return jwk.getKeyId();
  }

  /// The JWS `alg`; a property of the key, so that a token can't choose it (RFC 8725 §3.1).
  public String algorithm() {
    return jwk.getAlgorithm();
  }

  /// A JWS in compact serialization (RFC 7515 §7.1).
  ///
  /// @param type `typ`, so that no kind of token stands in for another (RFC 8725 §3.11)
  public String jws(String type, String payload) {
    String header = "{\"typ\":\"" + type + "\",\"alg\":\"" + algorithm() + "\",\"kid\":\"" + kid() + "\"}";
    String input = base64(header) + '.' + base64(payload);
    return input + '.' + Base64Url.encode(sign(input.getBytes(StandardCharsets.US_ASCII)));
  }

  /// The signature of a JWS, whose signing input is `input` (RFC 7515 §5.1).
  public byte[] sign(byte[] input) {
    return signer.sign(input);
  }

  private static String base64(String json) {
    return Base64Url.encode(json.getBytes(StandardCharsets.UTF_8));
  }

  Key publicKey() {
    return jwk.getPublicKey();
  }

  /// When it was made, and so published.
  Instant createdAt() {
    return createdAt;
  }

  Instant activeFrom() {
    return activeFrom;
  }

  /// The same key, signing from another moment on.
  SigningKey activeFrom(Instant moment) {
    return new SigningKey(jwk, signer, createdAt, moment);
  }

  JsonWebKey publicJwk() {
    return jwk;
  }

  /// For the sealed box alone.
  String revealPrivateJwk() {
    return jwk.toJson(OutputControlLevel.INCLUDE_PRIVATE);
  }

  @Override
  public String toString() {
    return "SigningKey[" + kid() + "]";
  }
}
