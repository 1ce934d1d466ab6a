package io.portcullis.runtime.crypto;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jwe.kdf.ConcatKeyDerivationFunction;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.OctetSequenceJsonWebKey;
import org.jose4j.lang.JoseException;

/// The service's own secret keys, from `seal-keys.json`: a JWK Set of 256-bit `oct` keys. The first is used for new
/// work, the others still open what they once sealed, so a key is replaced without a pause.
///
/// No key is used as it is: each purpose has its own, derived by the one-step key derivation of NIST SP 800-56C §4.
@ApplicationScoped
public class KeyRing {

  private static final int KEY_BYTES = 32;

  private final Map<String, SecretKey> masters;
  private final String currentId;
  private final Map<String, SecretKey> derived = new ConcurrentHashMap<>();

  public KeyRing(KeyDirectory directory) {
    masters = parse(directory.read("seal-keys.json"));
    currentId = masters.keySet().iterator().next();
  }

  String currentId() {
    return currentId;
  }

  Iterable<String> ids() {
    return masters.keySet();
  }

  /// The key for `purpose` under the ring's key `id`; empty when the ring does not hold `id` any more.
  Optional<SecretKey> key(String id, String purpose, String algorithm) {
    return Optional.ofNullable(masters.get(id))
        .map(master -> derived.computeIfAbsent(id + '/' + purpose, _ -> derive(master, purpose, algorithm)));
  }

  /// Keyed digests for one purpose; never shares a key with another purpose.
  public KeyedDigest digestFor(String purpose) {
    return new KeyedDigest(this, "digest:" + purpose);
  }

  private static SecretKey derive(SecretKey master, String purpose, String algorithm) {
    byte[] info = purpose.getBytes(StandardCharsets.UTF_8);
    byte[] key = new ConcatKeyDerivationFunction("SHA-256").kdf(master.getEncoded(), KEY_BYTES * Byte.SIZE, info);
    return new SecretKeySpec(key, algorithm);
  }

  private static Map<String, SecretKey> parse(String json) {
    try {
      var keys = new LinkedHashMap<String, SecretKey>();
      for (var jwk : new JsonWebKeySet(json).getJsonWebKeys()) {
        if (!(jwk instanceof OctetSequenceJsonWebKey octets) || octets.getOctetSequence().length != KEY_BYTES) {
          throw new IllegalStateException("seal-keys.json may hold 256-bit oct keys only");
        }
        keys.put(octets.getKeyId(), (SecretKey) octets.getKey());
      }
      if (keys.isEmpty()) {
        throw new IllegalStateException("seal-keys.json holds no key");
      }
      return Collections.unmodifiableMap(keys);
    } catch (JoseException notAJwkSet) {
      throw new IllegalStateException("seal-keys.json is not a JWK Set", notAJwkSet);
    }
  }
}
