package io.portcullis.acceptance.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.acceptance.Answer;
import io.portcullis.acceptance.Client;
import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.Check;
import io.portcullis.acceptance.house.House;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Attack A-09: what somebody put into the victim's client before they sign in is in nothing that they get, and whoever
/// put it there can do nothing with it afterwards, at either instance of session-service.
@AgainstTheHouse
class FixationAttackTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  private final House house;

  FixationAttackTest(House house) {
    this.house = house;
  }

  @Test
  void a09Fixation_givenIdsAndTokensPlantedBeforehand_whenTheVictimSignsInAndStepsUp_thenEachStepGivesNewOnes() {
    var checks = house.checksAtBoth();
    Customer mallory = house.signedIn();
    Customer ann = house.signedIn();
    ann.confirmTotp(ann.beginTotp());
    ann.client().post("/v1/sign-out").bearer(ann.accessToken()).expect(204);
    String malloryAttempt = begin(house.stranger(), ann, Map.of()).path("signInId");
    Map<String, String> planted = planted(mallory);

    var afterPassword = begin(house.stranger(), ann, planted);
    assertThat(afterPassword.path("signInId")).isNotEmpty().isNotEqualTo(malloryAttempt);
    holdsNothingOf(planted, mallory, afterPassword.answer());

    Client client = house.stranger();
    var afterFactor = send(client.post("/v1/sign-in/" + afterPassword.path("signInId") + "/verify"),
        Map.of("method", "totp", "code", ann.totp().next()), planted);
    holdsNothingOf(planted, mallory, afterFactor.answer());
    String accessToken = afterFactor.path("accessToken");

    String stepUp = send(client.post("/v1/step-up").bearer(accessToken), Map.of("acrValues", "aal2"), planted).path("stepUpId");
    var raised = send(client.post("/v1/step-up/" + stepUp + "/verify").bearer(accessToken),
        Map.of("method", "totp", "code", ann.totp().next()), planted);
    holdsNothingOf(planted, mallory, raised.answer());
    assertThat(raised.path("accessToken")).isNotEqualTo(accessToken);

    String annAccount = checks.getFirst().of(accessToken).header("X-Portcullis-Account").orElseThrow();
    for (Check check : checks) {
      planted.values().forEach(value -> assertThat(check.passes(value)).isFalse());
      assertThat(check.of(mallory.accessToken()).header("X-Portcullis-Account")).isPresent().get().isNotEqualTo(annAccount);
      assertThat(check.of(raised.path("accessToken")).header("X-Portcullis-Session")).contains(afterFactor.path("sessionId"));
      assertThat(check.sessionService().post("/oauth2/token").form(Map.of("grant_type", "refresh_token",
          "refresh_token", afterPassword.path("signInId"))).send().status()).isEqualTo(400);
    }
    // What was begun is used up or was never theirs: neither attempt nor step-up leads into Ann's session.
    for (String attempt : List.of(malloryAttempt, afterPassword.path("signInId"))) {
      assertThat(house.stranger().post("/v1/sign-in/" + attempt + "/verify").json(Map.of("method", "totp", "code", "000000"))
          .send().status()).isEqualTo(403);
    }
    assertThat(house.stranger().post("/v1/step-up/" + stepUp + "/verify").bearer(mallory.accessToken())
        .json(Map.of("method", "totp", "code", ann.totp().current())).send().status()).isEqualTo(403);
    mallory.client().post("/v1/sign-out").bearer(mallory.accessToken()).expect(204);
    assertThat(checks).as("his end is not hers").allMatch(check -> check.passes(raised.path("accessToken")));
  }

  private record Step(Answer answer) {
    String path(String property) {
      return answer.json().path(property).asText();
    }
  }

  private static Step begin(Client client, Customer victim, Map<String, String> planted) {
    return send(client.post("/v1/sign-in"), Map.of("identifier", victim.identifier(), "password", victim.password(),
        "deviceToken", planted.getOrDefault("device token", "")), planted);
  }

  private static Step send(Client.Call call, Map<String, Object> body, Map<String, String> planted) {
    planted.forEach((name, value) -> {
      if (!name.contains(" ")) call.header(name, value);
    });
    var sent = new LinkedHashMap<>(body);
    sent.values().removeIf(""::equals);
    return new Step(call.json(sent).expect(200));
  }

  /// By header; what goes elsewhere has a blank in its name.
  private static Map<String, String> planted(Customer mallory) {
    var planted = new LinkedHashMap<String, String>();
    planted.put("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01");
    planted.put("X-Request-Id", TRACE);
    planted.put("X-Portcullis-Session", mallory.held().sessionId());
    planted.put("Cookie", "__Host-portcullis-refresh=%s; __Host-portcullis-device=%s; SESSION=%s".formatted(
        mallory.refreshToken(), mallory.held().deviceToken(), mallory.held().sessionId()));
    planted.put("device token", mallory.held().deviceToken());
    return planted;
  }

  private static void holdsNothingOf(Map<String, String> planted, Customer mallory, Answer answer) {
    var his = new ArrayList<>(planted.values());
    his.addAll(List.of(TRACE, mallory.held().sessionId(), mallory.refreshToken(), mallory.accessToken()));
    assertThat(his).noneMatch(answer.body()::contains);
    assertThat(answer.headers().values().stream().flatMap(List::stream)).noneMatch(value -> his.stream().anyMatch(value::contains));
  }
}
