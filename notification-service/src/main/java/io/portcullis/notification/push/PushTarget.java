package io.portcullis.notification.push;

import io.portcullis.runtime.crypto.Base64Url;
import io.portcullis.runtime.crypto.Sha256;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.security.interfaces.ECPublicKey;
import java.util.Optional;

/// A browser as its push service and we know it. Who knows the three can speak to it in the place of the exchange, so they are sealed
/// where they are kept.
///
/// @param endpoint  where its push service takes messages
/// @param publicKey its P-256 key, 65 bytes in base64url
/// @param secret    16 bytes in base64url, which it shares with us
@RegisterForReflection
record PushTarget(String endpoint, String publicKey, String secret) {

  ECPublicKey key() {
    return point(publicKey).orElseThrow();
  }

  byte[] secretBytes() {
    return secretBytes(secret).orElseThrow();
  }

  /// An endpoint can't be guessed, so its digest tells nothing of it.
  String endpointDigest() {
    return Base64Url.encode(Sha256.of(endpoint));
  }

  String secretsDigest() {
    return Base64Url.encode(Sha256.of(publicKey + '.' + secret));
  }

  static Optional<ECPublicKey> point(String publicKey) {
    return Base64Url.decode(publicKey).flatMap(P256::parse);
  }

  static Optional<byte[]> secretBytes(String secret) {
    return Base64Url.decode(secret).filter(bytes -> bytes.length == PushEncryption.SECRET_BYTES);
  }

  @Override
  public String toString() {
    return "PushTarget[redacted]";
  }
}
