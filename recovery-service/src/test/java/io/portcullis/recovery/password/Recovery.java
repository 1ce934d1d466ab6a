package io.portcullis.recovery.password;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.Map;

/// The calls, as a client makes them.
final class Recovery {

  static final String NEW_PASSWORD = "a new horse, a better battery";

  private Recovery() {}

  static Response request(String identifier, String network) {
    return given().contentType(ContentType.JSON).header("X-Forwarded-For", network)
        .body(Map.of("identifier", identifier)).post("/v1/recovery/password");
  }

  static Response request(Forgetful customer) {
    return request(customer.identifier(), customer.network());
  }

  /// From another network each time, as strangers do.
  static Response redeem(String resetId, String code) {
    return redeem(resetId, code, Forgetful.anyNetwork());
  }

  static Response redeem(String resetId, String code, String network) {
    return given().contentType(ContentType.JSON).header("X-Forwarded-For", network)
        .body(Map.of("resetId", resetId, "code", code)).post("/v1/recovery/password/code");
  }

  static Response inspect(String token) {
    return given().contentType(ContentType.JSON).body(Map.of("token", token)).post("/v1/recovery/password/inspect");
  }

  static Response setPassword(String token, String password) {
    return given().contentType(ContentType.JSON).body(Map.of("token", token, "password", password))
        .put("/v1/recovery/password");
  }

  static Response setPassword(String token) {
    return setPassword(token, NEW_PASSWORD);
  }
}
