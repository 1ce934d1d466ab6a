package io.portcullis.auth.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import io.portcullis.auth.AuthTest;
import io.portcullis.auth.fixture.Client;
import io.portcullis.auth.fixture.Client.Answer;
import io.portcullis.auth.fixture.Customers;
import io.portcullis.auth.fixture.Customers.Customer;
import io.portcullis.auth.fixture.NeighboursDouble;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@AuthTest
class SignInTest {

  NeighboursDouble neighbours;

  @Inject
  Customers customers;

  @Inject
  ObjectMapper json;

  private final Client client = Client.fromANewNetwork();

  @Test
  void givenTheRightPassword_whenNothingElseIsEnrolled_thenTheSignInIsComplete() throws IOException {
    Customer ann = customers.active();
    Answer answer = client.with("User-Agent", "Phone/1.0").post("/v1/sign-in", Map.of(
        "identifier", ann.identifier().toUpperCase(), "password", Customers.PASSWORD, "rememberMe", true));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("cache-control")).isEqualTo("no-store");
    assertThat(answer.text("status")).isEqualTo("complete");
    assertThat(answer.text("tokenType")).isEqualTo("Bearer");
    assertThat(answer.json().properties().stream().map(Map.Entry::getKey)).containsExactlyInAnyOrder("status",
        "accessToken", "tokenType", "expiresIn", "refreshToken", "deviceToken", "sessionId", "acr", "amr");

    JsonNode asked = json.readTree(neighbours.sessionsAsked(ann.account()).getFirst().getBodyAsString());
    assertThat(asked.get("evidence")).hasSize(1);
    assertThat(asked.get("evidence").get(0).get("amr").asText()).isEqualTo("pwd");
    assertThat(asked.get("rememberMe").asBoolean()).isTrue();
    assertThat(asked.get("userAgent").asText()).isEqualTo("Phone/1.0");
    assertThat(asked.get("address").asText()).isEqualTo(client.headers().get("X-Forwarded-For"));
    assertThat(asked.has("deviceToken")).isFalse();
  }

  @Test
  void givenADeviceSignedInBefore_whenItComesAgain_thenItIsRememberedOnce() {
    Customer ann = customers.active();
    String token = client.post("/v1/sign-in", ann.credentials()).text("deviceToken");
    var again = new HashMap<>(ann.credentials());
    again.put("deviceToken", token);
    assertThat(client.post("/v1/sign-in", again).status()).isEqualTo(200);
    assertThat(customers.count("select count(*) from known_device where account_id = $1", ann.account().value()))
        .isLessThanOrEqualTo(2);
  }

  @Test
  void givenMoreThanTwentyDevices_whenAnotherSignsIn_thenTheOldestGivesWay() {
    Customer ann = customers.active();
    for (int i = 0; i < 24; i++) {
      var fromDevice = new HashMap<>(ann.credentials());
      fromDevice.put("deviceToken", "pdt_" + i);
      assertThat(client.post("/v1/sign-in", fromDevice).status()).isEqualTo(200);
    }
    assertThat(customers.count("select count(*) from known_device where account_id = $1", ann.account().value()))
        .isEqualTo(20);
  }

  @Test
  void givenOtherHashParametersThanToday_whenSignedIn_thenThePasswordIsRehashedAndStillRight() {
    Customer ann = customers.withOutdatedHash();
    String old = customers.hashOf(ann.account());
    assertThat(old).contains("m=512,t=2");

    assertThat(client.post("/v1/sign-in", ann.credentials("not the password at all")).status()).isEqualTo(403);
    assertThat(customers.hashOf(ann.account())).as("a wrong password changes nothing").isEqualTo(old);

    assertThat(client.post("/v1/sign-in", ann.credentials()).status()).isEqualTo(200);
    String fresh = customers.hashOf(ann.account());
    assertThat(fresh).contains("m=256,t=1");
    assertThat(client.post("/v1/sign-in", ann.credentials()).status()).isEqualTo(200);
    assertThat(customers.hashOf(ann.account())).as("rehashed once").isEqualTo(fresh);
  }

  @Test
  void givenSessionServiceBarsTheAccount_whenThePasswordIsRight_thenTheAccountIsFrozen() {
    Customer ann = customers.active();
    StubMapping rule = neighbours.sessionRefused(ann.account(), "barred");
    assertThat(client.post("/v1/sign-in", ann.credentials()).problem()).isEqualTo("account-frozen");
    neighbours.forget(rule);
  }

  @Test
  void givenThePasswordChangedMeanwhile_whenTheSessionIsToOpen_thenTheSignInHasEnded() {
    Customer ann = customers.active();
    StubMapping rule = neighbours.sessionRefused(ann.account(), "stale-evidence");
    assertThat(client.post("/v1/sign-in", ann.credentials()).problem()).isEqualTo("sign-in-ended");
    neighbours.forget(rule);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/internal/sessions", "/internal/accounts/.*/methods"})
  void givenANeighbourIsAway_whenThePasswordIsRight_thenItIsBrieflyUnavailable(String path) {
    Customer ann = customers.active();
    StubMapping away = neighbours.away(path);
    try {
      Answer answer = client.post("/v1/sign-in", ann.credentials());
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.problem()).isEqualTo("unavailable");
      assertThat(Long.parseLong(answer.header("retry-after"))).isPositive();
      assertThat(client.post("/v1/sign-in", ann.credentials("wrong wrong wrong wrong")).problem())
          .isEqualTo("credentials-refused");
    } finally {
      neighbours.forget(away);
    }
    assertThat(client.post("/v1/sign-in", ann.credentials()).status()).isEqualTo(200);
  }
}
