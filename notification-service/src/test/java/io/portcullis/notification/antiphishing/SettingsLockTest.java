package io.portcullis.notification.antiphishing;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.AccountId;
import io.portcullis.notification.OnTheStack;
import io.portcullis.testkit.CustomerChanges;
import io.portcullis.testkit.CustomerTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.Test;

/// SAFE-12: what the customer's lock of the settings refuses at notification-service.
@QuarkusTest
@OnTheStack
class SettingsLockTest {

  private static final String PROBLEM = "urn:portcullis:problem:settings-locked";

  @Inject CustomerTokens tokens;
  @Inject Clock clock;

  @Test
  void safe12_givenEveryChangeOfThisService_thenItIsRefused() {
    assertThat(CustomerChanges.of("io.portcullis.notification"))
        .containsExactlyInAnyOrder("PUT /v1/anti-phishing-code", "DELETE /v1/anti-phishing-code", "PUT /v1/notification-preferences",
            // Go on under the lock: a mark protects nothing.
            "POST /v1/alerts/{id}/read", "POST /v1/alerts/read-all",
            // Protects the account, and ends with its session. One of another session is ended by a proof that the lock refuses.
            "POST /v1/push-subscriptions", "DELETE /v1/push-subscriptions/{id}");
    JwtClaims claims = tokens.claims(new AccountId(UUID.randomUUID()), "phr", clock.instant());
    claims.setClaim("settings_locked", true);
    String locked = tokens.sign(claims, "at+jwt");

    var set = RestAssured.given().auth().oauth2(locked).contentType("application/json").body(Map.of("code", "blue heron"))
        .put("/v1/anti-phishing-code");
    var removed = RestAssured.given().auth().oauth2(locked).delete("/v1/anti-phishing-code");

    var chosen = RestAssured.given().auth().oauth2(locked).contentType("application/json").body(Map.of("groups", List.of()))
        .put("/v1/notification-preferences");

    assertThat(chosen.<String>path("type")).isEqualTo(PROBLEM);
    assertThat(set.<String>path("type")).isEqualTo(PROBLEM);
    assertThat(removed.<String>path("type")).isEqualTo(PROBLEM);
    assertThat(set.<String>path("opensAt")).as("nobody has asked for unlocking").isNull();
    assertThat(RestAssured.given().auth().oauth2(locked).get("/v1/anti-phishing-code").<Boolean>path("set")).isFalse();
  }
}
