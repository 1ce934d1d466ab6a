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
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.ServiceTokenFiles;
import io.portcullis.testkit.TopicProbe;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// BACK-6: an unfreeze follows the freeze that it names, and no other.
@AuthTest
class UnfreezeTest {

  NeighboursDouble neighbours;

  @Inject
  Customers customers;

  @Inject
  TopicProbe topics;

  @Inject
  ObjectMapper json;

  private static final String NEXT = "violet harbour pencil storm";

  @Inject
  MutableClock clock;

  private final Client stranger = Client.fromANewNetwork();
  private Customer ann;

  @BeforeEach
  void register() {
    ann = customers.active();
  }

  @AfterEach
  void backToRealTime() {
    clock.reset();
  }

  private Client recovery() {
    return stranger.bearer(ServiceTokenFiles.token("recovery-service", "auth-service"));
  }

  private String path(String end) {
    return "/internal/accounts/" + ann.account() + "/" + end;
  }

  private void freeze() {
    assertThat(recovery().post(path("freeze"), Map.of("requestId", UUID.randomUUID().toString(), "reason", "compromised")).status())
        .isEqualTo(204);
  }

  /// By the link in an alert.
  private Answer freezeByLink(Instant alertedAt) {
    return recovery().post(path("freeze"), Map.of("requestId", UUID.randomUUID().toString(), "reason", "freeze-link",
        "alertedAt", alertedAt.truncatedTo(ChronoUnit.SECONDS).toString()));
  }

  @Test
  void a39OldLink_givenAnAddressThatTheReviewThrewOut_whenItsOldFreezeLinksAreUsed_thenTheAccountStaysOpen_andYoungerOnesFreeze() {
    Instant before = clock.instant();
    assertThat(freezeByLink(before).status()).as("no freeze has ended yet").isEqualTo(204);
    assertThat(newPassword(NEXT).status()).isEqualTo(204);
    clock.advance(Duration.ofSeconds(2));
    assertThat(unfreeze(version(), UUID.randomUUID()).status()).isEqualTo(204);

    assertThat(freezeByLink(before).problem()).isEqualTo("proof-outdated");
    assertThat(freezeByLink(before.minus(Duration.ofDays(13))).problem()).isEqualTo("proof-outdated");

    assertThat(signIn().status()).isEqualTo(200);
    assertThat(freezeByLink(clock.instant()).status()).as("the alert about the unfreeze itself").isEqualTo(204);
    assertThat(signIn().problem()).isEqualTo("account-frozen");
  }

  private void freezeAndSetPassword() {
    freeze();
    assertThat(newPassword(NEXT).status()).isEqualTo(204);
  }

  private int version() {
    return recovery().get(path("freeze")).json().get("version").asInt();
  }

  private UUID password = UUID.randomUUID();

  /// By the owner's way back.
  private Answer newPassword(String text) {
    password = UUID.randomUUID();
    return setPassword(text, password, true);
  }

  private Answer setPassword(String text, UUID request, boolean onWayBack) {
    return recovery().put(path("password"), Map.of("password", text, "requestId", request.toString(),
        "issuedAt", clock.instant().toString(), "onWayBack", onWayBack));
  }

  private Answer unfreeze(int version, UUID request) {
    return recovery().post(path("unfreeze"),
        Map.of("requestId", request.toString(), "version", version, "passwordRequest", password.toString()));
  }

  private Answer signIn() {
    return signIn(NEXT);
  }

  private Answer signIn(String text) {
    return stranger.post("/v1/sign-in", ann.credentials(text));
  }

  private List<JsonNode> standings() {
    return neighbours.standings(ann.account()).stream().map(call -> {
      try {
        return json.readTree(call.getBodyAsString());
      } catch (IOException impossible) {
        throw new java.io.UncheckedIOException(impossible);
      }
    }).toList();
  }

  @Test
  void back6_givenAFreezeAndItsUnfreeze_thenSignInsAreAcceptedAgain_theVersionRises_andMoneyIsHeld() {
    assertThat(recovery().get(path("freeze")).status()).as("not frozen").isEqualTo(404);
    freezeAndSetPassword();
    int version = version();
    UUID request = UUID.randomUUID();

    assertThat(unfreeze(version, request).status()).isEqualTo(204);
    assertThat(unfreeze(version, request).status()).as("the same order").isEqualTo(204);

    assertThat(signIn().status()).isEqualTo(200);
    assertThat(recovery().get(path("freeze")).status()).isEqualTo(404);
    List<JsonNode> told = standings();
    assertThat(told.getFirst().get("barred").asBoolean()).isTrue();
    assertThat(told.getLast().get("barred").asBoolean()).isFalse();
    assertThat(told.getLast().get("reason").asText()).isEqualTo("unfrozen");
    assertThat(told.getLast().get("version").asInt()).isGreaterThan(told.getFirst().get("version").asInt());
    assertThat(topics.awaitType(ann.account(), "io.portcullis.auth.account-unfrozen.v1"))
        .containsExactly("io.portcullis.auth.account-frozen.v1", "io.portcullis.auth.credential-change.v1",
            "io.portcullis.auth.account-unfrozen.v1");
    assertThat(signIn(Customers.PASSWORD).problem()).as("the old password").isEqualTo("credentials-refused");
    assertThat(customers.count("select count(*) from protection_change where account_id = $1 and kind = 'recovery' "
        + "and held_until > changed_at + interval '47 hours'", ann.account().value())).isEqualTo(1);
  }

