package io.portcullis.recovery.password;

import static io.portcullis.recovery.password.Recovery.NEW_PASSWORD;
import static io.portcullis.recovery.password.Recovery.inspect;
import static io.portcullis.recovery.password.Recovery.redeem;
import static io.portcullis.recovery.password.Recovery.request;
import static io.portcullis.recovery.password.Recovery.setPassword;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.recovery.AuthServiceDouble;
import io.portcullis.recovery.RecoveryTest;
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.TopicProbe;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@RecoveryTest
class PasswordRecoveryTest {

  @Inject SentLinks sent;
  @Inject TopicProbe topics;
  @Inject MutableClock clock;
  @Inject SendResetLink worker;
  @Inject DueRequests due;

  @ConfigProperty(name = "portcullis.origin")
  String origin;

  AuthServiceDouble auth;

  private final Forgetful alice = Forgetful.someone();

  @AfterEach
  void backToRealTime() {
    clock.reset();
  }

  @Test
  void givenAnAccount_whenItsOwnerAsks_thenALinkSetsANewPasswordOnce() {
    auth.knows(alice.account(), alice.identifier(), "active", "email", alice.identifier());

    assertThat(request(alice).statusCode()).isEqualTo(202);

    JsonNode message = sent.await(alice.account(), 1);
    assertThat(message.at("/to/channel").asText()).isEqualTo("EMAIL");
    assertThat(message.at("/to/value").asText()).isEqualTo(alice.identifier());
    assertThat(message.get("account").asText()).isEqualTo(alice.account().toString());
    assertThat(message.get("expiresIn").asText()).isEqualTo("PT20M");
    assertThat(message.get("link").asText()).startsWith(origin + "/recovery/password#token=prl_");
    topics.awaitType(alice.account(), "io.portcullis.recovery.recovery-activated.v1");

    String token = SentLinks.token(message);
    assertThat(inspect(token).jsonPath().getLong("expiresIn")).isBetween(1100L, 1200L);
    assertThat(setPassword(token).statusCode()).isEqualTo(204);
    assertThat(auth.passwordOrders(alice.account())).singleElement().satisfies(order ->
        assertThat(order.getBodyAsString()).contains(NEW_PASSWORD).contains("\"requestId\":"));

    assertThat(setPassword(token).statusCode()).isEqualTo(403);
    assertThat(inspect(token).statusCode()).isEqualTo(403);
  }

  @Test
  void back1_givenAnAccountWithAPhoneNumberAlone_whenItsOwnerAsks_thenACodeGoesThere_andIsWorthALink() {
    auth.knows(alice.account(), "+49 151 23456789", "active", "sms", "+4915123456789");

    String resetId = request("+49 151 23456789", alice.network()).jsonPath().getString("resetId");

    JsonNode message = sent.await(alice.account(), 1);
    assertThat(message.at("/to/channel").asText()).isEqualTo("SMS");
    assertThat(message.at("/to/value").asText()).isEqualTo("+4915123456789");
    assertThat(message.has("link")).isFalse();
    assertThat(message.get("expiresIn").asText()).isEqualTo("PT10M");
    topics.awaitType(alice.account(), "io.portcullis.recovery.recovery-activated.v1");
    String code = message.get("code").asText();
    assertThat(code).matches("[0-9]{8}");
    Response redeemed = redeem(resetId, code.substring(0, 4) + ' ' + code.substring(4));
    assertThat(redeemed.statusCode()).isEqualTo(200);
    assertThat(redeemed.jsonPath().getLong("expiresIn")).isBetween(1100L, 1200L);
    String token = redeemed.jsonPath().getString("token");
    assertThat(inspect(token).statusCode()).isEqualTo(200);
    assertThat(setPassword(token).statusCode()).isEqualTo(204);
    assertThat(auth.passwordOrders(alice.account())).singleElement().satisfies(order ->
        assertThat(order.getBodyAsString()).contains("\"sentTo\":\"+4915123456789\"", "\"resetEpoch\":7"));
    assertThat(setPassword(token).statusCode()).isEqualTo(403);
  }

