package io.portcullis.notification.antiphishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.portcullis.contracts.Message.RegistrationCode;
import io.portcullis.contracts.MfaEvent.AuthenticatorEnrolled;
import io.portcullis.contracts.MfaEvent.AuthenticatorType;
import io.portcullis.contracts.SessionEvent.DeviceRecognition;
import io.portcullis.notification.OnTheStack;
import io.portcullis.notification.OtherServices;
import io.portcullis.notification.OtherServices.Person;
import io.portcullis.notification.Tables;
import io.portcullis.notification.alert.Samples;
import io.portcullis.testkit.CustomerTokens;
import io.portcullis.testkit.Mailbox;
import io.portcullis.testkit.TopicProbe;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@OnTheStack
class AntiPhishingCodeTest {

  private static final String PATH = "/v1/anti-phishing-code";
  private static final String CHANGED = "io.portcullis.notification.anti-phishing-code-changed.v1";

  @Inject OtherServices others;
  @Inject CustomerTokens tokens;
  @Inject Tables tables;
  @Inject TopicProbe topics;
  @Inject Clock clock;

  private final Mailbox mailbox = new Mailbox();
  private Person alice;

  @BeforeEach
  void arrive() {
    alice = others.aPerson();
  }

  @Test
  void givenItIsSet_thenMailsShowItFromThenOnAndNotBefore() {
    signIn();
    assertThat(mailbox.await(alice.email(), 1).getFirst().text()).doesNotContain("blue heron", "anti-phishing");

    set("blue heron").statusCode(204);

    topics.awaitType(alice.account(), CHANGED);
    var told = mailbox.await(alice.email(), mail -> mail.subject().equals("Your anti-phishing phrase was changed"));
    assertThat(told.text()).contains("blue heron");
    assertThat(told.subject() + told.headers()).doesNotContain("heron");
    signIn();
    assertThat(mailbox.await(alice.email(), 3)).filteredOn(mail -> mail.subject().startsWith("New sign-in"))
        .last().satisfies(mail -> {
          assertThat(mail.text()).contains("blue heron");
          assertThat(mail.html()).contains("blue heron");
        });
  }

  @Test
  void givenItIsChanged_thenTheOldOneIsNeverShownAgain() {
    set("blue heron").statusCode(204);
    mailbox.await(alice.email(), 1);
    set("red kite").statusCode(204);

    var mails = mailbox.await(alice.email(), 2);
    assertThat(mails.getLast().text()).contains("red kite").doesNotContain("blue heron");
  }

  @Test
  void givenItIsRemoved_thenMailsShowNone_andRemovingAgainTellsNobody() {
    set("blue heron").statusCode(204);
    mailbox.await(alice.email(), 1);

    request().delete(PATH).then().statusCode(204);
    request().delete(PATH).then().statusCode(204);

    var told = mailbox.await(alice.email(), mail -> mail.subject().equals("Your anti-phishing phrase was removed"));
    assertThat(told.text()).doesNotContain("blue heron");
    assertThat(topics.await("portcullis.security-events", alice.account().toString(), 2)).hasSize(2);
    request().get(PATH).then().statusCode(200).body("set", equalTo(false)).body("updatedAt", nullValue());
  }

  @Test
  void givenAMailToAnAddressWithoutAnAccount_thenItShowsNobodysPhrase() {
    set("blue heron").statusCode(204);
    mailbox.await(alice.email(), 1);
    others.owe(UUID.randomUUID(), new RegistrationCode(alice.address(), "en", "123456", Duration.ofMinutes(10)));

    assertThat(mailbox.await(alice.email(), mail -> mail.text().contains("123456")).text())
        .doesNotContain("blue heron", "anti-phishing");
  }

  @Test
  void codeOracle_givenItIsSet_thenNoAnswerAndNoTableHoldsIt() {
    set("blue heron").statusCode(204);

    request().get(PATH).then().statusCode(200).body("set", equalTo(true)).body("updatedAt", notNullValue())
        .body(not(containsString("heron")));
    String row = tables.rows("select code from anti_phishing_code where account_id = $1", alice.account().value())
        .getFirst().getString(0);
    assertThat(row).doesNotContain("heron");
    assertThat(topics.await("portcullis.security-events", alice.account().toString(), 1))
        .allSatisfy(record -> assertThat(new String(record.value())).doesNotContain("heron"));
  }

  @Test
  void stepUp_givenASessionOlderThanFiveMinutes_thenNeitherSettingNorRemovingIsAllowed() {
    String stale = tokens.of(alice.account(), "aal2", clock.instant().minus(Duration.ofSeconds(302)));
    String justFresh = tokens.of(alice.account(), "aal2", clock.instant().minus(Duration.ofSeconds(290)));

    for (var response : new ValidatableResponse[] {
        request(stale).body(Map.of("code", "blue heron")).put(PATH).then(), request(stale).delete(PATH).then()}) {
      response.statusCode(401).header("WWW-Authenticate", containsString("insufficient_user_authentication"))
          .header("WWW-Authenticate", containsString("max_age=\"300\""));
    }
    assertThat(tables.count("select count(*) from anti_phishing_code where account_id = $1", alice.account().value())).isZero();
    request(justFresh).body(Map.of("code", "blue heron")).put(PATH).then().statusCode(204);
  }

