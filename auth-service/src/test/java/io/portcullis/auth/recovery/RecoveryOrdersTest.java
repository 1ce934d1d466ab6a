package io.portcullis.auth.recovery;

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
import io.portcullis.auth.hold.ChangeTimes;
import io.portcullis.auth.hold.OwnChange;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.crypto.Sha256;
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.ServiceTokenFiles;
import io.portcullis.testkit.TopicProbe;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@AuthTest
class RecoveryOrdersTest {

  private static final String NEXT = "violet harbour pencil storm";

  NeighboursDouble neighbours;

  @Inject
  Customers customers;

  @Inject
  TopicProbe topics;

  @Inject
  ObjectMapper json;

  @Inject
  MutableClock clock;

  @Inject
  Postgres postgres;

  @Inject
  ChangeTimes changes;

  private final Client stranger = Client.fromANewNetwork();

  private Client recovery() {
    return stranger.bearer(ServiceTokenFiles.token("recovery-service", "auth-service"));
  }

  private Answer setPassword(Customer customer, String password, UUID request) {
    return setPassword(customer, password, request, clock.instant());
  }

  private Answer setPassword(Customer customer, String password, UUID request, Instant issuedAt) {
    return recovery().put("/internal/accounts/" + customer.account() + "/password", order(password, request, issuedAt));
  }

  private static Map<String, String> order(String password, UUID request, Instant issuedAt) {
    return Map.of("password", password, "requestId", request.toString(), "issuedAt", issuedAt.toString());
  }

  private Answer freeze(Customer customer, UUID request) {
    return recovery().post("/internal/accounts/" + customer.account() + "/freeze",
        Map.of("requestId", request.toString(), "reason", "freeze-link"));
  }

  private JsonNode standing(Customer customer, int index) throws IOException {
    return json.readTree(neighbours.standings(customer.account()).get(index).getBodyAsString());
  }

  private Answer signIn(Customer customer, String password) {
    return stranger.post("/v1/sign-in", customer.credentials(password));
  }

  @Test
  void givenAnIdentifier_whenLookedUp_thenTheStoredAddressComesBack() {
    Customer ann = customers.active();
    Answer found = recovery().post("/internal/accounts/lookup", Map.of("identifier", ann.identifier().toUpperCase()));
    assertThat(found.status()).isEqualTo(200);
    assertThat(found.text("accountId")).isEqualTo(ann.account().toString());
    assertThat(found.text("status")).isEqualTo("active");
    assertThat(found.text("locale")).isEqualTo("en");
    assertThat(found.json().get("channel").get("type").asText()).isEqualTo("email");
    assertThat(found.json().get("channel").get("address").asText()).isEqualTo(ann.identifier());
    for (String nobody : new String[] {Customers.freshEmail(), "no identifier", ""}) {
      assertThat(recovery().post("/internal/accounts/lookup", Map.of("identifier", nobody)).status()).isEqualTo(404);
    }
  }

