package io.portcullis.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;

/// A browser with one passkey in it (WebAuthn Level 3), honest until told otherwise: every part of what it says can be
/// changed before it is signed, and after. Knows nothing of our code.
///
/// ```java
/// var key = new SoftAuthenticator("https://exchange.example");
/// JsonNode registration = key.create(creationOptions);
/// JsonNode assertion = key.get(requestOptions);
/// ```
public final class SoftAuthenticator {

  public enum Algorithm {
    ES256(-7, "EC", "SHA256withECDSA"),
    EDDSA(-8, "Ed25519", "Ed25519");

    private final int cose;
    private final String keys;
    private final String signatures;

    Algorithm(int cose, String keys, String signatures) {
      this.cose = cose;
      this.keys = keys;
      this.signatures = signatures;
    }
  }

  public enum Flag {
    USER_PRESENT(0x01), USER_VERIFIED(0x04), BACKUP_ELIGIBLE(0x08), BACKED_UP(0x10), ATTESTED_CREDENTIAL(0x40),
    EXTENSIONS(0x80);

    private final int bit;

    Flag(int bit) {
      this.bit = bit;
    }
  }

  public enum Attestation { NONE, PACKED_SELF }

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Algorithm algorithm;
  private final KeyPair keys;
  private final Set<Flag> flags = EnumSet.of(Flag.USER_PRESENT, Flag.USER_VERIFIED);

  private byte[] credentialId = random(32);
  private byte[] userHandle = new byte[0];
  private UUID aaguid = new UUID(0, 0);
  private String origin;
  private String rpId;
  private long counter;
  private boolean counting = true;
  private Attestation attestation = Attestation.NONE;
  private List<String> transports = List.of("internal");
  private UnaryOperator<ObjectNode> clientData = UnaryOperator.identity();
  private UnaryOperator<Map<Object, Object>> publicKey = UnaryOperator.identity();
  private UnaryOperator<byte[]> authenticatorData = UnaryOperator.identity();
  private UnaryOperator<byte[]> attestationObject = UnaryOperator.identity();
  private UnaryOperator<byte[]> signature = UnaryOperator.identity();

  /// ES256, with user verification, not backed up, counting; in a page of `origin`, for a relying party of its host.
  public SoftAuthenticator(String origin) {
    this(origin, Algorithm.ES256);
  }

