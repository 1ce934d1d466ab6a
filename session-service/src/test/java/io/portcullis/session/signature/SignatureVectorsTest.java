package io.portcullis.session.signature;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portcullis.runtime.http.ForwardedRequests.ForwardedRequest;
import io.portcullis.session.apikey.ApiKeyConfig;
import io.portcullis.session.apikey.KeyMaterial;
import io.vertx.core.MultiMap;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What an independent signer wrote once (`vectors.jsonl`, by `sign.mjs`), for machines that have no node.
class SignatureVectorsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  /// `test-key-ed25519` of RFC 9421 §B.1.4.
  private static final KeyMaterial ED25519 = new KeyMaterial.Ed25519(new Ed25519PublicKeyParameters(last32(
      Base64.getDecoder().decode("MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs="))));
  private static final String SECRET = "pak_secret-of-the-vectors";

  /// RFC 9421 §B.2.6.
  private static final String BASE = """
        "date": Tue, 20 Apr 2021 02:07:55 GMT
        "@method": POST
        "@path": /foo
        "@authority": example.com
        "content-type": application/json
        "content-length": 18
        "@signature-params": ("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519\"""";
  private static final String SIGNATURE = "wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==";

  private static final ApiKeyConfig CONFIG = new ApiKeyConfig() {
    @Override
    public Optional<Set<String>> scopes() {
      return Optional.empty();
    }

    @Override
    public Optional<List<String>> origins() {
      return Optional.of(List.of("https://api.example.com"));
    }

    @Override
    public Duration window() {
      return Duration.ofSeconds(5);
    }

    @Override
    public int atMostPerAccount() {
      return 1;
    }

    @Override
    public Duration idle() {
      return Duration.ofDays(30);
    }

    @Override
    public Duration idleWarning() {
      return Duration.ofDays(7);
    }
  };

  private static byte[] last32(byte[] encoded) {
    return Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
  }

  static List<String> vectors() throws IOException {
    try (InputStream file = SignatureVectorsTest.class.getResourceAsStream("/apikey/vectors.jsonl")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void a41Canonicalisation_givenAWrittenDownRequest_thenItsSignatureFitsExactlyWhereTheSignerSaysSo(String line) throws Exception {
    JsonNode vector = JSON.readTree(line);
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    vector.get("headers").properties().forEach(header -> headers.add(header.getKey(), header.getValue().asText()));
    var request = new SignedRequest(new ForwardedRequest(vector.get("method").asText(), vector.get("uri").asText()),
        vector.get("host").asText(), InetAddress.getLoopbackAddress(), headers);

    Optional<Claim> claim = headers.contains("Signature-Input") ? new MessageSignature(CONFIG).read(request)
        : new PlainSignature(new CalledOrigins(CONFIG, "https://example.com"), CONFIG).read(request);

    boolean counts = claim.isPresent() && (claim.get().keyId().equals("KEY-OF-ED25519")
        ? ED25519.verifies(claim.get().bytes(), claim.get().signature()) : Arrays.equals(mac(claim.get().bytes()), claim.get().signature()));
    assertThat(counts).isEqualTo(vector.get("counts").asBoolean());
  }

  private static byte[] mac(byte[] text) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
    return mac.doFinal(text);
  }

  @Test
  void rfc9421_givenItsOwnSignature_thenItFitsItsOwnBase() {
    byte[] signature = Base64.getDecoder().decode(SIGNATURE);
    assertThat(ED25519.verifies(BASE.getBytes(StandardCharsets.US_ASCII), signature)).isTrue();
    assertThat(ED25519.verifies(BASE.replace("/foo", "/Foo").getBytes(StandardCharsets.US_ASCII), signature)).isFalse();
  }

  /// RFC 8032 §5.1.7: s + L would be a second signature of the same text, by anybody.
  @Test
  void a41Malleability_givenAScalarThatIsNotReduced_thenItFitsNothing() {
    byte[] order = {(byte) 0xed, (byte) 0xd3, (byte) 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, (byte) 0xd6, (byte) 0x9c, (byte) 0xf7, (byte) 0xa2,
        (byte) 0xde, (byte) 0xf9, (byte) 0xde, 0x14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10};
    byte[] signature = Base64.getDecoder().decode(SIGNATURE);
    int carry = 0;
    for (int i = 0; i < 32; i++) {
      carry += (signature[32 + i] & 0xff) + (order[i] & 0xff);
      signature[32 + i] = (byte) carry;
      carry >>= 8;
    }
    assertThat(ED25519.verifies(BASE.getBytes(StandardCharsets.US_ASCII), signature)).isFalse();
  }
}