  @Test
  void back5StarvedCase_givenADevice_thenItIsKnownIfASignInToThisAccountWasCompletedThere() {
    Customer ann = customers.active();
    Customer bob = customers.active();
    String device = digest(signIn(ann, Customers.PASSWORD).text("deviceToken"));
    for (Map.Entry<Customer, String> asked : List.of(Map.entry(ann, device), Map.entry(bob, device), Map.entry(ann, digest("pdt_made-up")))) {
      Awaitility.await().untilAsserted(() -> {
        Answer answer = recovery().post("/internal/known-devices",
            Map.of("accountId", asked.getKey().account().toString(), "device", asked.getValue()));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("known").asBoolean()).isEqualTo(asked.getKey() == ann && asked.getValue().equals(device));
      });
    }
    for (String wrong : List.of("", device + "0", device.toUpperCase() + "Z")) {
      assertThat(recovery().post("/internal/known-devices", Map.of("accountId", ann.account().toString(), "device", wrong)).status())
          .isEqualTo(400);
    }
    assertThat(stranger.post("/internal/known-devices", Map.of("accountId", ann.account().toString(), "device", device)).status())
        .isEqualTo(401);
  }

  private static String digest(String deviceToken) {
    return HexFormat.of().formatHex(Sha256.of(deviceToken));
  }

  @Test
  void givenANewPassword_whenSet_thenOnlyItSignsInAndOldSessionsEnd() throws IOException {
    Customer ann = customers.active();
    Instant before = Instant.now();
    assertThat(setPassword(ann, NEXT, UUID.randomUUID()).status()).isEqualTo(204);

    assertThat(signIn(ann, Customers.PASSWORD).problem()).isEqualTo("credentials-refused");
    assertThat(signIn(ann, NEXT).status()).isEqualTo(200);
    JsonNode standing = standing(ann, 0);
    assertThat(Instant.parse(standing.get("evidenceNotBefore").asText())).isAfterOrEqualTo(before.minusMillis(1));
    assertThat(standing.get("barred").asBoolean()).isFalse();
    assertThat(standing.get("reason").asText()).isEqualTo("password-reset");
    assertThat(topics.awaitType(ann.account(), "io.portcullis.auth.credential-change.v1")).hasSize(1);
    assertThat(customers.count("select count(*) from session_end_owed where account_id = $1", ann.account().value()))
        .isZero();
  }

  @Test
  void safe12_resetLink_givenTheSettingsAreLocked_thenAMailboxThiefSetsNoPassword_andEndsNoSession() {
    Customer ann = customers.active();
    String hash = customers.hashOf(ann.account());
    StubMapping lock = neighbours.settingsLockAnswered(ann.account(), "{\"state\":\"unlocking\",\"opensAt\":\"2027-01-01T00:00:00Z\"}");
    UUID request = UUID.randomUUID();

    Answer refused = setPassword(ann, NEXT, request);

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.problem()).isEqualTo("settings-locked");
    assertThat(refused.text("opensAt")).isEqualTo("2027-01-01T00:00:00Z");
    assertThat(customers.hashOf(ann.account())).isEqualTo(hash);
    assertThat(neighbours.standings(ann.account())).isEmpty();
    assertThat(neighbours.spentAddresses(ann.account())).isEmpty();
    neighbours.forget(lock);
    assertThat(setPassword(ann, NEXT, request).status()).as("the lock has ended").isEqualTo(204);
  }

  @Test
  void safe12_resetLink_givenSessionServiceGivesNoAnswer_orTheLinkIsVoid_thenNothingIsSet_andAVoidOneUnlocksNothing() {
    Customer ann = customers.active();
    String hash = customers.hashOf(ann.account());
    StubMapping away = neighbours.away("/internal/accounts/" + ann.account() + "/locks/settings/unlock");
    assertThat(setPassword(ann, NEXT, UUID.randomUUID()).status()).isEqualTo(503);
    neighbours.forget(away);
    int begun = neighbours.unlockingsBegun(ann.account());
    Instant before = clock.instant().minusSeconds(60);
    assertThat(setPassword(ann, NEXT, UUID.randomUUID()).status()).isEqualTo(204);
    int asked = neighbours.unlockingsBegun(ann.account());

    assertThat(setPassword(ann, "some other phrase entirely here", UUID.randomUUID(), before).problem()).isEqualTo("proof-outdated");

    assertThat(asked).isEqualTo(begun + 1);
    assertThat(neighbours.unlockingsBegun(ann.account())).isEqualTo(asked);
    assertThat(customers.hashOf(ann.account())).isNotEqualTo(hash);
  }

  @Test
  void givenTheSameOrderTwice_whenSet_thenTheSecondChangesNothing() {
    Customer ann = customers.active();
    UUID request = UUID.randomUUID();
    assertThat(setPassword(ann, NEXT, request).status()).isEqualTo(204);
    String hash = customers.hashOf(ann.account());
    assertThat(setPassword(ann, "some other phrase entirely here", request).status()).isEqualTo(204);
    assertThat(setPassword(ann, "short", request).status()).isEqualTo(204);
    assertThat(customers.hashOf(ann.account())).isEqualTo(hash);
    assertThat(topics.awaitType(ann.account(), "io.portcullis.auth.credential-change.v1")).hasSize(1);
  }

  @Test
  void givenTheSameOrderManyTimesAtOnce_whenTheyRace_thenItHappensOnce() {
    Customer ann = customers.active();
    UUID request = UUID.randomUUID();
    var answers = recovery().putAtOnce(16, "/internal/accounts/" + ann.account() + "/password",
        order(NEXT, request, clock.instant()));
    assertThat(answers).allMatch(answer -> answer.status() == 204 || answer.isTurnedAway());
    // One account's events keep their order: whatever came before the freeze is there with it.
    freeze(ann, UUID.randomUUID());
    assertThat(topics.awaitType(ann.account(), "io.portcullis.auth.account-frozen.v1"))
        .containsExactly("io.portcullis.auth.credential-change.v1", "io.portcullis.auth.account-frozen.v1");
  }

  @Test
  void givenAPasswordThatWouldBeGuessed_whenOrdered_thenItIsRefusedAndTheOrderIsStillOpen() {
    Customer ann = customers.active();
    UUID request = UUID.randomUUID();
    Answer refused = setPassword(ann, ann.identifier() + "1", request);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.problem()).isEqualTo("password-refused");
    assertThat(refused.text("reason")).isEqualTo("contains-identifier");
    assertThat(signIn(ann, Customers.PASSWORD).status()).isEqualTo(200);
    assertThat(setPassword(ann, NEXT, request).status()).isEqualTo(204);
    assertThat(signIn(ann, NEXT).status()).isEqualTo(200);
  }

  @Test
  void givenAFreeze_whenOrderedTwice_thenTheAccountIsFrozenOnceAndBarred() throws IOException {
    Customer ann = customers.active();
    UUID request = UUID.randomUUID();
    assertThat(freeze(ann, request).status()).isEqualTo(204);
    assertThat(freeze(ann, request).status()).isEqualTo(204);
    assertThat(freeze(ann, UUID.randomUUID()).status()).isEqualTo(204);

    assertThat(signIn(ann, Customers.PASSWORD).problem()).isEqualTo("account-frozen");
    assertThat(topics.awaitType(ann.account(), "io.portcullis.auth.account-frozen.v1")).hasSize(1);
    assertThat(standing(ann, 0).get("barred").asBoolean()).isTrue();
    assertThat(standing(ann, 0).get("reason").asText()).isEqualTo("frozen");
  }

  @Test
  void unfreezeByReset_givenAFrozenAccount_whenItsPasswordIsSet_thenItStaysBarred() throws IOException {
    Customer ann = customers.active();
    freeze(ann, UUID.randomUUID());
    assertThat(setOnWayBack(ann).status()).isEqualTo(204);
    assertThat(standing(ann, 1).get("barred").asBoolean()).isTrue();
    assertThat(signIn(ann, NEXT).problem()).isEqualTo("account-frozen");
  }

  private Answer setOnWayBack(Customer customer) {
    var order = new HashMap<String, Object>(order(NEXT, UUID.randomUUID(), clock.instant()));
    order.put("onWayBack", true);
    return recovery().put("/internal/accounts/" + customer.account() + "/password", order);
  }

  @Test
  void a39MailboxThief_givenAFrozenAccount_whenALinkAloneSetsAPassword_thenItIsRefused_unlocksNothing_andTheOrderStaysGood() {
    Customer ann = customers.active();
    String hash = customers.hashOf(ann.account());
    freeze(ann, UUID.randomUUID());
    UUID request = UUID.randomUUID();
    int begun = neighbours.unlockingsBegun(ann.account());

    assertThat(setPassword(ann, NEXT, request).problem()).isEqualTo("account-frozen");

    assertThat(customers.hashOf(ann.account())).isEqualTo(hash);
    assertThat(neighbours.unlockingsBegun(ann.account())).isEqualTo(begun);
    unfreeze(ann);
    assertThat(setPassword(ann, NEXT, request).status()).isEqualTo(204);
  }

  private void unfreeze(Customer customer) {
    customers.query("update account set status = 'active' where id = $1", customer.account().value());
  }

  @Test
  void back6OldLink_givenALinkFromBeforeTheFreeze_whenItIsUsedWhileFrozenOrAfterwards_thenItIsVoid() {
    Customer ann = customers.active();
    Instant issued = clock.instant();
    freeze(ann, UUID.randomUUID());
    Answer whileFrozen = setPassword(ann, NEXT, UUID.randomUUID(), issued);
    assertThat(whileFrozen.status()).isEqualTo(409);
    assertThat(whileFrozen.problem()).isEqualTo("proof-outdated");

    unfreeze(ann);
    assertThat(setPassword(ann, NEXT, UUID.randomUUID(), issued).problem()).isEqualTo("proof-outdated");
    assertThat(signIn(ann, Customers.PASSWORD).status()).isEqualTo(200);
    assertThat(setPassword(ann, NEXT, UUID.randomUUID()).status()).as("a newer link").isEqualTo(204);
    assertThat(signIn(ann, NEXT).status()).isEqualTo(200);
  }

  @Test
  void back6OldLink_givenAFrozenAccountIsFrozenAgain_whenALinkFromBetweenIsUsed_thenItSetsNoPassword() {
    Customer ann = customers.active();
    freeze(ann, UUID.randomUUID());
    Instant between = clock.instant();
    freeze(ann, UUID.randomUUID());
    assertThat(setPassword(ann, NEXT, UUID.randomUUID(), between).problem()).isEqualTo("account-frozen");
  }

  @Test
  void a34ClockSkew_givenALinkFromAClockThatIsAhead_whenTheAccountIsFrozenAfterIt_thenItIsVoidAllTheSame_andShownSo() {
    Customer ann = customers.active();
    int epoch = lookup(ann).json().get("resetEpoch").asInt();
    Instant ahead = clock.instant().plusSeconds(90);
    assertThat(voided(ann, ahead, epoch)).isFalse();
    freeze(ann, UUID.randomUUID());
    assertThat(voided(ann, ahead, epoch)).isTrue();
    assertThat(ordered(ann, ahead, epoch).problem()).isEqualTo("proof-outdated");
    Instant behind = clock.instant().minusSeconds(90);
    int next = lookup(ann).json().get("resetEpoch").asInt();
    assertThat(voided(ann, behind, next)).isFalse();
    unfreeze(ann);
    assertThat(ordered(ann, behind, next).status()).isEqualTo(204);
  }

  private Answer lookup(Customer customer) {
    return recovery().post("/internal/accounts/lookup", Map.of("identifier", customer.identifier()));
  }

  private boolean voided(Customer customer, Instant issued, int epoch) {
    return recovery().post("/internal/accounts/" + customer.account() + "/reset-state",
        Map.of("issuedAt", issued.toString(), "resetEpoch", epoch)).json().get("voided").asBoolean();
  }

  private Answer ordered(Customer customer, Instant issued, int epoch) {
    return recovery().put("/internal/accounts/" + customer.account() + "/password", Map.of("password", NEXT,
        "requestId", UUID.randomUUID().toString(), "issuedAt", issued.toString(), "resetEpoch", epoch));
  }

  @Test
  void doubleSpend_givenTwoLinksSideBySide_whenTheyRace_thenOneSetsThePassword_andNeitherWorksAgain() {
    Customer ann = customers.active();
    int epoch = lookup(ann).json().get("resetEpoch").asInt();
    Instant issued = clock.instant();
    var other = java.util.concurrent.CompletableFuture.supplyAsync(() -> ordered(ann, issued, epoch));
    var statuses = java.util.List.of(ordered(ann, issued, epoch).status(), other.join().status());
    assertThat(statuses).containsExactlyInAnyOrder(204, 409);
    assertThat(voided(ann, issued, epoch)).isTrue();
    assertThat(ordered(ann, issued, epoch).problem()).isEqualTo("proof-outdated");
  }

  @Test
  void back6FreezeRace_givenOldLinksAndAFreezeAtOnce_whenTheyRace_thenNoOldLinkSetsAPasswordAfterTheFreeze() {
    for (int round = 0; round < 8; round++) {
      Customer ann = customers.active();
      Instant issued = clock.instant();
      var resets = java.util.concurrent.CompletableFuture.supplyAsync(() -> setPassword(ann, NEXT, UUID.randomUUID(), issued));
      assertThat(freeze(ann, UUID.randomUUID()).status()).isEqualTo(204);
      String atFreeze = customers.hashOf(ann.account());
      Answer raced = resets.join();
      if (raced.status() == 409) {
        assertThat(customers.hashOf(ann.account())).isEqualTo(atFreeze);
      }
      assertThat(setPassword(ann, Customers.PASSWORD + " again", UUID.randomUUID(), issued).status()).isEqualTo(409);
    }
  }

  @Test
  void back6Brake_givenMfaServiceIsAway_whenAnAccountIsFrozen_thenItIsAtOnce_andRemovalsAreCancelledOnceItIsBack() {
    Customer ann = customers.active();
    StubMapping away = neighbours.away("/internal/accounts/" + ann.account() + "/removals.*");

    assertThat(freeze(ann, UUID.randomUUID()).status()).isEqualTo(204);

    assertThat(signIn(ann, Customers.PASSWORD).problem()).isEqualTo("account-frozen");
    assertThat(neighbours.standings(ann.account()).getLast().getBodyAsString()).contains("\"barred\":true");
    assertThat(owedRemovals(ann)).isEqualTo(1);
    neighbours.forget(away);
    int asked = neighbours.removalsCancelled(ann.account());
    Awaitility.await().atMost(Duration.ofSeconds(40)).until(() -> owedRemovals(ann) == 0);
    assertThat(neighbours.removalsCancelled(ann.account())).isGreaterThan(asked);
  }

  @Test
  void a35Unnoticed_givenTheLinkInAnAlert_thenMfaServiceIsToldWhatItCancels_orTheLinkIsToBeTriedAgain() {
    Customer ann = customers.active();
    Instant until = Instant.parse("2026-03-01T12:00:00Z");
    assertThat(cancelRemovals(ann, until).status()).isEqualTo(204);
    assertThat(neighbours.removalsCancelledUntil(ann.account())).containsExactly("2026-03-01T12:00:00Z");
    assertThat(signIn(ann, Customers.PASSWORD).status()).as("nothing else has happened").isEqualTo(200);

    StubMapping away = neighbours.away("/internal/accounts/" + ann.account() + "/removals.*");
    assertThat(cancelRemovals(ann, until).status()).isEqualTo(503);
    neighbours.forget(away);
    assertThat(cancelRemovals(new Customer(new AccountId(UUID.randomUUID()), ""), until).status()).isEqualTo(404);
    assertThat(stranger.post("/internal/accounts/" + ann.account() + "/removals/cancel",
        Map.of("askedUntil", until.toString())).status()).isEqualTo(401);
  }

  private Answer cancelRemovals(Customer customer, Instant until) {
    return recovery().post("/internal/accounts/" + customer.account() + "/removals/cancel",
        Map.of("askedUntil", until.toString()));
  }

  private long owedRemovals(Customer customer) {
    return customers.count("select count(*) from removal_void_owed where account_id = $1", customer.account().value());
  }

  @Test
  void a36Mailbox_givenALinkToOneOfTwoAddresses_thenThatOneIsSpentAndTheOtherIsNot_andAllWhereItIsNotTold() {
    Customer ann = customers.active();
    String second = Customers.freshEmail();
    customers.query("insert into identifier (canonical, account_id, type, verified_at) values ($1, $2, 'email', now())",
        second, ann.account().value());

    var told = new HashMap<>(order(NEXT, UUID.randomUUID(), clock.instant()));
    told.put("sentTo", ann.identifier());
    assertThat(recovery().put("/internal/accounts/" + ann.account() + "/password", told).status()).isEqualTo(204);
    assertThat(spent(ann)).contains(ann.identifier()).doesNotContain(second);

    told.put("requestId", UUID.randomUUID().toString());
    told.put("issuedAt", clock.instant().toString());
    told.put("sentTo", "not-any-more@example.org");
    assertThat(recovery().put("/internal/accounts/" + ann.account() + "/password", told).status()).isEqualTo(204);
    assertThat(spent(ann)).as("removed since").contains(ann.identifier(), second);

    assertThat(setPassword(ann, NEXT, UUID.randomUUID()).status()).isEqualTo(204);
    assertThat(spent(ann)).as("not told").contains(ann.identifier(), second);
  }

  @Test
  void a36TakenBack_givenAPasswordSetByALink_thenFactorsThatRestOnAnAddressAreTakenBack_alsoOnceMfaServiceIsBack() {
    Customer ann = customers.active();
    StubMapping away = neighbours.away("/internal/accounts/" + ann.account() + "/factors/take-back");
    assertThat(setPassword(ann, NEXT, UUID.randomUUID()).status()).isEqualTo(204);
    assertThat(signIn(ann, NEXT).status()).isEqualTo(200);
    assertThat(owedTakeBacks(ann)).isEqualTo(1);
    neighbours.forget(away);
    int asked = neighbours.takenBack(ann.account()).size();

    Awaitility.await().atMost(Duration.ofSeconds(40)).until(() -> owedTakeBacks(ann) == 0);
    assertThat(neighbours.takenBack(ann.account()).size()).isGreaterThan(asked);
    assertThat(neighbours.takenBack(ann.account()).getLast().getBodyAsString()).contains("orderedAt");
  }

  @Test
  void a36TakenBack_givenALinkThatIsVoid_thenNothingIsTakenBack() {
    Customer ann = customers.active();
    freeze(ann, UUID.randomUUID());
    assertThat(setPassword(ann, NEXT, UUID.randomUUID(), Instant.now().minus(Duration.ofMinutes(1))).status()).isEqualTo(409);
    assertThat(neighbours.takenBack(ann.account())).isEmpty();
  }

  @Test
  void a36WeakestLink_givenAnAddressThatWasChanged_thenRecoveryServiceIsToldWhen() {
    Customer ann = customers.active();
    assertThat(signals(ann).has("identifiersChangedAt")).isFalse();
    Instant changed = Instant.parse("2026-03-01T12:00:00Z");
    postgres.withTransaction(tx -> changes.note(tx, ann.account(), OwnChange.IDENTIFIERS_CHANGED, changed)).await().indefinitely();
    postgres.withTransaction(tx -> changes.note(tx, ann.account(), OwnChange.PASSWORD_CHANGED, clock.instant())).await().indefinitely();
    assertThat(Instant.parse(signals(ann).get("identifiersChangedAt").asText())).isEqualTo(changed);
    assertThat(recovery().get("/internal/recoveries/signals/nobody").status()).isEqualTo(404);
    assertThat(stranger.get("/internal/recoveries/signals/" + ann.account()).status()).isEqualTo(401);
  }

  private JsonNode signals(Customer customer) {
    Answer answer = recovery().get("/internal/recoveries/signals/" + customer.account());
    assertThat(answer.status()).isEqualTo(200);
    return answer.json();
  }

  private Answer recover(Customer customer, UUID request, String... lost) {
    return recovery().post("/internal/recoveries", Map.of("accountId", customer.account(), "requestId", request, "lost", lost));
  }

  @Test
  void back3_givenARecovery_thenSessionsEnd_resetLinksAreVoid_withdrawalsAreHeld_andWhatIsLostIsGone_once() throws IOException {
    Customer ann = customers.active();
    UUID request = UUID.randomUUID();
    Instant issued = clock.instant();

    Answer done = recover(ann, request, "second-factors", "trading-passphrase");

    assertThat(done.status()).isEqualTo(200);
    assertThat(done.json().get("channel").get("address").asText()).isEqualTo(ann.identifier());
    assertThat(standing(ann, 0).get("reason").asText()).isEqualTo("password-reset");
    assertThat(setPassword(ann, NEXT, UUID.randomUUID(), issued).status()).as("a link from before").isEqualTo(409);
    topics.awaitType(ann.account(), "io.portcullis.auth.hold-started.v1");

    assertThat(recover(ann, request, "second-factors", "trading-passphrase").status()).isEqualTo(200);
    assertThat(topics.present("portcullis.security-events", ann.account().toString()).stream().map(TopicProbe::type)
        .filter("io.portcullis.auth.hold-started.v1"::equals)).hasSize(1);
    assertThat(neighbours.takenBack(ann.account()).stream().map(order -> order.getBodyAsString()).distinct())
        .as("the same order, which mfa-service knows").singleElement().asString().contains("1970-01-01T00:00:00Z");
    assertThat(neighbours.passphrasesReset(ann.account()).stream().map(order -> order.getBodyAsString()).distinct()).hasSize(1);
  }

  @Test
  void safe12SupportOpens_givenTheSettingsAreLocked_thenAnApprovedRecoveryTakesNothingAway_untilTheLockHasEnded() {
    Customer ann = customers.active();
    UUID request = UUID.randomUUID();
    StubMapping lock = neighbours.settingsLockAnswered(ann.account(), "{\"state\":\"unlocking\",\"opensAt\":\"2027-01-01T00:00:00Z\"}");

    Answer refused = recover(ann, request, "second-factors", "trading-passphrase");

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.problem()).isEqualTo("settings-locked");
    assertThat(refused.text("opensAt")).isEqualTo("2027-01-01T00:00:00Z");
    assertThat(neighbours.unlockingsBegun(ann.account())).isEqualTo(1);
    assertThat(neighbours.standings(ann.account())).isEmpty();
    assertThat(neighbours.takenBack(ann.account())).isEmpty();
    assertThat(neighbours.passphrasesReset(ann.account())).isEmpty();
    neighbours.forget(lock);
    assertThat(recover(ann, request, "second-factors", "trading-passphrase").status()).as("the lock has ended").isEqualTo(200);
    assertThat(neighbours.takenBack(ann.account())).isNotEmpty();
    neighbours.settingsLockAnswered(ann.account(), "{\"state\":\"locked\"}");
    assertThat(recover(ann, request, "second-factors", "trading-passphrase").status()).as("carried out before the new lock").isEqualTo(200);
  }

  @Test
  void a39OpenCase_givenLockedSettings_andAFreezeSinceTheCaseWasOpened_thenTheFreezeAnswers_andNothingIsUnlocked() {
    Customer ann = customers.active();
    neighbours.settingsLockAnswered(ann.account(), "{\"state\":\"locked\"}");
    freeze(ann, UUID.randomUUID());

    assertThat(recoverAskedAt(ann, UUID.randomUUID(), clock.instant().minus(Duration.ofDays(2))).problem()).isEqualTo("proof-outdated");

    assertThat(neighbours.unlockingsBegun(ann.account())).isZero();
  }

  @Test
  void back3_givenTheLinkOfARecoveredCase_whenItSetsAPasswordUnderTheCasesId_thenTheOldPasswordIsDead_andEachHappensOnce() {
    Customer ann = customers.active();
    UUID recoveryCase = UUID.randomUUID();
    assertThat(recover(ann, recoveryCase).status()).isEqualTo(200);

    assertThat(setPassword(ann, NEXT, recoveryCase).status()).isEqualTo(204);

    assertThat(signIn(ann, Customers.PASSWORD).problem()).isEqualTo("credentials-refused");
    assertThat(signIn(ann, NEXT).status()).isEqualTo(200);
    String hash = customers.hashOf(ann.account());
    assertThat(recover(ann, recoveryCase).status()).isEqualTo(200);
    assertThat(setPassword(ann, "some other phrase entirely here", recoveryCase).status()).isEqualTo(204);
    assertThat(customers.hashOf(ann.account())).isEqualTo(hash);
    topics.awaitType(ann.account(), "io.portcullis.auth.credential-change.v1");
    assertThat(topics.present("portcullis.security-events", ann.account().toString()).stream().map(TopicProbe::type)
        .filter("io.portcullis.auth.hold-started.v1"::equals)).hasSize(1);
  }

  @Test
  void a39OldCase_givenAFreezeAfterARecovery_whenTheRecoveryIsRepeated_thenWhatItHandsOutIsVoid() {
    Customer ann = customers.active();
    UUID recoveryCase = UUID.randomUUID();
    int epoch = recover(ann, recoveryCase).json().get("resetEpoch").asInt();
    freeze(ann, UUID.randomUUID());

    assertThat(recover(ann, recoveryCase).json().get("resetEpoch").asInt()).isEqualTo(epoch);
    assertThat(lookup(ann).json().get("resetEpoch").asInt()).isGreaterThan(epoch);
  }

  @Test
  void back3_givenNothingIsLost_thenFactorsAndPassphraseStay() {
    Customer ann = customers.active();
    assertThat(recover(ann, UUID.randomUUID()).status()).isEqualTo(200);
    assertThat(neighbours.takenBack(ann.account())).isEmpty();
    assertThat(neighbours.passphrasesReset(ann.account())).isEmpty();
    assertThat(recovery().post("/internal/recoveries",
        Map.of("accountId", UUID.randomUUID(), "requestId", UUID.randomUUID(), "lost", new String[0])).status()).isEqualTo(404);
  }

  @Test
  void back3_givenMfaServiceIsAway_thenTheCallerIsTold_andTheSameRequestCompletesItAfterwards() {
    Customer ann = customers.active();
    UUID request = UUID.randomUUID();
    StubMapping away = neighbours.away("/internal/accounts/" + ann.account() + "/factors/take-back");
    assertThat(recover(ann, request, "second-factors").status()).isEqualTo(503);
    neighbours.forget(away);
    assertThat(recover(ann, request, "second-factors").status()).isEqualTo(200);
    assertThat(neighbours.takenBack(ann.account())).hasSizeGreaterThan(1);
  }

  private Answer recoverAskedAt(Customer customer, UUID request, Instant askedAt) {
    return recovery().post("/internal/recoveries", Map.of("accountId", customer.account(), "requestId", request,
        "lost", new String[] {"second-factors"}, "askedAt", askedAt.toString()));
  }

  @Test
  void a39OpenCase_givenTheAccountWasFrozenSinceTheCaseWasOpened_thenNothingIsTakenAway_alsoWhenMfaServiceWasAwayBefore() {
    Customer ann = customers.active();
    Customer bob = customers.active();
    Instant opened = clock.instant().minus(Duration.ofDays(2));
    UUID half = UUID.randomUUID();
    StubMapping away = neighbours.away("/internal/accounts/" + bob.account() + "/factors/take-back");
    assertThat(recoverAskedAt(bob, half, opened).status()).isEqualTo(503);
    neighbours.forget(away);
    int asked = neighbours.takenBack(bob.account()).size();
    freeze(ann, UUID.randomUUID());
    freeze(bob, UUID.randomUUID());

    assertThat(recoverAskedAt(ann, UUID.randomUUID(), opened).problem()).isEqualTo("proof-outdated");
    assertThat(recoverAskedAt(bob, half, opened).problem()).isEqualTo("proof-outdated");

    assertThat(neighbours.takenBack(ann.account())).isEmpty();
    assertThat(neighbours.takenBack(bob.account())).hasSize(asked);
    assertThat(recoverAskedAt(bob, UUID.randomUUID(), clock.instant().plusSeconds(1)).status()).as("a case from after the freeze").isEqualTo(200);
  }

  @Test
  void a39OpenCase_givenARecoveryThatWasCarriedOutBeforeTheFreeze_whenItIsRepeated_thenItIsAnsweredAsBefore() {
    Customer ann = customers.active();
    UUID request = UUID.randomUUID();
    Instant opened = clock.instant().minus(Duration.ofDays(2));
    assertThat(recoverAskedAt(ann, request, opened).status()).isEqualTo(200);
    freeze(ann, UUID.randomUUID());
    assertThat(recoverAskedAt(ann, request, opened).status()).isEqualTo(200);
  }

  private long owedTakeBacks(Customer customer) {
    return customers.count("select count(*) from factor_take_back_owed where account_id = $1", customer.account().value());
  }

  private String spent(Customer customer) {
    return neighbours.spentAddresses(customer.account()).getLast().getBodyAsString();
  }

  @Test
  void lostRevocation_givenSessionServiceIsAway_whenAnAccountIsFrozen_thenItIsToldOnceItIsBack() {
    Customer ann = customers.active();
    StubMapping away = neighbours.away("/internal/accounts/" + ann.account() + "/standing");
    assertThat(freeze(ann, UUID.randomUUID()).status()).isEqualTo(204);
    assertThat(customers.count("select count(*) from session_end_owed where account_id = $1", ann.account().value()))
        .isEqualTo(1);
    neighbours.forget(away);

    Awaitility.await().atMost(Duration.ofSeconds(40)).until(() -> customers.count(
        "select count(*) from session_end_owed where account_id = $1", ann.account().value()) == 0);
    assertThat(neighbours.standings(ann.account()).getLast().getBodyAsString()).contains("\"barred\":true");
  }

  @Test
  void lostRevocation_givenAFreezeAndAResetAreOwed_whenSessionServiceIsBack_thenTheBarWins() {
    Customer ann = customers.active();
    StubMapping away = neighbours.away("/internal/accounts/" + ann.account() + "/standing");
    freeze(ann, UUID.randomUUID());
    setPassword(ann, NEXT, UUID.randomUUID());
    neighbours.forget(away);
    Awaitility.await().atMost(Duration.ofSeconds(40)).until(() -> customers.count(
        "select count(*) from session_end_owed where account_id = $1", ann.account().value()) == 0);
    assertThat(neighbours.standings(ann.account()).getLast().getBodyAsString()).contains("\"barred\":true");
  }

  @Test
  void forgedCaller_givenNoOrAWrongToken_whenInternalIsCalled_thenNothingHappens() {
    Customer ann = customers.active();
    var order = Map.of("requestId", UUID.randomUUID().toString(), "reason", "freeze-link");
    String path = "/internal/accounts/" + ann.account() + "/freeze";
    assertThat(stranger.post(path, order).status()).isEqualTo(401);
    assertThat(stranger.bearer("x.y.z").post(path, order).status()).isEqualTo(401);
    assertThat(stranger.bearer(ServiceTokenFiles.token("auth-service", "session-service")).post(path, order).status())
        .as("another service's audience").isEqualTo(401);
    assertThat(stranger.post("/internal/accounts/lookup", Map.of("identifier", ann.identifier())).status())
        .isEqualTo(401);
    assertThat(stranger.put("/internal/accounts/" + ann.account() + "/password",
        order(NEXT, UUID.randomUUID(), clock.instant())).status()).isEqualTo(401);
    assertThat(signIn(ann, Customers.PASSWORD).status()).isEqualTo(200);
  }

  @Test
  void givenNoSuchAccount_whenOrdered_thenItIsSaid() {
    var nobody = new Customer(new AccountId(UUID.randomUUID()), "");
    assertThat(setPassword(nobody, NEXT, UUID.randomUUID()).status()).isEqualTo(404);
    assertThat(freeze(nobody, UUID.randomUUID()).status()).isEqualTo(404);
    assertThat(recovery().post("/internal/accounts/not-an-id/freeze",
        Map.of("requestId", UUID.randomUUID().toString(), "reason", "freeze-link")).status()).isEqualTo(404);
  }
}
