package io.portcullis.session.device;

import static io.portcullis.session.Phone.newAccount;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.AccountId;
import io.portcullis.session.OnStack;
import io.portcullis.session.Phone;
import io.portcullis.session.Rows;
import io.portcullis.testkit.TopicProbe;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@OnStack
class DevicesTest {

  @Inject Phone phone;
  @Inject Rows rows;
  @Inject TopicProbe topics;

  @Test
  void safe1_givenAPhoneAndAComputer_whenListed_thenBothAreNamedAndTheCurrentOneIsMarked() {
    AccountId alice = newAccount();
    phone.signIn(alice);
    var evidence = phone.evidence(alice);
    evidence.put("userAgent", "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0");
    var computer = phone.signIn(evidence);

    JsonPath list = given().auth().oauth2(computer.accessToken()).get("/v1/devices").then().statusCode(200).extract().jsonPath();

    assertThat(list.getList("devices.name")).isEqualTo(List.of("Firefox on Linux", "Mobile Safari on iPhone"));
    assertThat(list.getList("devices.kind")).isEqualTo(List.of("desktop", "phone"));
    assertThat(list.getList("devices.current")).isEqualTo(List.of(true, false));
    assertThat(list.getMap("devices[0]")).containsKeys("firstSeenAt", "lastSeenAt");
  }

  @Test
  void safe1_givenALostPhone_whenForgotten_thenItsSessionsEndAndItIsANewDeviceAgain() {
    AccountId alice = newAccount();
    var lost = phone.signIn(alice);
    var kept = phone.signIn(alice);

    given().auth().oauth2(kept.accessToken()).delete("/v1/devices/" + deviceOf(lost)).then().statusCode(204);

    assertThat(phone.check(lost.accessToken()).statusCode()).isEqualTo(401);
    assertThat(phone.check(kept.accessToken()).statusCode()).isEqualTo(200);
    assertThat(rows.endReason(lost.session())).contains("DEVICE_REVOKED");
    var again = phone.evidence(alice);
    again.put("deviceToken", lost.deviceToken());
    assertThat(phone.signIn(again).newDevice()).isTrue();
  }

  @Test
  void safe1_givenDevicesComeAndGo_whenPaged_thenEachThatStayedIsSeenOnceAndNoneTwice() {
    AccountId alice = newAccount();
    var known = new ArrayList<String>();
    for (int i = 0; i < 9; i++) {
      known.addFirst(deviceOf(phone.signIn(alice)));
    }
    var reader = phone.signIn(alice);
    var forgotten = new ArrayList<String>();

    // After each page the oldest goes, which is yet to come, and after every other page the cursor itself.
    List<String> seen = phone.walk(reader, "devices", 2, (cursor, round) -> {
      phone.signIn(alice);
      String oldest = known.get(known.size() - 1 - round);
      for (String gone : round % 2 == 0 ? List.of(oldest) : List.of(oldest, cursor)) {
        if (!gone.equals(deviceOf(reader))) {
          given().auth().oauth2(reader.accessToken()).delete("/v1/devices/" + gone);
          forgotten.add(gone);
        }
      }
    });

    assertThat(seen).doesNotHaveDuplicates();
    assertThat(seen).startsWith(deviceOf(reader));
    assertThat(seen.stream().skip(1).filter(id -> !forgotten.contains(id)).toList())
        .isNotEmpty().isEqualTo(known.stream().filter(id -> !forgotten.contains(id)).toList());
    assertThat(seen).doesNotContain(known.getLast());
  }

  @Test
  void givenABadPage_thenItIsAProblem() {
    var tokens = phone.signIn(newAccount());

    for (String query : Phone.BAD_PAGES) {
      Response answer = given().auth().oauth2(tokens.accessToken()).get("/v1/devices" + query);
      assertThat(answer.statusCode()).as(query).isEqualTo(400);
      assertThat(answer.contentType()).as(query).isEqualTo("application/problem+json");
    }
  }

  @Test
  void a30Idor_givenAnotherAccountsDeviceAsCursor_thenOnlyOwnDevicesAreListed() {
    var mallory = phone.signIn(newAccount());
    var alice = phone.signIn(newAccount());

    List<String> list = given().auth().oauth2(mallory.accessToken()).get("/v1/devices?after=" + deviceOf(alice))
        .then().statusCode(200).extract().jsonPath().getList("devices.id", String.class);

    assertThat(list).containsExactly(deviceOf(mallory));
  }

  @Test
  void a30Idor_givenAnotherAccountsDevice_whenForgotten_thenTheAnswerIsThatOfARandomIdAndItStays() {
    var alice = phone.signIn(newAccount());
    var mallory = phone.signIn(newAccount());

    Response theirs = given().auth().oauth2(mallory.accessToken()).delete("/v1/devices/" + deviceOf(alice));
    Response random = given().auth().oauth2(mallory.accessToken()).delete("/v1/devices/" + UUID.randomUUID());

    assertThat(theirs.statusCode()).isEqualTo(404);
    assertThat(theirs.asByteArray()).isEqualTo(random.asByteArray());
    assertThat(phone.check(alice.accessToken()).statusCode()).isEqualTo(200);
    assertThat(deviceOf(alice)).isNotEmpty();
  }

