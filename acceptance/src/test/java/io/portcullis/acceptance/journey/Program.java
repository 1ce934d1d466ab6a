package io.portcullis.acceptance.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.acceptance.Customer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A customer's program, which signs what it asks for with an API key.
public record Program(String id, String keyId, KeyPair keys) {

  /// A key that may read, approved by a touch of the customer's security key.
  public static Program make(Customer customer, String passphrase) throws GeneralSecurityException {
    return make(customer, "Market maker", passphrase);
  }

  public static Program make(Customer customer, String name, String passphrase) throws GeneralSecurityException {
    KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    byte[] encoded = keys.getPublic().getEncoded();
    var fields = new LinkedHashMap<String, Object>();
    fields.put("name", name);
    fields.put("scopes", List.of("read"));
    fields.put("publicKey", Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length)));
    fields.put("expiresAt", Instant.now().plus(Duration.ofDays(30)).truncatedTo(ChronoUnit.SECONDS).toString());
    var details = new LinkedHashMap<>(fields);
    details.put("type", "api-key");
    JsonNode proposed = customer.client().post("/v1/approvals").bearer(customer.accessToken())
        .json(Map.of("system", "portcullis", "authorizationDetails", details)).expect(201).json();
    assertThat(proposed.path("title").asText()).isEqualTo("API key");
    String approval = proposed.path("approvalId").asText();
    JsonNode asked = customer.client().post("/v1/approvals/" + approval + "/challenge").bearer(customer.accessToken()).json(Map.of()).expect(200).json();
    String statement = customer.client().post("/v1/approvals/" + approval + "/approve").bearer(customer.accessToken()).json(Map.of(
        "method", "webauthn", "credential", customer.securityKey().get(asked.get("publicKey")), "passphrase", passphrase))
        .expect(200).json().path("statement").asText();
    fields.put("statement", statement);
    JsonNode made = customer.client().post("/v1/api-keys").bearer(customer.accessToken()).json(fields).expect(201).json();
    assertThat(customer.client().post("/v1/api-keys").bearer(customer.accessToken()).json(fields).send().problem()).isEqualTo("api-key-approval-used");
    return new Program(made.path("id").asText(), made.path("keyId").asText(), keys);
  }

  public Map<String, String> signed(String uri) throws GeneralSecurityException {
    String parameters = "(\"@method\" \"@authority\" \"@path\" \"@query\");created=" + Instant.now().getEpochSecond() + ";keyid=\"" + keyId
        + "\";nonce=\"" + UUID.randomUUID() + "\";tag=\"portcullis\"";
    String base = "\"@method\": GET\n\"@authority\": api.example.com\n\"@path\": " + uri + "\n\"@query\": ?\n\"@signature-params\": " + parameters;
    var signature = Signature.getInstance("Ed25519");
    signature.initSign(keys.getPrivate());
    signature.update(base.getBytes(StandardCharsets.US_ASCII));
    return Map.of("Signature-Input", "s=" + parameters, "Signature", "s=:" + Base64.getEncoder().encodeToString(signature.sign()) + ":");
  }
}
