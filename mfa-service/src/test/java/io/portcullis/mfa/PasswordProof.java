package io.portcullis.mfa;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What auth-service has made for a customer who has shown the password in the session of a token.
public final class PasswordProof {

  private static final ObjectMapper JSON = new ObjectMapper();

  private PasswordProof() {}

  /// Of a password that was chosen long ago.
  public static String of(String token) {
    return of(token, Optional.empty());
  }

  /// @param letInByAddressAt when an address of the account set the password, or confirmed a sign-in
  public static String of(String token, Optional<Instant> letInByAddressAt) {
    return make(token, letInByAddressAt).then().statusCode(200).extract().path("passwordProof");
  }

  private static Response make(String token, Optional<Instant> letInByAddressAt) {
    JsonPath claims = JsonPath.from(new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8));
    var body = new HashMap<String, Object>(Map.of("sessionId", claims.getString("sid")));
    letInByAddressAt.ifPresent(at -> body.put("letInByAddressAt", at.toString()));
    return given().auth().oauth2(Customers.authService()).contentType(ContentType.JSON).body(body)
        .post("/internal/accounts/{id}/password-proofs", claims.getString("sub"));
  }

  /// The body of a beginning with the proof in it, where a customer's token and an object leave room for one.
  public static String beside(String token, String body) {
    try {
      JsonNode read = JSON.readTree(body);
      if (!(read instanceof ObjectNode object) || !new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]),
          StandardCharsets.UTF_8).contains("\"sid\"")) {
        return body;
      }
      return object.put("passwordProof", of(token)).toString();
    } catch (JsonProcessingException broken) {
      return body;
    }
  }

  public static Map<String, Object> beside(String token, Map<String, Object> body) {
    var more = new HashMap<>(body);
    more.put("passwordProof", of(token));
    return more;
  }
}