  @Test
  void safe1_givenADevice_whenRenamed_thenItsOwnerSeesTheNameEverywhere_andWhatItCalledItselfStays() {
    var phoneOfAlice = phone.signIn(newAccount());
    String device = deviceOf(phoneOfAlice);

    assertThat(patch(phoneOfAlice, device, Map.of("name", "  Alice’s 手机 ")).statusCode()).isEqualTo(204);

    JsonPath list = devices(phoneOfAlice);
    assertThat(list.getString("devices[0].name")).isEqualTo("Alice’s 手机");
    assertThat(list.getString("devices[0].calledItself")).isEqualTo("Mobile Safari on iPhone");
    assertThat(given().auth().oauth2(phoneOfAlice.accessToken()).get("/v1/sessions").jsonPath().getString("sessions[0].device.name"))
        .isEqualTo("Alice’s 手机");
    assertThat(topics.awaitType(phoneOfAlice.account(), "io.portcullis.session.device-change.v1")).isNotEmpty();
  }

  @Test
  void a20Injection_givenANameThatReadsLikeAnInstruction_thenNoAlertEverShowsIt() {
    var stolen = phone.signIn(newAccount());
    patch(stolen, deviceOf(stolen), Map.of("name", "Call +44 900 123, https://evil.example")).then().statusCode(204);
    given().auth().oauth2(stolen.accessToken()).delete("/v1/sessions/" + stolen.session()).then().statusCode(204);

    assertThat(topics.await("portcullis.security-events", stolen.account().toString(), 3).stream()
        .filter(event -> TopicProbe.type(event).endsWith("session-revoked.v1"))
        .map(event -> new String(event.value(), StandardCharsets.UTF_8)))
        .singleElement().asString().contains("Mobile Safari on iPhone").doesNotContain("evil");
  }

  @Test
  void a35Downgrade_givenASessionThatARecoveryCodeOpened_thenItChangesNoDevice() {
    var restricted = phone.signIn(newAccount(), "pwd", "recovery-code");
    assertThat(patch(restricted, deviceOf(restricted), Map.of("name", "mine")).statusCode()).isEqualTo(403);
    assertThat(patch(restricted, deviceOf(restricted), Map.of("trusted", false)).statusCode()).isEqualTo(403);
  }

  @Test
  void safe1_givenADeviceTokenThatWasCopied_thenTheSignInIsShownAsWhatItCalledItself() {
    var owner = phone.signIn(newAccount());
    var thief = phone.evidence(owner.account());
    thief.put("deviceToken", owner.deviceToken());
    thief.put("userAgent", "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0");
    phone.signIn(thief);

    assertThat(given().auth().oauth2(owner.accessToken()).get("/v1/sign-ins").jsonPath().getString("signIns[0].device"))
        .isEqualTo("Firefox on Linux");
  }

  @Test
  void a20Injection_givenANameThatIsNotForEyes_thenItIsRefused() {
    var alice = phone.signIn(newAccount());
    for (String name : List.of("", "   ", "\u200B\u00AD", "\u3164", "\u2800", "\u115F\u1160", "\uFFA0 \uFE0F", "a\u061Cb", "a\u0000b", "a\nb", "\u202Etxt.exe", "x".repeat(65))) {
      assertThat(patch(alice, deviceOf(alice), Map.of("name", name)).statusCode()).as(name).isEqualTo(400);
    }
    assertThat(patch(alice, deviceOf(alice), Map.of("name", "x", "trusted", false)).statusCode()).isEqualTo(400);
    assertThat(patch(alice, deviceOf(alice), Map.of()).statusCode()).isEqualTo(400);
    assertThat(patch(alice, deviceOf(alice), Map.of("name", "x", "trustedUntil", "2030-01-01T00:00:00Z")).statusCode()).isEqualTo(400);
    assertThat(devices(alice).getString("devices[0].name")).isEqualTo("Mobile Safari on iPhone");
  }

  @Test
  void a30Idor_givenAnotherAccountsDevice_whenChanged_thenTheAnswerIsThatOfARandomId() {
    var alice = phone.signIn(newAccount());
    var mallory = phone.signIn(newAccount(), "pwd", "otp");
    for (Map<String, Object> change : List.<Map<String, Object>>of(Map.of("name", "mine"), Map.of("trusted", false), Map.of("trusted", true))) {
      Response theirs = patch(mallory, deviceOf(alice), change);
      Response random = patch(mallory, UUID.randomUUID().toString(), change);
      assertThat(theirs.asByteArray()).isEqualTo(random.asByteArray());
      assertThat(theirs.statusCode()).isEqualTo(random.statusCode()).isIn(403, 404);
    }
    assertThat(devices(alice).getString("devices[0].name")).isEqualTo("Mobile Safari on iPhone");
  }

  private static Response patch(Phone.Tokens as, String device, Map<String, Object> change) {
    return given().auth().oauth2(as.accessToken()).contentType("application/json").body(change).patch("/v1/devices/" + device);
  }

  private static JsonPath devices(Phone.Tokens as) {
    return given().auth().oauth2(as.accessToken()).get("/v1/devices").then().statusCode(200).extract().jsonPath();
  }

  private String deviceOf(Phone.Tokens tokens) {
    return rows.query("select d.id::text from device d join session s on s.device_id = d.id and s.account_id = d.account_id where s.id = ?",
        UUID.fromString(tokens.session())).getFirst();
  }
}
