package io.portcullis.recovery.recoverycase;

import static io.restassured.RestAssured.given;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.recovery.AuthServiceDouble;
import io.portcullis.testkit.TopicProbe;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A recovery case as its claimant sees it.
final class Cases {

  private Cases() {}

  static Response open(String identifier, String reason) {
    return open(identifier, reason, "altcha", Map.of(), Map.of());
  }

  /// @param proof how the claimant shows to be no robot
  static Response open(String identifier, String reason, String proof, Map<String, ?> more, Map<String, ?> headers) {
    var body = new HashMap<String, Object>(Map.of("identifier", identifier, "reason", reason));
    body.put("humanProof", Map.of("method", proof, "solution", AuthServiceDouble.RIGHT_PROOF));
    body.putAll(more);
    return given().contentType(ContentType.JSON).header("X-Forwarded-For", network()).headers(headers).body(body)
        .post("/v1/recovery/cases");
  }

  static Response send(String token, String kind, byte[] content) {
    return given().contentType(ContentType.JSON).header("X-Forwarded-For", network())
        .body(Map.of("token", token, "kind", kind, "content", Base64.getEncoder().encodeToString(content)))
        .post("/v1/recovery/cases/evidence");
  }

  static Response post(String verb, String token) {
    return given().contentType(ContentType.JSON).body(Map.of("token", token)).post("/v1/recovery/cases/" + verb);
  }

  static String state(String token) {
    return post("inspect", token).then().statusCode(200).extract().path("state");
  }

  static List<String> told(TopicProbe topics, AccountId account) {
    return topics.present(SecurityEvent.TOPIC, account.toString()).stream().map(TopicProbe::type)
        .map(type -> type.replace("io.portcullis.recovery.", "").replace(".v1", "")).toList();
  }

  private static String network() {
    UUID random = UUID.randomUUID();
    return "2001:db8:%x:%x::1".formatted(random.getMostSignificantBits() & 0xffff, random.getLeastSignificantBits() & 0xffff);
  }
}
