package io.portcullis.acceptance;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// A program's key: approved like a withdrawal, recognised by what it signs, and ended.
final class DemoApiKey {
  private static final String PATH = "/api/orders";

  private final Customer bob;
  private final Client gateway;
  private final URI called;
  private final Storyteller storyteller;

  /// @param bob    with a security key and a trading passphrase
  /// @param check  an instance of session-service that lets programs in at /api
  /// @param called the origin that programs call
  DemoApiKey(Customer bob, URI check, URI called, Storyteller storyteller) {
    this.bob = bob;
    this.gateway = bob.client().at(check);
    this.called = called;
    this.storyteller = storyteller;
  }

  void tell() {
    storyteller.chapter("Make an API key", "Bob's program has made a key pair. He approves that its public half may read, and nothing else.");
    KeyPair keys = keyPair();
    Map<String, Object> fields = fields(keys);
    var details = new LinkedHashMap<>(fields);
    details.put("type", "api-key");
    String approval = bob.client().post("/v1/approvals").bearer(bob.accessToken())
        .json(Map.of("system", "portcullis", "authorizationDetails", details)).expect(201).json().path("approvalId").asText();
    fields.put("statement", DemoWithdrawal.approve(bob, approval).json().path("statement").asText());
    var made = bob.client().post("/v1/api-keys").bearer(bob.accessToken()).json(fields).expect(201).json();
    String keyId = made.path("keyId").asText();

    storyteller.chapter("Trade by program", "The program signs each request. The gateway asks whose it is and what it may do; a second time it does not count.");
    Map<String, String> signed = signed(keyId, keys.getPrivate());
    Answer known = check(signed, 200);
    String account = bob.read("/v1/account").json().path("accountId").asText();
    if (!known.header("X-Portcullis-Account").equals(Optional.of(account)) || !known.header("X-Portcullis-Scope").equals(Optional.of("read"))) {
      throw new Unexpected("the check names another account or another scope: " + known.headers());
    }
    check(signed, 401);

    storyteller.chapter("End the key", "One call ends it, on every instance within a second.");
    bob.client().delete("/v1/api-keys/" + made.path("id").asText()).bearer(bob.accessToken()).expect(204);
    Eventually.holds(Duration.ofSeconds(5), "the key counts no more", () -> ask(signed(keyId, keys.getPrivate())).send().status() == 401);
    bob.read("/v1/api-keys");
  }

  private static Map<String, Object> fields(KeyPair keys) {
    byte[] encoded = keys.getPublic().getEncoded();
    var fields = new LinkedHashMap<String, Object>();
    fields.put("name", "Bob's bot");
    fields.put("scopes", List.of("read"));
    // The last 32 bytes of the X.509 form are the point (RFC 8410).
    fields.put("publicKey", Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length)));
    fields.put("expiresAt", Instant.now().plus(Duration.ofDays(30)).truncatedTo(ChronoUnit.SECONDS).toString());
    return fields;
  }

  private Answer check(Map<String, String> signed, int status) {
    return ask(signed).expect(status);
  }

  /// What a gateway asks.
  private Client.Call ask(Map<String, String> signed) {
    Client.Call call = gateway.get("/check").header("X-Forwarded-Method", "GET").header("X-Forwarded-Uri", PATH)
        .header("X-Forwarded-Host", called.getAuthority());
    signed.forEach(call::header);
    return call;
  }

  /// HTTP Message Signatures (RFC 9421), as docs/api-keys.md tells.
  private Map<String, String> signed(String keyId, PrivateKey key) {
    String parameters = "(\"@method\" \"@authority\" \"@path\" \"@query\");created=" + Instant.now().getEpochSecond() + ";keyid=\"" + keyId
        + "\";nonce=\"" + UUID.randomUUID() + "\";tag=\"portcullis\"";
    String base = "\"@method\": GET\n\"@authority\": " + called.getAuthority() + "\n\"@path\": " + PATH + "\n\"@query\": ?\n\"@signature-params\": " + parameters;
    try {
      var signature = Signature.getInstance("Ed25519");
      signature.initSign(key);
      signature.update(base.getBytes(StandardCharsets.US_ASCII));
      return Map.of("Signature-Input", "sig1=" + parameters, "Signature", "sig1=:" + Base64.getEncoder().encodeToString(signature.sign()) + ":");
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static KeyPair keyPair() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