  public SoftAuthenticator(String origin, Algorithm algorithm) {
    this.origin = origin;
    this.rpId = URI.create(origin).getHost();
    this.algorithm = algorithm;
    try {
      var generator = KeyPairGenerator.getInstance(algorithm.keys);
      if (algorithm == Algorithm.ES256) {
        generator.initialize(new ECGenParameterSpec("secp256r1"));
      }
      keys = generator.generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  public SoftAuthenticator origin(String other) {
    origin = other;
    return this;
  }

  public SoftAuthenticator rpId(String other) {
    rpId = other;
    return this;
  }

  public SoftAuthenticator with(Flag flag) {
    flags.add(flag);
    return this;
  }

  public SoftAuthenticator without(Flag flag) {
    flags.remove(flag);
    return this;
  }

  public SoftAuthenticator aaguid(UUID make) {
    aaguid = make;
    return this;
  }

  public SoftAuthenticator attestation(Attestation kind) {
    attestation = kind;
    return this;
  }

  public SoftAuthenticator transports(String... names) {
    transports = List.of(names);
    return this;
  }

  /// What the next ceremony says; the ones after it count on from there.
  public SoftAuthenticator counter(long next) {
    counter = next;
    return this;
  }

  /// Says zero for ever, as synced passkeys do.
  public SoftAuthenticator withoutCounter() {
    counting = false;
    counter = 0;
    return this;
  }

  public SoftAuthenticator credentialId(byte[] id) {
    credentialId = id.clone();
    return this;
  }

  public SoftAuthenticator userHandle(byte[] handle) {
    userHandle = handle.clone();
    return this;
  }

  /// Changes what the client says before it is hashed.
  public SoftAuthenticator clientData(UnaryOperator<ObjectNode> change) {
    clientData = change;
    return this;
  }

  /// Changes the COSE_Key of registrations.
  public SoftAuthenticator publicKey(UnaryOperator<Map<Object, Object>> change) {
    publicKey = change;
    return this;
  }

  /// Changes the authenticator data before it is signed.
  public SoftAuthenticator authenticatorData(UnaryOperator<byte[]> change) {
    authenticatorData = change;
    return this;
  }

  public SoftAuthenticator attestationObject(UnaryOperator<byte[]> change) {
    attestationObject = change;
    return this;
  }

  public SoftAuthenticator signature(UnaryOperator<byte[]> change) {
    signature = change;
    return this;
  }

  public byte[] credentialId() {
    return credentialId.clone();
  }

  public byte[] userHandle() {
    return userHandle.clone();
  }

  /// `navigator.credentials.create()`: RegistrationResponseJSON.
  public ObjectNode create(JsonNode options) {
    if (userHandle.length == 0) {
      userHandle = Base64.getUrlDecoder().decode(options.path("user").path("id").asText());
    }
    byte[] client = clientData("webauthn.create", options);
    byte[] attested = CborWriter.concat(
        ByteBuffer.allocate(16).putLong(aaguid.getMostSignificantBits()).putLong(aaguid.getLeastSignificantBits()).array(),
        ByteBuffer.allocate(2).putShort((short) credentialId.length).array(), credentialId,
        CborWriter.write(publicKey.apply(coseKey())));
    byte[] data = authenticatorData(EnumSet.of(Flag.ATTESTED_CREDENTIAL), attested);
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("fmt", attestation == Attestation.NONE ? "none" : "packed");
    object.put("attStmt", statement(data, client));
    object.put("authData", data);

    ObjectNode answer = answer(client);
    ObjectNode response = (ObjectNode) answer.get("response");
    response.put("attestationObject", base64Url(attestationObject.apply(CborWriter.write(object))));
    transports.forEach(response.putArray("transports")::add);
    answer.withObject("/clientExtensionResults/credProps").put("rk", true);
    return answer;
  }

  /// `navigator.credentials.get()`: AuthenticationResponseJSON.
  public ObjectNode get(JsonNode options) {
    byte[] client = clientData("webauthn.get", options);
    byte[] data = authenticatorData(EnumSet.noneOf(Flag.class), new byte[0]);
    ObjectNode answer = answer(client);
    ObjectNode response = (ObjectNode) answer.get("response");
    response.put("authenticatorData", base64Url(data));
    response.put("signature", base64Url(signature.apply(sign(data, client))));
    response.put("userHandle", base64Url(userHandle));
    answer.withObject("/clientExtensionResults");
    return answer;
  }

  private ObjectNode answer(byte[] client) {
    ObjectNode answer = JSON.createObjectNode();
    answer.put("id", base64Url(credentialId)).put("rawId", base64Url(credentialId)).put("type", "public-key")
        .put("authenticatorAttachment", "platform");
    answer.putObject("response").put("clientDataJSON", base64Url(client));
    return answer;
  }

  private byte[] clientData(String type, JsonNode options) {
    ObjectNode data = JSON.createObjectNode().put("type", type).put("challenge", options.path("challenge").asText())
        .put("origin", origin).put("crossOrigin", false);
    return clientData.apply(data).toString().getBytes(StandardCharsets.UTF_8);
  }

  private byte[] authenticatorData(Set<Flag> more, byte[] attested) {
    int bits = 0;
    for (Flag flag : flags) {
      bits |= flag.bit;
    }
    for (Flag flag : more) {
      bits |= flag.bit;
    }
    byte[] head = ByteBuffer.allocate(37).put(sha256(rpId.getBytes(StandardCharsets.UTF_8))).put((byte) bits)
        .putInt((int) counter).array();
    if (counting) {
      counter++;
    }
    return authenticatorData.apply(CborWriter.concat(head, attested));
  }

  private Map<Object, Object> coseKey() {
    Map<Object, Object> key = new LinkedHashMap<>();
    PublicKey pub = keys.getPublic();
    if (pub instanceof ECPublicKey ec) {
      key.put(1, 2);
      key.put(3, algorithm.cose);
      key.put(-1, 1);
      key.put(-2, coordinate(ec.getW().getAffineX()));
      key.put(-3, coordinate(ec.getW().getAffineY()));
    } else {
      byte[] x509 = pub.getEncoded();
      key.put(1, 1);
      key.put(3, algorithm.cose);
      key.put(-1, 6);
      key.put(-2, Arrays.copyOfRange(x509, x509.length - 32, x509.length));
    }
    return key;
  }

  private static byte[] coordinate(BigInteger value) {
    byte[] bytes = value.toByteArray();
    byte[] fixed = new byte[32];
    int length = Math.min(bytes.length, 32);
    System.arraycopy(bytes, bytes.length - length, fixed, 32 - length, length);
    return fixed;
  }

  private Map<Object, Object> statement(byte[] data, byte[] client) {
    Map<Object, Object> statement = new LinkedHashMap<>();
    if (attestation == Attestation.PACKED_SELF) {
      statement.put("alg", algorithm.cose);
      statement.put("sig", signature.apply(sign(data, client)));
    }
    return statement;
  }

  private byte[] sign(byte[] data, byte[] client) {
    try {
      Signature signer = Signature.getInstance(algorithm.signatures);
      signer.initSign(keys.getPrivate());
      signer.update(data);
      signer.update(sha256(client));
      return signer.sign();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  private static String base64Url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
