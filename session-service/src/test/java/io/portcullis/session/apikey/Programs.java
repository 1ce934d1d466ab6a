package io.portcullis.session.apikey;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portcullis.runtime.action.ActionHash;
import io.portcullis.runtime.action.CanonicalAction;
import io.portcullis.session.Phone;
import io.portcullis.session.Phone.Tokens;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Customers' programs: they have keys made, and sign requests as the page docs/api-keys.md tells, by code of their own.
@Singleton
public class Programs {

  public static final String HOST = "api.example.com";
  public static final String ADDRESS = "203.0.113.7";
  private static final Pattern COMPONENT = Pattern.compile("\"([^\"]+)\"(?:;[a-z-]+(?:=\"[^\"]*\")?)*");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Clock clock;

  Programs(Clock clock) {
    this.clock = clock;
  }

  @FunctionalInterface
  public interface Signer {
    byte[] sign(byte[] text) throws GeneralSecurityException;
  }

  /// @param id    in its owner's list
  /// @param keyId in signed requests
  public record Program(Tokens owner, String id, String keyId, Signer signer) {

    public String sign(String text) {
      try {
        return Base64.getEncoder().encodeToString(signer.sign(text.getBytes(StandardCharsets.US_ASCII)));
      } catch (GeneralSecurityException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
  }

  /// The fields of a key, which its customer approves.
  public Map<String, Object> fields(String... scopes) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("name", "Market maker");
    fields.put("scopes", List.of(scopes));
    fields.put("expiresAt", clock.instant().plus(Duration.ofDays(90)).truncatedTo(ChronoUnit.SECONDS).toString());
    return fields;
  }

  /// What session-service signs when auth-service says that the customer approved them.
  public String statement(Tokens owner, Map<String, Object> fields) {
    return statement(owner, fields, "portcullis-approvals", UUID.randomUUID());
  }

  public String statement(Tokens owner, Map<String, Object> fields, String audience, UUID approval) {
    ObjectNode details = JSON.valueToTree(fields);
    details.put("type", "api-key");
    return given().auth().oauth2(Phone.authService()).contentType("application/json").body(Map.of(
            "approvalId", approval, "accountId", owner.account(), "sessionId", owner.session(), "audience", audience,
            "actionHash", ActionHash.of(CanonicalAction.of(owner.account(), details)).value(), "acr", "aal2", "amr", List.of("otp"),
            "lifetime", 300))
        .post("/internal/approval-statements").then().statusCode(200).extract().path("statement");
  }

  public static Response create(Tokens owner, Map<String, Object> fields, String statement, String... idempotencyKey) {
    var body = new LinkedHashMap<>(fields);
    body.put("statement", statement);
    RequestSpecification request = given().auth().oauth2(owner.accessToken()).contentType("application/json").body(body);
    return (idempotencyKey.length == 0 ? request : request.header("Idempotency-Key", idempotencyKey[0])).post("/v1/api-keys");
  }

  public Response create(Tokens owner, Map<String, Object> fields) {
    return create(owner, fields, statement(owner, fields));
  }

  public static Response list(Tokens owner) {
    return given().auth().oauth2(owner.accessToken()).get("/v1/api-keys");
  }

  public static Response change(Program program, Map<String, Object> change) {
    return given().auth().oauth2(program.owner().accessToken()).contentType("application/json").body(change)
        .patch("/v1/api-keys/" + program.id());
  }

  public static Response delete(Program program) {
    return given().auth().oauth2(program.owner().accessToken()).delete("/v1/api-keys/" + program.id());
  }

  public static KeyPair keyPair() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// The last 32 bytes of its X.509 form (RFC 8410 §4).
  public static byte[] point(KeyPair pair) {
    byte[] encoded = pair.getPublic().getEncoded();
    return Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
  }

  public Program ed25519(Tokens owner, Map<String, Object> fields) {
    KeyPair pair = keyPair();
    fields.put("publicKey", Base64.getUrlEncoder().withoutPadding().encodeToString(point(pair)));
    var made = create(owner, fields).then().statusCode(201).extract().jsonPath();
    return new Program(owner, made.getString("id"), made.getString("keyId"), text -> {
      var signature = Signature.getInstance("Ed25519");
      signature.initSign(pair.getPrivate());
      signature.update(text);
      return signature.sign();
    });
  }