  @Test
  void a35Climb_givenATokenFromBeforeTheFirstFactor_whenItIsEnrolled_thenThatTokenNeitherSetsNorRemovesThePhrase() {
    String before = tokens.of(alice.account());
    String after = tokens.of(alice.account(), "aal2", clock.instant());
    request(before).body(Map.of("code", "blue heron")).put(PATH).then().statusCode(204);

    others.publish(new AuthenticatorEnrolled(OtherServices.anEvent(), alice.account(), clock.instant(), AuthenticatorType.TOTP, "My phone",
        Optional.empty(), Optional.empty()));
    await("the trail has it").atMost(Duration.ofSeconds(40)).until(() ->
        tables.count("select count(*) from audit_event where account_id = $1 and type like '%enrolled%'", alice.account().value()) == 1);

    for (var response : new ValidatableResponse[] {
        request(before).body(Map.of("code", "red kite")).put(PATH).then(), request(before).delete(PATH).then()}) {
      response.statusCode(401).header("WWW-Authenticate", containsString("aal2"));
    }
    request(after).body(Map.of("code", "red kite")).put(PATH).then().statusCode(204);
  }

  @ParameterizedTest
  @CsvSource({"abc,too-short", "'   a   b  ',too-short", "123456789012345678901234567890123,too-long",
      "\u3164\u3164\u3164\u3164\u3164,too-short", "\u2800\u2800\u2800\u2800\u2800,too-short", "\u115F\u1160\u115F\u1160,too-short",
      "\uFFA0\uFFA0\uFFA0\uFFA0,too-short", "\uFE0F\uFE0F\uFE0F\uFE0F,too-short", "abc\u3164\u2800\u115F,too-short"})
  void givenAPhraseOfTheWrongLength_thenTheReasonIsTold(String phrase, String reason) {
    set(phrase).statusCode(400).body("type", equalTo("urn:portcullis:problem:anti-phishing-code-refused"))
        .body("reason", equalTo(reason));
  }

  @ParameterizedTest
  @ValueSource(strings = {"line\nbreak", "line\r\nBcc: x", "tab\there", "nul\u0000nul", "over\u202Eride", "iso\u2066late",
      "mark\u200Fmark", "sep\u2028sep", "soft\u00ADhyphen", "bom\uFEFFbom", "private\uE000use", "lone\uD800surrogate"})
  void injection_givenAPhraseWithCharactersThatAct_thenItIsRefused(String phrase) {
    set(phrase).statusCode(400).body("reason", equalTo("unprintable"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"four", "12345678901234567890123456789012", "日本語の句", "🦊🐢🔑🌊", "Zoë’s boat", "  spaces around  "})
  void givenAReadablePhrase_thenItIsTaken(String phrase) {
    set(phrase).statusCode(204);
  }

  @Test
  void a20Injection_givenCharactersThatNobodySees_thenTheyAreDroppedWhereThePhraseEnters() {
    assertThat(AntiPhishingCode.choose("blue\u3164 he\uFE0Fron\u115F")).isEqualTo(AntiPhishingCode.choose("blue heron"));
  }

  @Test
  void normalisation_givenAComposedAndADecomposedSpelling_thenBothAreOnePhrase() {
    assertThat(AntiPhishingCode.choose("cafe\u0301 noir")).isEqualTo(AntiPhishingCode.choose("caf\u00e9 noir"));
  }

  @Test
  void badInput_givenNoPhrase_thenItIsRefusedWithoutAChange() {
    for (String body : new String[] {"{}", "{\"code\":null}", "{\"code\":7}", "{\"code\":\"blue heron\",\"x\":1}", "[]", "\"x\"", ""}) {
      request().body(body).put(PATH).then().statusCode(400).contentType("application/problem+json");
    }
    assertThat(tables.count("select count(*) from anti_phishing_code where account_id = $1", alice.account().value())).isZero();
  }

  @Test
  void givenNoToken_thenNothingIsSaid() {
    RestAssured.get(PATH).then().statusCode(401);
    RestAssured.delete(PATH).then().statusCode(401);
  }

  @ParameterizedTest
  @CsvSource({"blue heron, true", "дом у реки, false", "^{}[]~|€^{}[]~|€^, false"})
  void safe7_givenAPhrase_thenItsOwnerHearsWhetherTextMessagesShowIt(String phrase, boolean inTextMessages) {
    set(phrase).statusCode(204);
    request().get(PATH).then().statusCode(200).body("inTextMessages", equalTo(inTextMessages));
  }

  private void signIn() {
    others.publish(Samples.signIn(alice.account(), DeviceRecognition.NEW, "Firefox on Linux"));
  }

  private ValidatableResponse set(String phrase) {
    return request().body(Map.of("code", phrase)).put(PATH).then();
  }

  private RequestSpecification request() {
    return request(tokens.of(alice.account()));
  }

  private static RequestSpecification request(String token) {
    return RestAssured.given().auth().oauth2(token).contentType("application/json");
  }
}
