package io.portcullis.auth.approval;

import static io.portcullis.auth.approval.Withdrawals.HALF_A_BITCOIN;
import static io.portcullis.auth.approval.Withdrawals.approve;
import static io.portcullis.auth.approval.Withdrawals.consume;
import static io.portcullis.auth.approval.Withdrawals.propose;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.auth.AuthTest;
import io.portcullis.auth.approval.Withdrawals.Owner;
import io.portcullis.auth.fixture.Client;
import io.portcullis.auth.fixture.Client.Answer;
import io.portcullis.auth.fixture.Customers;
import io.portcullis.auth.fixture.NeighboursDouble;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.ServiceTokenFiles;
import io.portcullis.testkit.TopicProbe;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// ways for a thief who has changed an account to have its money leave before its owner hears of that.
@AuthTest
class HoldBypassAttackTest {

  private static final int ROUNDS = Integer.getInteger("portcullis.rounds", 30);

  NeighboursDouble neighbours;

  @Inject Withdrawals withdrawals;
  @Inject Customers customers;
  @Inject TopicProbe topics;
  @Inject MutableClock clock;

  private final Client recovery = Client.fromANewNetwork().bearer(ServiceTokenFiles.token("recovery-service", "auth-service"));
  private Owner ann;

  @BeforeEach
  void open() {
    ann = withdrawals.owner(neighbours);
  }

  @AfterEach
  void resetClock() {
    clock.reset();
  }

  private record Asked(String id, String hash) {}

  private Asked approved(Map<String, ?> details) {
    Answer proposed = propose(ann.account(), details);
    assertThat(proposed.status()).as(proposed.body()).isEqualTo(201);
    assertThat(approve(ann.client(), proposed.text("approvalId")).status()).isEqualTo(200);
    return new Asked(proposed.text("approvalId"), proposed.text("actionHash"));
  }

  private Answer recovered() {
    return recovery.post("/internal/accounts/" + ann.account() + "/recovery-hold", Map.of("requestId", UUID.randomUUID()));
  }

  private static Map<String, Object> transfer() {
    return Map.of("type", "internal-transfer", "asset", "BTC", "amount", "0.5", "recipient", "Mallory");
  }

  private static Map<String, Object> trade(String side) {
    return Map.of("type", "p2p-trade", "side", side, "asset", "BTC", "amount", "0.5", "currency", "EUR", "price", "1", "counterparty", "Mallory");
  }

  private static Map<String, Object> apiKey(String scope) {
    return Map.of("type", "api-key", "name", "bot", "scopes", List.of("read", scope), "expiresAt", "2027-01-01T00:00:00Z");
  }

  static Stream<Map<String, ?>> movingMoney() {
    return Stream.of(HALF_A_BITCOIN, transfer(), trade("sell"), apiKey("withdraw"), apiKey("transfer"));
  }

  static Stream<Map<String, ?>> movingNone() {
    return Stream.of(trade("buy"), apiKey("trade"), Map.of("type", "address-book-entry", "label", "cold", "asset", "BTC",
        "network", "bitcoin", "address", "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq"));
  }

  @ParameterizedTest
  @MethodSource("movingMoney")
  void a38_givenTheThiefSetATradingPassphrase_whenWhatIsApprovedWithItIsToBeExecuted_thenItIsHeld_andToldOnce(Map<String, ?> action) {
    Asked asked = approved(action);
    Instant until = clock.instant().plus(Duration.ofHours(24)).truncatedTo(ChronoUnit.MILLIS);
    neighbours.changed(ann.account(), "trading-passphrase-set", clock.instant(), until);
    for (int i = 0; i < 2; i++) {
      Answer refused = consume("withdrawals", asked.id(), asked.hash());
      assertThat(refused.status()).isEqualTo(409);
      assertThat(refused.problem()).isEqualTo("withdrawals-held");
      assertThat(refused.text("until")).isEqualTo(until.toString());
    }
    assertThat(withdrawals.refusals(ann.account(), 3)).containsExactly("HELD");
  }

  @ParameterizedTest
  @MethodSource("movingNone")
  void safe10_givenAHold_thenWhatMovesNoMoneyGoesOn(Map<String, ?> action) {
    Asked asked = approved(action);
    neighbours.changed(ann.account(), "trading-passphrase-set", clock.instant(), clock.instant().plus(Duration.ofHours(24)));
    assertThat(consume("withdrawals", asked.id(), asked.hash()).status()).isEqualTo(200);
  }

  private Answer approvedByCustomer(Map<String, ?> action) {
    String approval = ann.client().post("/v1/approvals", Map.of("system", "portcullis", "authorizationDetails", action)).text("approvalId");
    return approve(ann.client(), approval);
  }

