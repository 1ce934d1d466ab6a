package io.portcullis.bench;

import io.portcullis.bench.Scenario.Outcome;
import io.portcullis.bench.Scenario.Shot;
import io.portcullis.devstack.Ports;
import io.portcullis.devstack.Service;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// `/check` of requests that programs sign, with the key of another customer on each connection.
///
/// @param serviceToken by which auth-service has an approval signed: what is measured are not approvals
record SignedScenarios(Ports ports, List<Regular> regulars, String serviceToken, Clock clock) {

  /// Opens /api to keys: with no rule a key gets nowhere.
  static final Map<String, String> RULES = Map.of("PORTCULLIS_CHECK_RULES_0__PATH", "/api", "PORTCULLIS_CHECK_RULES_0__API_KEY_SCOPE", "read",
      "PORTCULLIS_API_KEYS_ORIGINS", "https://api.example.com");

  private static final String EMPTY = "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:";

  @FunctionalInterface
  private interface Signer {
    byte[] sign(String text) throws GeneralSecurityException;
  }

  private record Program(String keyId, Signer signer) {}

  Scenario hmac(int connections) {
    return signed("/check, signed (HMAC)", connections, number -> {
      JsonObject made = make(regulars.get(number), new JsonObject());
      var secret = new SecretKeySpec(made.getString("secret").getBytes(StandardCharsets.US_ASCII), "HmacSHA256");
      return new Program(made.getString("keyId"), text -> {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(secret);
        return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
      });
    });
  }

  Scenario ed25519(int connections) {
    return signed("/check, signed (Ed25519)", connections, number -> {
      KeyPair keys = keyPair();
      byte[] encoded = keys.getPublic().getEncoded();
      JsonObject made = make(regulars.get(number), new JsonObject().put("publicKey",
          Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length))));
      PrivateKey key = keys.getPrivate();
      return new Program(made.getString("keyId"), text -> {
        var signature = Signature.getInstance("Ed25519");
        signature.initSign(key);
        signature.update(text.getBytes(StandardCharsets.US_ASCII));
        return signature.sign();
      });
    });
  }

  private static KeyPair keyPair() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private Scenario signed(String name, int connections, IntFunction<Program> maker) {
    Program[] programs = new Program[connections];
    Arrays.setAll(programs, maker);
    return new Scenarios.Named(name) {
      @Override
      public Shot next(int connection) {
        return Shot.get(ports.service(Service.SESSION), "/check", headers(programs[connection], connection));
      }

      @Override
      public Outcome accepts(int connection, int status, Buffer body) {
        return Outcome.doneIf(status == 200);
      }
    };
  }

  private MultiMap headers(Program program, int connection) {
    String parameters = "(\"@method\" \"@authority\" \"@path\" \"@query\" \"content-digest\");created=" + clock.instant().getEpochSecond()
        + ";keyid=\"" + program.keyId() + "\";nonce=\"" + UUID.randomUUID() + "\";tag=\"portcullis\"";
    String base = "\"@method\": GET\n\"@authority\": api.example.com\n\"@path\": /api/orders\n\"@query\": ?symbol=BTC-EUR\n\"content-digest\": " + EMPTY
        + "\n\"@signature-params\": " + parameters;
    try {
      return Scenarios.from(connection).add("X-Forwarded-Method", "GET").add("X-Forwarded-Uri", "/api/orders?symbol=BTC-EUR")
          .add("X-Forwarded-Host", "api.example.com").add("Content-Digest", EMPTY).add("Signature-Input", "s=" + parameters)
          .add("Signature", "s=:" + Base64.getEncoder().encodeToString(program.signer().sign(base)) + ":");
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private JsonObject make(Regular owner, JsonObject more) {
    JsonObject claims = new JsonObject(Buffer.buffer(Base64.getUrlDecoder().decode(owner.accessToken().split("\\.")[1])));
    JsonObject fields = new JsonObject().put("expiresAt", clock.instant().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.SECONDS).toString())
        .put("name", "bench").mergeIn(more).put("scopes", new JsonArray().add("read"));
    // Keys in the order of RFC 8785.
    String canonical = new JsonObject().put("accountId", claims.getString("sub"))
        .put("authorizationDetails", fields.copy().put("type", "api-key")).encode();
    String statement = post("/internal/approval-statements", serviceToken, new JsonObject().put("approvalId", UUID.randomUUID().toString())
        .put("accountId", claims.getString("sub")).put("sessionId", claims.getString("sid")).put("audience", "portcullis-approvals")
        .put("actionHash", sha256(canonical)).put("acr", "aal2").put("amr", new JsonArray().add("otp")).put("lifetime", 300)).getString("statement");
    return post("/v1/api-keys", owner.accessToken(), fields.copy().put("statement", statement));
  }

  private static String sha256(String text) {
    try {
      return Base64.getUrlEncoder().withoutPadding().encodeToString(
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private JsonObject post(String path, String token, JsonObject body) {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports.service(Service.SESSION) + path))
        .header("Authorization", "Bearer " + token).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body.encode())).build();
    try (var http = HttpClient.newHttpClient()) {
      var answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() >= 300) throw new IllegalStateException(path + " answered " + answer.statusCode() + " " + answer.body());
      return new JsonObject(answer.body());
    } catch (IOException | InterruptedException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
