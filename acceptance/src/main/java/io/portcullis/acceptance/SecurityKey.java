package io.portcullis.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// The customer's security key together with the browser that talks to it (WebAuthn Level 3): ES256, attestation `none`,
/// user verification by a PIN that it always asks for.
///
/// Written apart from the verifier on purpose, so that both can't share a mistake.
public final class SecurityKey {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int CREDENTIAL_ID = 32;
  private static final int COORDINATE = 32;
  private static final int AAGUID = 16;
  private static final byte USER_PRESENT = 0x01;
  private static final byte USER_VERIFIED = 0x04;
  private static final byte ATTESTED = 0x40;

  private final URI origin;
  private final List<Credential> credentials;

  /// @param origin of the pages that the browser shows
  public SecurityKey(URI origin) {
    this(origin, new ArrayList<>());
  }

  private SecurityKey(URI origin, List<Credential> credentials) {
    this.origin = origin;
    this.credentials = credentials;
  }

  /// The same key in a browser that shows another page, and lets it ask for credentials of any relying party.
  public SecurityKey at(URI page) {
    return new SecurityKey(page, credentials);
  }

  private static final class Credential {
    private final byte[] id = random(CREDENTIAL_ID);
    private final KeyPair pair = newPair();
    private final String rpId;
    private final byte[] userHandle;
    private int counter;

    Credential(String rpId, byte[] userHandle) {
      this.rpId = rpId;
      this.userHandle = userHandle;
    }
  }

  /// `navigator.credentials.create()`.
  ///
  /// @param options PublicKeyCredentialCreationOptionsJSON
  /// @return RegistrationResponseJSON
  public ObjectNode create(JsonNode options) {
    var credential = new Credential(options.path("rp").path("id").asText(), decode(options.path("user").path("id").asText()));
    credentials.add(credential);
    byte[] publicKey = cose((ECPublicKey) credential.pair.getPublic());
    byte[] attested = ByteBuffer.allocate(AAGUID + Short.BYTES + CREDENTIAL_ID + publicKey.length)
        .put(new byte[AAGUID]).putShort((short) CREDENTIAL_ID).put(credential.id).put(publicKey).array();
    byte[] authenticatorData = authenticatorData(credential, ATTESTED, attested);
    ObjectNode answer = answer(credential);
    answer.withObject("response")
        .put("clientDataJSON", encode(clientData("webauthn.create", options)))
        .put("attestationObject", encode(attestation(authenticatorData)))
        .putArray("transports").add("usb");
    return answer;
  }

  /// `navigator.credentials.get()`: with the newest credential of this key that is allowed.
  ///
  /// @param options PublicKeyCredentialRequestOptionsJSON
  /// @return AuthenticationResponseJSON
  public ObjectNode get(JsonNode options) {
    Credential credential = allowed(options).orElseThrow(() -> new Unexpected("no credential for these options: " + options));
    credential.counter++;
    byte[] clientData = clientData("webauthn.get", options);
    byte[] authenticatorData = authenticatorData(credential, (byte) 0, new byte[0]);
    ObjectNode answer = answer(credential);
    answer.withObject("response")
        .put("clientDataJSON", encode(clientData))
        .put("authenticatorData", encode(authenticatorData))
        .put("signature", encode(sign(credential.pair, authenticatorData, sha256(clientData))))
        .put("userHandle", encode(credential.userHandle));
    return answer;
  }

  /// What a copy of this key would show: its counters as they were one use ago.
  public void forgetLastUse() {
    credentials.forEach(credential -> credential.counter -= 2);
  }

  private Optional<Credential> allowed(JsonNode options) {
    List<String> ids = options.path("allowCredentials").findValuesAsText("id");
    return credentials.reversed().stream()
        .filter(credential -> credential.rpId.equals(options.path("rpId").asText()))
        .filter(credential -> ids.isEmpty() || ids.contains(encode(credential.id)))
        .findFirst();
  }

  private static ObjectNode answer(Credential credential) {
    ObjectNode answer = Client.JSON.createObjectNode();
    answer.put("id", encode(credential.id)).put("rawId", encode(credential.id)).put("type", "public-key")
        .put("authenticatorAttachment", "cross-platform").putObject("clientExtensionResults");
    return answer;
  }

  private byte[] clientData(String type, JsonNode options) {
    return Client.JSON.createObjectNode().put("type", type).put("challenge", options.path("challenge").asText())
        .put("origin", origin.toString()).put("crossOrigin", false).toString().getBytes(StandardCharsets.UTF_8);
  }

  // WebAuthn L3 §6.1.
  private static byte[] authenticatorData(Credential credential, byte flags, byte[] attested) {
    return ByteBuffer.allocate(32 + 1 + Integer.BYTES + attested.length)
        .put(sha256(credential.rpId.getBytes(StandardCharsets.UTF_8)))
        .put((byte) (USER_PRESENT | USER_VERIFIED | flags)).putInt(credential.counter).put(attested).array();
  }

  // {"fmt": "none", "attStmt": {}, "authData": …} in CTAP2's canonical CBOR.
  private static byte[] attestation(byte[] authenticatorData) {
    var cbor = new ByteArrayOutputStream();
    cbor.write(0xa3);
    text(cbor, "fmt");
    text(cbor, "none");
    text(cbor, "attStmt");
    cbor.write(0xa0);
    text(cbor, "authData");
    bytes(cbor, authenticatorData);
    return cbor.toByteArray();
  }

  // RFC 9053 §7.1.1: kty EC2, alg ES256, crv P-256, x, y.
  private static byte[] cose(ECPublicKey key) {
    var cbor = new ByteArrayOutputStream();
    cbor.writeBytes(new byte[] {(byte) 0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21});
    bytes(cbor, coordinate(key.getW().getAffineX()));
    cbor.write(0x22);
    bytes(cbor, coordinate(key.getW().getAffineY()));
    return cbor.toByteArray();
  }

  private static void text(ByteArrayOutputStream cbor, String text) {
    cbor.write(0x60 | text.length());
    cbor.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static void bytes(ByteArrayOutputStream cbor, byte[] bytes) {
    cbor.write(0x58);
    cbor.write(bytes.length);
    cbor.writeBytes(bytes);
  }

  private static byte[] coordinate(BigInteger value) {
    byte[] bytes = value.toByteArray();
    byte[] fixed = new byte[COORDINATE];
    int length = Math.min(bytes.length, COORDINATE);
    System.arraycopy(bytes, bytes.length - length, fixed, COORDINATE - length, length);
    return fixed;
  }

  private static KeyPair newPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] sign(KeyPair pair, byte[]... parts) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(pair.getPrivate(), RANDOM);
      for (byte[] part : parts) signature.update(part);
      return signature.sign();
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

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] decode(String text) {
    return Base64.getUrlDecoder().decode(text);
  }
}