  @ParameterizedTest
  @ValueSource(strings = {"withdraw", "transfer"})
  void a38_givenAHold_whenTheThiefApprovesAnApiKeyThatMovesMoney_thenNoStatementMakesOne(String scope) {
    Instant until = clock.instant().plus(Duration.ofHours(24)).truncatedTo(ChronoUnit.MILLIS);
    neighbours.changed(ann.account(), "trading-passphrase-set", clock.instant(), until);
    Answer refused = approvedByCustomer(apiKey(scope));
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.problem()).isEqualTo("withdrawals-held");
    assertThat(refused.text("until")).isEqualTo(until.toString());
    assertThat(withdrawals.refusals(ann.account(), 2)).containsExactly("HELD");
    assertThat(approvedByCustomer(apiKey("trade")).status()).as("it moves nothing").isEqualTo(200);
  }

  @Test
  void a38_givenNobodyKnowsWhatIsHeld_orTheOwnersLock_thenNoApiKeyThatMovesMoneyIsApproved() {
    var away = neighbours.away("/internal/accounts/" + ann.account() + "/protection-changes");
    assertThat(approvedByCustomer(apiKey("withdraw")).status()).isEqualTo(503);
    neighbours.forget(away);
    neighbours.withdrawalLockAnswered(ann.account(),
        "{\"state\":\"locked\",\"lockedAt\":\"2026-12-01T00:00:00Z\",\"opensAt\":\"2027-01-01T00:00:00Z\"}");
    assertThat(approvedByCustomer(apiKey("withdraw")).problem()).isEqualTo("withdrawals-locked");
  }

  @Test
  void safe10_givenTheHoldIsOver_thenItIsExecuted() {
    Asked asked = approved(HALF_A_BITCOIN);
    var held = neighbours.changed(ann.account(), "trading-passphrase-set", clock.instant(), clock.instant().plusMillis(600_000));
    assertThat(consume("withdrawals", asked.id(), asked.hash()).problem()).isEqualTo("withdrawals-held");
    neighbours.forget(held);
    neighbours.changed(ann.account(), "trading-passphrase-set", clock.instant().minusSeconds(86400), clock.instant().minusMillis(1));
    assertThat(consume("withdrawals", asked.id(), asked.hash()).status()).isEqualTo(200);
  }

  @Test
  void a38_givenMfaServiceIsAway_thenNobodyKnows_andNothingIsExecuted() {
    Asked asked = approved(HALF_A_BITCOIN);
    var away = neighbours.away("/internal/accounts/" + ann.account() + "/protection-changes");
    assertThat(consume("withdrawals", asked.id(), asked.hash()).status()).isEqualTo(503);
    neighbours.forget(away);
    assertThat(consume("withdrawals", asked.id(), asked.hash()).status()).as("and it is still good").isEqualTo(200);
  }

  @Test
  void a38_givenARecovery_whenTheThiefApprovesAfterIt_thenThatIsHeld() {
    assertThat(recovered().status()).isEqualTo(204);
    Asked asked = approved(HALF_A_BITCOIN);
    assertThat(consume("withdrawals", asked.id(), asked.hash()).problem()).isEqualTo("withdrawals-held");
  }

  // One lock decides: the recovery's event and the consumption's stand in one order, and what comes after the hold began is refused.
  @Test
  void a38_givenAChangeAndAWithdrawalInTheSameMoment_thenOneOfTheTwoOrdersHappens_inEveryRound() {
    for (int round = 0; round < ROUNDS; round++) {
      ann = withdrawals.owner(neighbours);
      Asked asked = approved(HALF_A_BITCOIN);
      var changing = CompletableFuture.supplyAsync(this::recovered);
      Answer consumed = consume("withdrawals", asked.id(), asked.hash());
      assertThat(changing.join().status()).isEqualTo(204);
      List<String> order = topics.await(SecurityEvent.TOPIC, ann.account().toString(), 4).stream().map(TopicProbe::type)
          .map(type -> type.replaceFirst("io.portcullis.auth.", "").replaceFirst(".v1$", "")).toList();
      if (consumed.status() == 200) {
        assertThat(order).as("round %d", round).containsSubsequence("approval-consumed", "hold-started");
      } else {
        assertThat(consumed.problem()).as("round %d", round).isEqualTo("withdrawals-held");
        assertThat(order).as("round %d", round).containsSubsequence("hold-started", "approval-refused").doesNotContain("approval-consumed");
      }
      // And never after it.
      assertThat(consume("withdrawals", asked.id(), asked.hash()).status()).isEqualTo(409);
    }
  }
}
