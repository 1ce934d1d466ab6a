package io.portcullis.acceptance.attack;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.portcullis.acceptance.Client;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/// Makes of one good access token the bad ones that history has taught (RFC 8725).
record ForgedToken(String header, String payload, String signature) {
  private static final List<String> PARAMETERS =
      List.of("alg", "jku", "jwk", "kid", "x5u", "x5c", "x5t", "x5t#S256", "typ", "cty", "crit", "b64", "enc", "zip");
  private static final List<String> VALUES =
      List.of("null", "true", "7", "-1.5", "1e400", "\"\"", "\"x\"", "[]", "[7]", "[\"x\"]", "{}", "{\"kid\":7}", "[[[[[[[[[[[[]]]]]]]]]]]]");
  private static final List<String> NO_HEADERS = List.of("", "null", "7", "\"x\"", "[]", "{}", "{", "{}{}", "{\"kid\":1,\"kid\":2}", "\uFEFF{}",
      "[".repeat(1000));

  static ForgedToken of(String token) {
    String[] parts = token.split("\\.");
    return new ForgedToken(parts[0], parts[1], parts[2]);
  }

  /// @param jwks the house's public keys, as an attacker can read them
  Map<String, String> all(String jwks) {
    var forged = new LinkedHashMap<String, String>();
    for (String none : new String[] {"none", "None", "NONE", "nOnE"}) {
      forged.put("alg " + none, withHeader(fields -> fields.put("alg", none)) + "." + payload + ".");
    }
    forged.put("no signature", header + "." + payload + ".");
    forged.put("another's claims under this signature", header + "." + altered() + "." + signature);
    forged.put("HS256 with the public key as secret", hmac(jwks));
    forged.put("own key offered in the header", ownKey());
    forged.put("r and s zero", header + "." + payload + "." + base64(new byte[64]));
    forged.put("unknown kid", withHeader(fields -> fields.put("kid", "unknown")) + "." + payload + "." + signature);
    forged.put("kid that climbs", withHeader(fields -> fields.put("kid", "../../../dev/null")) + "." + payload + "." + signature);
    forged.put("kid that is SQL", withHeader(fields -> fields.put("kid", "' OR '1'='1")) + "." + payload + "." + signature);
    forged.put("jku elsewhere", withHeader(fields -> fields.put("jku", "http://127.0.0.1:9/keys")) + "." + payload + "." + signature);
    forged.put("unknown critical header", withHeader(fields -> fields.putArray("crit").add("x")) + "." + payload + "." + signature);
    forged.put("typ of an ordinary JWT", withHeader(fields -> fields.put("typ", "JWT")) + "." + payload + "." + signature);
    forged.put("JSON serialization", "{\"payload\":\"%s\",\"protected\":\"%s\",\"signature\":\"%s\"}".formatted(payload, header, signature));
    forged.put("a token in a token", header + "." + base64((header + "." + payload + "." + signature).getBytes(UTF_8)) + "." + signature);
    forged.put("five parts", header + "." + payload + "." + signature + "." + payload + "." + signature);
    forged.put("nothing", "..");
    return forged;
  }

  /// Headers that RFC 7515 forbids: each registered parameter as each kind of JSON, and what is no header at all.
  Map<String, String> malformed() {
    var forged = new LinkedHashMap<String, String>();
    for (String parameter : PARAMETERS) {
      for (String value : VALUES) {
        forged.put(parameter + " as " + value, withHeader(fields -> fields.putRawValue(parameter, new RawValue(value))) + "." + payload + "." + signature);
      }
    }
    for (String text : NO_HEADERS) {
      forged.put("header " + text, base64(text.getBytes(UTF_8)) + "." + payload + "." + signature);
    }
    byte[] fields = Base64.getUrlDecoder().decode(header);
    for (String charset : List.of("UTF-16", "UTF-16LE", "UTF-32")) {
      forged.put("header in " + charset, base64(new String(fields, UTF_8).getBytes(Charset.forName(charset))) + "." + payload + "." + signature);
    }
    for (String more : List.of("=", "==", "A", "+", "/")) {
      forged.put("header followed by " + more, header + more + "." + payload + "." + signature);
      forged.put("payload followed by " + more, header + "." + payload + more + "." + signature);
      forged.put("signature followed by " + more, header + "." + payload + "." + signature + more);
    }
    return forged;
  }

  private String withHeader(Consumer<ObjectNode> change) {
    return changed(header, change);
  }

  private String altered() {
    return changed(payload, claims -> claims.put("sub", "00000000-0000-7000-8000-000000000000"));
  }

  private String hmac(String jwks) {
    String signed = withHeader(fields -> fields.put("alg", "HS256")) + "." + payload;
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(jwks.getBytes(UTF_8), "HmacSHA256"));
      return signed + "." + base64(mac.doFinal(signed.getBytes(UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private String ownKey() {
    try {
      EllipticCurveJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
      var signed = new JsonWebSignature();
      signed.setAlgorithmHeaderValue("ES256");
      signed.setHeader("typ", "at+jwt");
      signed.getHeaders().setJwkHeaderValue("jwk", JsonWebKey.Factory.newJwk(key.toParams(JsonWebKey.OutputControlLevel.PUBLIC_ONLY)));
      signed.setKey(key.getPrivateKey());
      signed.setPayload(new String(Base64.getUrlDecoder().decode(payload), UTF_8));
      return signed.getCompactSerialization();
    } catch (JoseException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String changed(String part, Consumer<ObjectNode> change) {
    try {
      var fields = (ObjectNode) Client.JSON.readTree(Base64.getUrlDecoder().decode(part));
      change.accept(fields);
      return base64(Client.JSON.writeValueAsBytes(fields));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
