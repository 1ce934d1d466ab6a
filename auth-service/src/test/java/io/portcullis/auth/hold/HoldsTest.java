package io.portcullis.auth.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import io.portcullis.auth.AuthTest;
import io.portcullis.auth.fixture.Client;
import io.portcullis.auth.fixture.Client.Answer;
import io.portcullis.auth.fixture.Customers;
import io.portcullis.auth.fixture.Customers.Customer;
import io.portcullis.auth.fixture.NeighboursDouble;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.testkit.CustomerTokens;
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.ServiceTokenFiles;
import io.portcullis.testkit.TopicProbe;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// SAFE-10: what is held, why, and until when.
@AuthTest
class HoldsTest {

  private static final String NEXT = "another lantern ferry moss";
  private static final String ALL = "[\"withdrawal\",\"p2p-sale\",\"internal-transfer\",\"api-withdrawal\"]";

  NeighboursDouble neighbours;

  @Inject Customers customers;
  @Inject CustomerTokens tokens;
  @Inject TopicProbe topics;
  @Inject MutableClock clock;

  private final Client recovery = Client.fromANewNetwork().bearer(ServiceTokenFiles.token("recovery-service", "auth-service"));
  private Customer ann;
  private Client client;

  @BeforeEach
  void signedIn() {
    ann = customers.active();
    client = Client.fromANewNetwork().bearer(tokens.of(ann.account(), "aal1", clock.instant()));
  }

  @AfterEach
  void resetClock() {
    clock.reset();
  }

  private List<JsonNode> holds() {
    Answer answer = client.get("/v1/holds");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json().path("holds").valueStream().toList();
  }

  private static Duration length(JsonNode hold) {
    return Duration.between(Instant.parse(hold.path("since").asText()), Instant.parse(hold.path("until").asText()));
  }

  private Answer check(String scope) {
    return Client.fromANewNetwork().bearer(ServiceTokenFiles.token("withdrawals", "auth-service"))
        .post("/internal/holds/check", Map.of("accountId", ann.account(), "scope", scope));
  }

  @Test
  void safe12_withdrawalLock_givenTheCustomerSetOne_thenTheExchangeIsToldToWait_andWithoutAnAnswerToo() {
    StubMapping lock = neighbours.withdrawalLockAnswered(ann.account(),
        "{\"state\":\"locked\",\"lockedAt\":\"2026-12-01T00:00:00Z\",\"opensAt\":\"2027-01-01T00:00:00Z\"}");
    Answer held = check("api-withdrawal");
    assertThat(held.json().path("held").asBoolean()).as(held.body()).isTrue();
    assertThat(held.text("until")).isEqualTo("2027-01-01T00:00:00Z");
    assertThat(held.json().path("holds").path(0).path("reason").asText()).isEqualTo("withdrawal-lock");
    neighbours.forget(lock);
    StubMapping unknown = neighbours.withdrawalLockAnswered(ann.account(), "{\"state\":\"?\"}");
    assertThat(check("withdrawal").status()).isEqualTo(503);
    neighbours.forget(unknown);
    StubMapping away = neighbours.away("/internal/accounts/" + ann.account() + "/locks/withdrawal");
    assertThat(check("withdrawal").status()).isEqualTo(503);
    neighbours.forget(away);
    assertThat(check("withdrawal").json().path("held").asBoolean()).isFalse();
  }

  private void changePassword() {
    assertThat(client.put("/v1/account/password", Map.of("currentPassword", Customers.PASSWORD, "newPassword", NEXT)).status())
        .isEqualTo(204);
  }

  private void resetPassword() {
    Answer reset = recovery.put("/internal/accounts/" + ann.account() + "/password", Map.of("password", NEXT,
        "requestId", UUID.randomUUID(), "issuedAt", clock.instant().toString()));
    assertThat(reset.status()).as(reset.body()).isLessThan(300);
  }

  private Answer recovered(UUID request) {
    return recovery.post("/internal/accounts/" + ann.account() + "/recovery-hold", Map.of("requestId", request));
  }

  private String latest(String type) {
    topics.awaitType(ann.account(), type);
    return topics.present(SecurityEvent.TOPIC, ann.account().toString()).stream().filter(record -> TopicProbe.type(record).equals(type))
        .map(record -> new String(record.value(), StandardCharsets.UTF_8)).toList().getLast();
  }

  @Test
  void safe10_givenANewAccount_thenNothingIsHeld() {
    assertThat(holds()).isEmpty();
    assertThat(check("withdrawal").body()).isEqualTo("{\"held\":false,\"holds\":[]}");
  }

  @Test
  void safe10_givenAChangedPassword_thenADayIsHeld_andTheEventOfTheChangeSaysUntilWhen() {
    changePassword();
    JsonNode hold = holds().getFirst();
    assertThat(hold.path("reason").asText()).isEqualTo("password-changed");
    assertThat(hold.path("scope").valueStream().map(JsonNode::asText))
        .containsExactlyInAnyOrder("withdrawal", "p2p-sale", "internal-transfer", "api-withdrawal");
    assertThat(length(hold)).isEqualTo(Duration.ofHours(24));
    assertThat(Instant.parse(hold.path("since").asText())).isCloseTo(clock.instant(), within(30, ChronoUnit.SECONDS));
    assertThat(latest("io.portcullis.auth.credential-change.v1")).contains("\"heldUntil\":\"" + hold.path("until").asText().substring(0, 20));
  }

