package io.portcullis.runtime.crypto;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwe.ContentEncryptionAlgorithmIdentifiers;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwe.KeyManagementAlgorithmIdentifiers;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.lang.JoseException;

/// Seals a [io.portcullis.contracts.Message] or a [io.portcullis.contracts.Contact] so that only the service that delivers
/// messages can read it: compact JWE (RFC 7516), ECDH-ES with
/// A256GCM. Writers hold the public key alone, in `message-box-public.json`; the reader `message-box.json`.
@ApplicationScoped
public class MessageBox {

  private static final AlgorithmConstraints KEY_AGREEMENT =
      new AlgorithmConstraints(ConstraintType.PERMIT, KeyManagementAlgorithmIdentifiers.ECDH_ES);
  private static final AlgorithmConstraints ENCRYPTION =
      new AlgorithmConstraints(ConstraintType.PERMIT, ContentEncryptionAlgorithmIdentifiers.AES_256_GCM);

  /// A longer text than any that a service writes: no record makes a reader print a book.
  private static final int LONGEST_TEXT = 2000;
  private static final int DEEPEST = 8;
  /// What a record on Kafka may hold, whoever wrote it. All of its fields, those of later releases too.
  public static final StreamReadConstraints BOUNDS =
      StreamReadConstraints.builder().maxStringLength(LONGEST_TEXT).maxNestingDepth(DEEPEST).build();

  private final KeyDirectory directory;
  private final ObjectMapper json;
  private final Map<String, EllipticCurveJsonWebKey> keys = new ConcurrentHashMap<>();

  MessageBox(KeyDirectory directory, ObjectMapper json) {
    this.directory = directory;
    this.json = json.copyWith(JsonFactory.builder().streamReadConstraints(BOUNDS).build());
  }

  public String seal(Object content) {
    try {
      var jwe = new JsonWebEncryption();
      EllipticCurveJsonWebKey key = key("message-box-public.json");
      jwe.setAlgorithmHeaderValue(KeyManagementAlgorithmIdentifiers.ECDH_ES);
      jwe.setEncryptionMethodHeaderParameter(ContentEncryptionAlgorithmIdentifiers.AES_256_GCM);
      jwe.setKeyIdHeaderValue(key.getKeyId());
      jwe.setKey(key.getKey());
      jwe.setPayload(json.writeValueAsString(content));
      return jwe.getCompactSerialization();
    } catch (JoseException | JsonProcessingException broken) {
      throw new IllegalStateException("a message or contact could not be sealed", broken);
    }
  }

  /// @throws SealedBox.SealBroken when it was altered, or sealed for another key
  public <M> M open(String sealed, Class<M> type) {
    try {
      var jwe = new JsonWebEncryption();
      jwe.setAlgorithmConstraints(KEY_AGREEMENT);
      jwe.setContentEncryptionAlgorithmConstraints(ENCRYPTION);
      jwe.setKey(key("message-box.json").getPrivateKey());
      jwe.setCompactSerialization(sealed);
      return json.readValue(jwe.getPayload(), type);
    } catch (JoseException | JsonProcessingException | ClassCastException | IllegalArgumentException unreadable) {
      // jose4j casts what a header holds.
      throw new SealedBox.SealBroken();
    }
  }

  // Read at first use: a writer of messages has no private key, and their reader no need of the public one.
  private EllipticCurveJsonWebKey key(String file) {
    return keys.computeIfAbsent(file, _ -> parse(directory.read(file)));
  }

  private static EllipticCurveJsonWebKey parse(String jwk) {
    try {
      return (EllipticCurveJsonWebKey) JsonWebKey.Factory.newJwk(jwk);
    } catch (JoseException notAKey) {
      throw new IllegalStateException("a message box key is not an EC JWK", notAKey);
    }
  }
}