  @Test
  void a39MailboxThief_givenTheyFreezeAgainDuringTheWayBack_whenTheOwnerEndsIt_thenTheAccountIsOpen() {
    freezeAndSetPassword();
    int first = version();

    freeze();
    assertThat(freezeByLink(clock.instant()).status()).isEqualTo(204);

    assertThat(version()).isEqualTo(first);
    assertThat(unfreeze(first, UUID.randomUUID()).status()).isEqualTo(204);
    assertThat(signIn().status()).isEqualTo(200);
  }

  @Test
  void a39WayBack_givenAFreezeAfterAnUnfreeze_whenTheFirstOneIsEndedAgain_thenTheAccountStaysFrozen() {
    freezeAndSetPassword();
    int first = version();
    assertThat(unfreeze(first, UUID.randomUUID()).status()).isEqualTo(204);
    freeze();

    assertThat(unfreeze(first, UUID.randomUUID()).problem()).isEqualTo("proof-outdated");

    assertThat(signIn().problem()).isEqualTo("account-frozen");
    assertThat(standings().getLast().get("barred").asBoolean()).isTrue();
  }

  @Test
  void a39WayBackRace_givenAFreezeAndAnUnfreezeAtOnce_whenTheyRace_thenSessionServiceBarsWhatIsFrozen_andTheNextFreezeBars() {
    for (int round = 0; round < 6; round++) {
      ann = customers.active();
      freezeAndSetPassword();
      int version = version();
      var opened = CompletableFuture.supplyAsync(() -> unfreeze(version, UUID.randomUUID()));
      freeze();
      assertThat(opened.join().status()).isIn(204, 409, 503);
      if (signIn().status() != 200) assertThat(standings().getLast().get("barred").asBoolean()).isTrue();
      freeze();
      assertThat(signIn().problem()).isEqualTo("account-frozen");
      assertThat(standings().getLast().get("barred").asBoolean()).isTrue();
    }
  }

  @Test
  void a39WayBackRace_givenManyUnfreezesOfOneFreeze_whenTheyRace_thenOneOpensTheAccount() {
    freezeAndSetPassword();
    int version = version();
    List<CompletableFuture<Answer>> all = java.util.stream.IntStream.range(0, 12)
        .mapToObj(_ -> CompletableFuture.supplyAsync(() -> unfreeze(version, UUID.randomUUID()))).toList();
    List<Integer> statuses = all.stream().map(one -> one.join().status()).filter(status -> status != 503).toList();
    assertThat(statuses).filteredOn(status -> status == 204).hasSize(1);
    assertThat(statuses).filteredOn(status -> status != 204).allMatch(status -> status == 409);
  }

  @Test
  void a39Forgotten_givenSessionServiceHasNotHeardOfTheFreeze_whenItIsEnded_thenItStaysUntilItHas() {
    StubMapping away = neighbours.away(path("standing"));
    freezeAndSetPassword();

    assertThat(unfreeze(version(), UUID.randomUUID()).status()).isEqualTo(503);
    assertThat(signIn().problem()).isEqualTo("account-frozen");

    neighbours.forget(away);
    freeze();
    assertThat(newPassword(NEXT + " again").status()).isEqualTo(204);
    assertThat(unfreeze(version(), UUID.randomUUID()).status()).isEqualTo(204);
  }

  @Test
  void a39OldPassword_givenAFrozenAccount_whenOneIsChosenThatItHadBefore_thenItIsRefused() {
    freezeAndSetPassword();

    assertThat(newPassword(Customers.PASSWORD).text("reason")).as("of before the freeze").isEqualTo("used-before");
    assertThat(newPassword(NEXT).text("reason")).as("of now").isEqualTo("used-before");
  }

  @Test
  void a39MailboxThief_givenTheyResetThePasswordDuringTheWayBack_thenTheyAreRefused_andTheOwnerEndsIt() {
    freezeAndSetPassword();
    assertThat(setPassword("chosen by a thief of the mailbox", UUID.randomUUID(), false).problem()).isEqualTo("account-frozen");

    assertThat(unfreeze(version(), UUID.randomUUID()).status()).isEqualTo(204);

    assertThat(signIn().status()).isEqualTo(200);
  }

  @Test
  void a39WayBack_givenAnotherOneSetItsPasswordSince_whenTheFirstIsEnded_thenTheAccountStaysFrozen() {
    freezeAndSetPassword();
    assertThat(setPassword("chosen on another way back", UUID.randomUUID(), true).status()).isEqualTo(204);

    assertThat(unfreeze(version(), UUID.randomUUID()).problem()).isEqualTo("proof-outdated");

    assertThat(signIn("chosen on another way back").problem()).isEqualTo("account-frozen");
  }

  @Test
  void a39OpenApproval_givenOneWaitsAndOneIsApproved_whenTheAccountIsFrozen_thenBothAreVoid() {
    propose("open");
    propose("approved");

    freeze();

    assertThat(customers.count("select count(*) from approval where account_id = $1 and state = 'declined'", ann.account().value()))
        .isEqualTo(2);
  }

  private void propose(String state) {
    customers.query("""
        insert into approval (id, account_id, consumer, proposer, type, action, action_hash, state, proposed_at, ends_at)
        values (gen_random_uuid(), $1, 'withdrawals', 'consumer', 'withdrawal', '{}', 'x', '%s', now(), now() + interval '5 minutes')"""
        .formatted(state), ann.account().value());
  }
}