  public Program hmac(Tokens owner, Map<String, Object> fields) {
    var made = create(owner, fields).then().statusCode(201).extract().jsonPath();
    return new Program(owner, made.getString("id"), made.getString("keyId"), hmac(made.getString("secret").getBytes(StandardCharsets.US_ASCII)));
  }

  public static Signer hmac(byte[] secret) {
    return text -> {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return mac.doFinal(text);
    };
  }

  /// A request, before it is signed.
  ///
  /// @param uri path and query
  public record Call(String method, String uri, String body) {

    public static Call get(String uri) {
      return new Call("GET", uri, "");
    }

    String path() {
      return uri.contains("?") ? uri.substring(0, uri.indexOf('?')) : uri;
    }

    String query() {
      return uri.contains("?") ? uri.substring(uri.indexOf('?')) : "?";
    }

    public String digest() {
      try {
        return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8)));
      } catch (GeneralSecurityException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
  }

  /// Headers of HTTP Message Signatures.
  public Map<String, String> message(Program program, Call call) {
    return message(program, call, clock.instant(), ";tag=\"portcullis\"");
  }

  public Map<String, String> message(Program program, Call call, Instant created, String more) {
    return messageWith(program, call, ";created=" + created.getEpochSecond() + ";keyid=\"" + program.keyId() + "\";nonce=\""
        + UUID.randomUUID() + '"' + more);
  }

  public Map<String, String> messageWith(Program program, Call call, String parameters) {
    boolean hasBody = !call.body().isEmpty() || !List.of("GET", "DELETE", "HEAD").contains(call.method());
    String input = "(\"@method\" \"@authority\" \"@path\" \"@query\"" + (hasBody ? " \"content-digest\")" : ")") + parameters;
    String base = "\"@method\": " + call.method() + "\n\"@authority\": " + HOST + "\n\"@path\": " + call.path() + "\n\"@query\": " + call.query()
        + (hasBody ? "\n\"content-digest\": sha-256=:" + call.digest() + ":" : "") + "\n\"@signature-params\": " + input;
    var headers = new LinkedHashMap<String, String>();
    headers.put("Signature-Input", "sig1=" + input);
    headers.put("Signature", "sig1=:" + program.sign(base) + ":");
    if (hasBody) {
      headers.put("Content-Digest", "sha-256=:" + call.digest() + ":");
    }
    return headers;
  }

  /// The signature base (RFC 9421 §2.5) of whatever components an attacker names.
  public String base(Call call, String components, String parameters) {
    var values = Map.of("@method", call.method(), "@authority", HOST, "@path", call.path(), "@query", call.query());
    var base = new StringBuilder();
    Matcher component = COMPONENT.matcher(components);
    while (component.find()) {
      base.append(component.group()).append(": ").append(values.getOrDefault(component.group(1), "v")).append('\n');
    }
    return base.append("\"@signature-params\": ").append(parameters).toString();
  }

  /// Headers of the plain form.
  public Map<String, String> plain(Program program, Call call) {
    return plain(program, call, clock.instant(), "");
  }

  /// @param window in milliseconds, or empty
  public Map<String, String> plain(Program program, Call call, Instant at, String window) {
    String timestamp = Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, at));
    var headers = new LinkedHashMap<String, String>();
    headers.put("X-Portcullis-Key", program.keyId());
    headers.put("X-Portcullis-Timestamp", timestamp);
    if (!window.isEmpty()) {
      headers.put("X-Portcullis-Window", window);
    }
    headers.put("X-Portcullis-Signature",
        program.sign(String.join("\n", timestamp, window, call.method(), call.uri(), call.digest())));
    if (!call.body().isEmpty()) {
      headers.put("Content-Digest", "sha-256=:" + call.digest() + ":");
    }
    return headers;
  }

  /// As a gateway asks about the request.
  public static Response check(Call call, Map<String, String> headers) {
    return check(call, headers, HOST, ADDRESS);
  }

  public static Response check(Call call, Map<String, String> headers, String host, String address) {
    return given().urlEncodingEnabled(false).headers(headers).header("X-Forwarded-Method", call.method())
        .header("X-Forwarded-Uri", call.uri()).header("X-Forwarded-Host", host).header("X-Forwarded-For", address).get("/check");
  }
}
