package io.portcullis.recovery.compromised;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.AccountId;
import io.portcullis.recovery.AuthServiceDouble;
import io.portcullis.recovery.RecoveryTest;
import io.portcullis.testkit.CustomerChanges;
import io.portcullis.testkit.CustomerTokens;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.UUID;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.Test;

@RecoveryTest
class ReportCompromiseTest {

  @Inject CustomerTokens tokens;
  @Inject Clock clock;
  AuthServiceDouble auth;

  private final AccountId account = new AccountId(UUID.randomUUID());

  private JwtClaims claims() {
    return tokens.claims(account, "aal1", clock.instant());
  }

  private Response report(JwtClaims claims) {
    return given().auth().oauth2(tokens.sign(claims, "at+jwt")).post("/v1/recovery/compromised");
  }

  @Test
  void a39Inside_givenASignedInCustomer_evenWithOneFactor_thenTheAccountIsFrozen_onceForTheSession() throws Exception {
    JwtClaims claims = claims();

    assertThat(report(claims).statusCode()).isEqualTo(204);
    assertThat(report(claims).statusCode()).isEqualTo(204);

    assertThat(auth.freezeOrders(account)).hasSize(2).allSatisfy(order -> assertThat(order.getBodyAsString())
        .contains("\"requestId\":\"" + claims.getStringClaimValue("sid") + "\"", "\"reason\":\"compromised\""));
  }

  @Test
  void safe12_givenTheSettingsAreLocked_orARestrictedSession_thenTheAccountIsFrozenAllTheSame() {
    assertThat(CustomerChanges.of("io.portcullis.recovery")).containsExactlyInAnyOrder("POST /v1/recovery/cases/own", "POST /v1/recovery/compromised",
        // SecurityQuestionsTest holds them to the lock.
        "PUT /v1/recovery/security-questions", "DELETE /v1/recovery/security-questions");
    JwtClaims locked = claims();
    locked.setClaim("settings_locked", true);
    assertThat(report(locked).statusCode()).isEqualTo(204);
    JwtClaims restricted = claims();
    restricted.setClaim("scope", "restricted");
    assertThat(report(restricted).statusCode()).isEqualTo(204);
  }

  @Test
  void givenNobodyIsSignedIn_thenNothingIsFrozen() {
    assertThat(given().post("/v1/recovery/compromised").statusCode()).isEqualTo(401);
    assertThat(given().auth().oauth2("no.token.here").post("/v1/recovery/compromised").statusCode()).isEqualTo(401);
    assertThat(auth.callsAbout(account)).isEmpty();
  }

  @Test
  void givenAuthServiceIsAway_thenUnavailable_andTheNextTryFreezes() {
    var outage = auth.breaksOn(account.toString());
    assertThat(report(claims()).statusCode()).isEqualTo(503);

    auth.forget(outage);
    assertThat(report(claims()).statusCode()).isEqualTo(204);
  }
}