  @Test
  void secondFactorRemoval_givenAReset_thenNothingOfTheAccountButItsPasswordIsTouched() {
    String token = link(1);

    setPassword(token);

    assertThat(auth.callsAbout(alice.account())).allSatisfy(call ->
        assertThat(call.getUrl()).endsWith("/password")).hasSize(1);
  }

  @Test
  void givenARefusedPassword_thenTheReasonIsTold_andTheLinkStillWorks() {
    String token = link(1);
    auth.refusesPassword(alice.account(), "password1password1");

    Response refused = setPassword(token, "password1password1");

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.jsonPath().getString("type")).isEqualTo("urn:portcullis:problem:password-refused");
    assertThat(refused.jsonPath().getString("reason")).isEqualTo("guessable");
    assertThat(refused.jsonPath().getInt("strength")).isEqualTo(1);
    assertThat(refused.jsonPath().getList("suggestions")).containsExactly("Add another word");
    assertThat(setPassword(token).statusCode()).isEqualTo(204);
  }

  @Test
  void givenAuthServiceIsAway_whenAPasswordIsSet_thenUnavailable_andTheLinkWorksAfterwards() {
    String token = link(1);
    var outage = auth.breaksOn(alice.account().toString());

    Response unavailable = setPassword(token);
    assertThat(unavailable.statusCode()).isEqualTo(503);
    assertThat(unavailable.header("Retry-After")).isNotBlank();
    assertThat(unavailable.jsonPath().getString("type")).isEqualTo("urn:portcullis:problem:unavailable");

    auth.forget(outage);
    assertThat(setPassword(token).statusCode()).isEqualTo(204);
  }

  @Test
  void givenAuthServiceIsBusy_whenAPasswordIsSet_thenUnavailable_andTheLinkWorksAfterwards() {
    String token = link(1);
    var busy = auth.answers(alice.account(), "hashing-saturated", 503);

    assertThat(setPassword(token).statusCode()).isEqualTo(503);

    auth.forget(busy);
    assertThat(setPassword(token).statusCode()).isEqualTo(204);
  }

  @Test
  void givenTheAccountIsGone_whenAPasswordIsSet_thenTheLinkIsRefusedForGood() {
    String token = link(1);
    auth.answers(alice.account(), "not-found", 404);

    assertThat(setPassword(token).statusCode()).isEqualTo(403);
    assertThat(inspect(token).statusCode()).isEqualTo(403);
  }

  @Test
  void givenAuthServiceIsAway_whenALinkIsAskedFor_thenItIsSentOnceItIsBack() {
    auth.knows(alice.account(), alice.identifier(), "active", "email", alice.identifier());
    var outage = auth.breaksOn(alice.identifier());

    assertThat(request(alice).statusCode()).isEqualTo(202);
    Awaitility.await().atMost(Duration.ofSeconds(40)).until(() -> !auth.lookups(alice.identifier()).isEmpty());

    auth.forget(outage);
    assertThat(sent.awaitToken(alice.account(), 1)).startsWith("prl_");
  }

  @Test
  void givenSeveralReplicas_whenOneLinkIsAskedFor_thenItIsSentOnce() {
    auth.knows(alice.account(), alice.identifier(), "active", "email", alice.identifier());

    request(alice);
    var replicas = IntStream.range(0, 8).mapToObj(_ -> worker.handleNext().subscribeAsCompletionStage()).toList();
    replicas.forEach(replica -> replica.join());

    sent.await(alice.account(), 1);
    due.awaitNone();
    assertThat(sent.present(alice.account())).hasSize(1);
  }

  @Test
  void givenALinkJustSent_whenItsOwnerAsksThirdTime_thenTheThirdComesWhenItsTurnHasCome() {
    link(1);
    link(2);
    assertThat(request(alice).jsonPath().getLong("sendsIn")).isBetween(200L, 300L);
    due.awaitNone();
    assertThat(sent.present(alice.account())).hasSize(2);

    clock.advance(Duration.ofMinutes(5));
    assertThat(setPassword(sent.awaitToken(alice.account(), 3)).statusCode()).isEqualTo(204);
  }

  private String link(int count) {
    auth.knows(alice.account(), alice.identifier(), "active", "email", alice.identifier());
    request(alice);
    return sent.awaitToken(alice.account(), count);
  }
}