  @Test
  void safe10_givenAResetPassword_thenADayIsHeld_andTold() {
    resetPassword();
    assertThat(holds().getFirst().path("reason").asText()).isEqualTo("password-reset");
    assertThat(length(holds().getFirst())).isEqualTo(Duration.ofHours(24));
    assertThat(latest("io.portcullis.auth.credential-change.v1")).contains("\"heldUntil\":\"");
  }

  @Test
  void safe10_givenARecovery_thenTwoDaysAreHeld_toldOnce_howeverOftenItIsAskedFor() {
    UUID request = UUID.randomUUID();
    assertThat(recovered(request).status()).isEqualTo(204);
    JsonNode hold = holds().getFirst();
    assertThat(hold.path("reason").asText()).isEqualTo("recovery");
    assertThat(length(hold)).isEqualTo(Duration.ofHours(48));
    clock.advance(Duration.ofMinutes(1));
    assertThat(recovered(request).status()).isEqualTo(204);
    assertThat(holds().getFirst()).isEqualTo(hold);
    assertThat(latest("io.portcullis.auth.hold-started.v1")).contains("\"reason\":\"recovery\"", "\"until\":\"");
    assertThat(topics.awaitType(ann.account(), "io.portcullis.auth.hold-started.v1")).hasSize(1);
  }

  @Test
  void safe10_givenSeveral_thenEachIsShown_theLongestFirst_andAnOverOneIsNot() {
    changePassword();
    recovered(UUID.randomUUID());
    Instant until = clock.instant().plus(Duration.ofHours(30)).truncatedTo(ChronoUnit.MILLIS);
    neighbours.changed(ann.account(), "trading-passphrase-set", clock.instant(), until);
    assertThat(holds().stream().map(hold -> hold.path("reason").asText())).containsExactly("recovery", "trading-passphrase-set", "password-changed");
    customers.query("update protection_change set held_until = $2 where account_id = $1 and kind = 'recovery'", ann.account().value(),
        clock.instant().minusMillis(1).atOffset(ZoneOffset.UTC));
    assertThat(holds().stream().map(hold -> hold.path("reason").asText())).containsExactly("trading-passphrase-set", "password-changed");
    assertThat(check("p2p-sale").text("until")).isEqualTo(until.toString());
  }

  @Test
  void a38_givenASecondChange_thenTheHoldStartsAnew() {
    changePassword();
    Instant first = Instant.parse(holds().getFirst().path("until").asText());
    clock.advance(Duration.ofMinutes(1));
    resetPassword();
    resetPassword();
    assertThat(Instant.parse(holds().getFirst().path("until").asText())).isAfter(first);
  }

  @Test
  void a38_givenAKindOfChangeOfALaterRelease_thenItHoldsEverything() {
    neighbours.changed(ann.account(), "something-new", clock.instant(), clock.instant().plusSeconds(60));
    for (String scope : List.of("withdrawal", "p2p-sale", "internal-transfer", "api-withdrawal")) {
      assertThat(check(scope).json().path("held").asBoolean()).as(scope).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"changes\":null}", "{\"changes\":[{}]}", "{\"changes\":[{\"kind\":\"trading-passphrase-set\"}]}", "[]", ""})
  void a38_givenAnAnswerThatSaysNothing_thenNobodyTakesItForNoHold(String answer) {
    var odd = neighbours.changesAnswered(ann.account(), answer);
    assertThat(check("withdrawal").status()).isEqualTo(503);
    assertThat(client.get("/v1/holds").status()).isEqualTo(503);
    neighbours.forget(odd);
    assertThat(check("withdrawal").status()).isEqualTo(200);
  }

  @Test
  void a38_givenMfaServiceIsAway_thenNothingMayLeave() {
    var away = neighbours.away("/internal/accounts/" + ann.account() + "/protection-changes");
    Answer refused = check("internal-transfer");
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.problem()).isEqualTo("unavailable");
    assertThat(refused.header("retry-after")).isNotEmpty();
    neighbours.forget(away);
  }

  @Test
  void a38_givenAFrozenOrUnknownAccount_thenNothingMayLeave() {
    assertThat(Client.fromANewNetwork().bearer(ServiceTokenFiles.token("withdrawals", "auth-service"))
        .post("/internal/holds/check", Map.of("accountId", UUID.randomUUID(), "scope", "withdrawal")).status()).isEqualTo(404);
    customers.query("update account set status = 'frozen' where id = $1", ann.account().value());
    assertThat(check("withdrawal").problem()).isEqualTo("account-frozen");
  }

  @Test
  void confusedDeputy_givenOthersThanASystemOfTheExchange_thenTheDoorIsClosed() {
    Map<String, Object> way = Map.of("accountId", ann.account(), "scope", "withdrawal");
    assertThat(recovery.post("/internal/holds/check", way).status()).isEqualTo(403);
    assertThat(client.post("/internal/holds/check", way).status()).isEqualTo(403);
    assertThat(Client.fromANewNetwork().bearer(ServiceTokenFiles.token("withdrawals", "auth-service"))
        .post("/internal/accounts/" + ann.account() + "/recovery-hold", Map.of("requestId", UUID.randomUUID())).status()).isEqualTo(403);
    assertThat(Client.fromANewNetwork().get("/v1/holds").status()).isEqualTo(401);
  }

  @Test
  void malformed_givenAScopeThatIsNone_thenItIsAProblem() {
    assertThat(check("everything").status()).isEqualTo(400);
  }
}
