package io.portcullis.runtime.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.KeyAgreement;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jwe.kdf.ConcatKeyDerivationFunction;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;

/// The secrets that this service shares with each other one, one for each direction: what [RecordProofs] keys its MACs
/// with.
///
/// Nobody carries them about. Each service has a key pair, the public ones are in everybody's hands, and the two ends of
/// a pair agree on the same secret by themselves (ECDH of two static keys, NIST SP 800-56A §6.3, with the key derivation
/// of SP 800-56C §4). So a service can write as itself alone, and nobody but its reader could have made what it reads.
final class PairKeys {

  private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final String PURPOSE = "portcullis event proof 1";
  private static final int KEY_BITS = 256;
  private static final TypeReference<LinkedHashMap<String, Map<String, Object>>> BY_SERVICE = new TypeReference<>() {};

  private final String self;
  private final List<EllipticCurveJsonWebKey> own;
  private final Map<String, List<EllipticCurveJsonWebKey>> everybody;
  private final Map<Pair, SecretKey> secrets = new HashMap<>();

  /// One direction between two keys.
  record Pair(String writer, String writerKey, String reader, String readerKey) {}

  private PairKeys(String self, List<EllipticCurveJsonWebKey> own, Map<String, List<EllipticCurveJsonWebKey>> everybody) {
    this.self = self;
    this.own = own;
    this.everybody = everybody;
    agree();
  }

  /// @param ownKeys    a JWK Set of private EC P-256 keys; the first one writes, all of them read
  /// @param publicKeys an object with a JWK Set of public keys for each service; of each the first one is written to
  /// @throws IllegalStateException when the two don't fit: an incomplete installation
  static PairKeys parse(String self, String ownKeys, String publicKeys) {
    try {
      var everybody = new LinkedHashMap<String, List<EllipticCurveJsonWebKey>>();
      var json = new ObjectMapper();
      for (var service : json.readValue(publicKeys, BY_SERVICE).entrySet()) {
        everybody.put(service.getKey(), keys("event-keys.json", json.writeValueAsString(service.getValue())));
      }
      List<EllipticCurveJsonWebKey> own = keys("event-key.json", ownKeys);
      String writes = own.getFirst().getKeyId();
      if (everybody.getOrDefault(self, List.of()).stream().noneMatch(key -> key.getKeyId().equals(writes)
          && key.getPublicKey().equals(own.getFirst().getPublicKey()))) {
        throw new IllegalStateException(
            "event-keys.json lacks the public half of the key that " + self + " writes with: nobody would believe it");
      }
      if (own.stream().anyMatch(key -> key.getPrivateKey() == null)) {
        throw new IllegalStateException("event-key.json must hold private keys");
      }
      return new PairKeys(self, own, everybody);
    } catch (JsonProcessingException notJson) {
      throw new IllegalStateException("event-keys.json is no object of JWK Sets");
    }
  }

  String self() {
    return self;
  }

  Collection<String> names() {
    return everybody.keySet();
  }

  /// What this service writes to `reader` with.
  ///
  /// @throws IllegalStateException when `reader` has no key
  Pair toReader(String reader) {
    List<EllipticCurveJsonWebKey> keys = everybody.get(reader);
    if (keys == null) {
      throw new IllegalStateException("event-keys.json holds no key of " + reader);
    }
    return new Pair(self, own.getFirst().getKeyId(), reader, keys.getFirst().getKeyId());
  }

  /// Empty when one of the two keys is unknown here.
  Optional<SecretKey> secret(Pair pair) {
    return Optional.ofNullable(secrets.get(pair));
  }

  private void agree() {
    for (EllipticCurveJsonWebKey mine : own) {
      everybody.forEach((name, keys) -> keys.forEach(theirs -> {
        byte[] shared = agree((PrivateKey) mine.getPrivateKey(), theirs.getPublicKey());
        derive(shared, new Pair(self, mine.getKeyId(), name, theirs.getKeyId()));
        derive(shared, new Pair(name, theirs.getKeyId(), self, mine.getKeyId()));
        Arrays.fill(shared, (byte) 0);
      }));
    }
  }

  private static byte[] agree(PrivateKey mine, PublicKey theirs) {
    try {
      KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
      agreement.init(mine);
      agreement.doPhase(theirs, true);
      return agreement.generateSecret();
    } catch (GeneralSecurityException notOnTheCurve) {
      throw new IllegalStateException("event-keys.json holds a key that is none", notOnTheCurve);
    }
  }

  private void derive(byte[] shared, Pair pair) {
    byte[] key = new ConcatKeyDerivationFunction("SHA-256").kdf(shared, KEY_BITS, prefixed(
        PURPOSE, pair.writer(), pair.writerKey(), pair.reader(), pair.readerKey()));
    secrets.put(pair, new SecretKeySpec(key, RecordProofs.ALGORITHM));
  }

  private static byte[] prefixed(String... parts) {
    byte[] joined = new byte[0];
    for (String part : parts) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      joined = ByteBuffer.allocate(joined.length + Integer.BYTES + bytes.length)
          .put(joined).putInt(bytes.length).put(bytes).array();
    }
    return joined;
  }

  private static List<EllipticCurveJsonWebKey> keys(String file, String json) {
    try {
      var keys = new ArrayList<EllipticCurveJsonWebKey>();
      var seen = new HashSet<String>();
      for (var jwk : new JsonWebKeySet(json).getJsonWebKeys()) {
        boolean good = jwk instanceof EllipticCurveJsonWebKey ec && "P-256".equals(ec.getCurveName())
            && jwk.getKeyId() != null && KEY_ID.matcher(jwk.getKeyId()).matches();
        if (!good || !seen.add(jwk.getKeyId())) {
          throw new IllegalStateException(file + " may hold EC P-256 keys only, each with a key id of its own");
        }
        keys.add((EllipticCurveJsonWebKey) jwk);
      }
      if (keys.isEmpty()) {
        throw new IllegalStateException(file + " holds a set without a key");
      }
      return Collections.unmodifiableList(keys);
    } catch (JoseException notAJwkSet) {
      throw new IllegalStateException(file + " is not made of JWK Sets"); // the cause would quote it
    }
  }
}
