package io.portcullis.auth.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import io.portcullis.auth.AuthTest;
import io.portcullis.auth.fixture.Client;
import io.portcullis.auth.fixture.Client.Answer;
import io.portcullis.auth.fixture.Customers;
import io.portcullis.auth.fixture.Customers.Customer;
import io.portcullis.auth.fixture.NeighboursDouble;
import io.portcullis.testkit.CustomerTokens;
import io.portcullis.testkit.ServiceTokenFiles;
import io.portcullis.testkit.TopicProbe;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// BACK-7: taking one's data along. The rows' times are moved, not the clock. The jobs run beside the test, as they always do.
@AuthTest
class ExportTest {

  private static final String EXPORTS = "/v1/account/exports";
  private static final String AWAITED = "/internal/exports";
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  NeighboursDouble neighbours;

  @Inject
  Customers customers;

  @Inject
  CustomerTokens tokens;

  @Inject
  TopicProbe topics;

  @Inject
  Clock clock;

  private final Client stranger = Client.fromANewNetwork();
  private Customer ann;

  @BeforeEach
  void register() {
    ann = customers.active();
  }

  private Client of(Customer customer, Instant authTime) {
    return stranger.bearer(tokens.sign(tokens.claims(customer.account(), "aal1", authTime), "at+jwt"));
  }

  private Client owner() {
    return of(ann, clock.instant());
  }

  private static Client service(String name) {
    return Client.fromANewNetwork().bearer(ServiceTokenFiles.token(name, "auth-service"));
  }

  /// On a busy machine the neighbour's answer may come too late; then nothing was done.
  private static Answer unhurried(Supplier<Answer> call) {
    return Stream.generate(call).limit(5).filter(answer -> !answer.isTurnedAway()).findFirst().orElseGet(call);
  }

  private Answer ask() {
    return unhurried(() -> owner().post(EXPORTS, Map.of()));
  }

  private String asked() {
    Answer asked = ask();
    assertThat(asked.status()).as(asked.body()).isEqualTo(202);
    return asked.text("id");
  }

  private Answer download(String id) {
    return unhurried(() -> owner().post(EXPORTS + "/" + id + "/download", Map.of()));
  }

  private String state(String id) {
    return owner().get(EXPORTS + "/" + id).text("state");
  }

  private void awaitState(String id, String state) {
    Awaitility.await().atMost(PATIENCE).until(() -> state(id).equals(state));
  }

  private void change(String id, String what) {
    customers.query("update account_export set " + what + " where id = $1", UUID.fromString(id));
  }

  private void theDayIsOver(String id) {
    change(id, "opens_at = now() - interval '1 minute'");
    awaitState(id, "gathering");
  }

  private long pieces(String id, String where) {
    return customers.count("select count(*) from account_export_part where export_id = $1" + where, UUID.fromString(id));
  }

  private static Answer handIn(String service, String id, int number, String content, boolean last) {
    return service(service).put(AWAITED + "/" + id + "/pieces/" + number, Map.of("content", content, "last", last));
  }

  private void othersHandIn(String id) {
    assertThat(handIn("notification-service", id, 0, "{\"language\":\"en\",\"activity\":[1,2]}", false).status()).isEqualTo(204);
    assertThat(handIn("notification-service", id, 1, "{\"activity\":[3]}", true).status()).isEqualTo(204);
    assertThat(handIn("recovery-service", id, 0, "{\"cases\":[]}", true).status()).isEqualTo(204);
  }

  private String ready() {
    String id = asked();
    theDayIsOver(id);
    othersHandIn(id);
    awaitState(id, "ready");
    return id;
  }

  private long told() {
    return topics.present("portcullis.security-events", ann.account().toString()).stream().map(TopicProbe::type)
        .filter("io.portcullis.auth.account-export-change.v1"::equals).count();
  }

  private void hold() {
    customers.query("insert into protection_change (account_id, kind, changed_at, held_until) values ($1, 'recovery', now(), now() + interval '1 day')",
        ann.account().value());
  }

  @Test
  void back7_givenAWish_whenEachServiceHasGivenItsPart_thenItIsFetchedOnce_andNothingOfItStays() {
    Answer asked = ask();
    String id = asked.text("id");
    assertThat(asked.text("state")).isEqualTo("waiting");
    assertThat(Instant.parse(asked.text("opensAt"))).isAfter(clock.instant().plus(Duration.ofHours(23)));
    assertThat(asked()).as("again").isEqualTo(id);
    assertThat(download(id).text("state")).as("too early").isEqualTo("waiting");
    assertThat(service("recovery-service").get(AWAITED).body()).doesNotContain(id);

    theDayIsOver(id);
    assertThat(service("recovery-service").get(AWAITED).body()).contains(id, ann.account().toString());
    othersHandIn(id);
    awaitState(id, "ready");
    assertThat(service("recovery-service").get(AWAITED).body()).doesNotContain(id);
    assertThat(pieces(id, "")).isEqualTo(6);
    assertThat(customers.count("select count(*) from account_export_part where export_id = $1 and position(convert_to($2, 'UTF8') in sealed) > 0",
        UUID.fromString(id), ann.identifier())).as("sealed").isZero();

    Answer archive = download(id);
    assertThat(archive.status()).as(archive.body()).isEqualTo(200);
    assertThat(archive.header("content-disposition")).contains("attachment");
    assertThat(archive.header("cache-control")).isEqualTo("no-store");
    assertThat(archive.json().at("/format").asText()).isEqualTo("urn:portcullis:account-export:v1");
    assertThat(archive.json().at("/auth/identifiers/0/value").asText()).isEqualTo(ann.identifier());
    assertThat(archive.json().at("/notification/activity")).hasSize(3);
    assertThat(archive.json().fieldNames()).toIterable().contains("auth", "mfa", "session", "notification", "recovery");
    assertThat(archive.body()).doesNotContain(customers.hashOf(ann.account())).doesNotContain("$argon2");

    assertThat(download(id).text("state")).as("twice").isEqualTo("fetched");
    assertThat(pieces(id, "")).isZero();
    assertThat(customers.count("select count(*) from account_export where id = $1 and sealed_key is null", UUID.fromString(id))).isEqualTo(1);
    // Requested, ready, fetched.
    Awaitility.await().atMost(PATIENCE).until(() -> told() == 3);
  }

  @Test
  void back7Race_givenManyDownloadsAtOnce_thenOneGetsTheArchive() {
    String id = ready();
    List<Answer> answers = owner().postAtOnce(8, EXPORTS + "/" + id + "/download", Map.of());
    assertThat(answers).extracting(Answer::status).isSubsetOf(200, 409, 503);
    long given = answers.stream().filter(answer -> answer.status() == 200).count();
    // All of them may have been turned away.
    assertThat(given + (download(id).status() == 200 ? 1 : 0)).isEqualTo(1);
    assertThat(state(id)).isEqualTo("fetched");
  }

  @Test
  void back7StolenSession_givenAnOldSession_orAFactorThatWasNotShown_thenNothingIsAskedForOrFetched() {
    String id = ready();
    Client old = of(ann, clock.instant().minus(Duration.ofMinutes(10)));
    assertThat(old.post(EXPORTS, Map.of()).problem()).isEqualTo("insufficient-user-authentication");
    assertThat(old.post(EXPORTS + "/" + id + "/download", Map.of()).problem()).isEqualTo("insufficient-user-authentication");

    neighbours.enrols(ann.account());
    assertThat(ask().problem()).isEqualTo("insufficient-user-authentication");
    assertThat(download(id).problem()).isEqualTo("insufficient-user-authentication");
    assertThat(state(id)).isEqualTo("ready");
  }

  @Test
  void back7StolenSession_givenAFreshChange_thenNothingIsAskedForOrFetchedUntilItsHoldEnds() {
    String id = ready();
    hold();
    assertThat(download(id).problem()).isEqualTo("export-held");
    assertThat(ask().problem()).isEqualTo("export-held");
    assertThat(Instant.parse(ask().text("until"))).isAfter(clock.instant());

    customers.query("delete from protection_change where account_id = $1", ann.account().value());
    StubMapping away = neighbours.away("/internal/accounts/" + ann.account() + "/protection-changes");
    assertThat(download(id).status()).as("nobody knows").isEqualTo(503);
    neighbours.forget(away);
    assertThat(download(id).status()).isEqualTo(200);
  }

  @Test
  void back7StolenSession_givenTheOwnerFreezes_thenItIsVoidAndDeleted() {
    String id = ready();
    assertThat(service("recovery-service").post("/internal/accounts/" + ann.account() + "/freeze",
        Map.of("requestId", UUID.randomUUID().toString(), "reason", "compromised")).status()).isEqualTo(204);
    assertThat(download(id).problem()).isEqualTo("account-frozen");
    awaitState(id, "cancelled");
    assertThat(pieces(id, "")).isZero();
    assertThat(ask().problem()).isEqualTo("account-frozen");
  }

  @Test
  void back7StolenSession_givenTheOwnerSetsANewPassword_thenItIsVoidAndDeleted() {
    String id = ready();
    assertThat(service("recovery-service").put("/internal/accounts/" + ann.account() + "/password",
        Map.of("password", "tundra lantern cobalt ferry", "requestId", UUID.randomUUID().toString(),
            "issuedAt", clock.instant().toString())).status()).isEqualTo(204);
    assertThat(download(id).problem()).isEqualTo("export-held");
    awaitState(id, "cancelled");
    assertThat(pieces(id, "")).isZero();
  }

  @Test
  void back7_givenACancellation_thenItIsDeleted_byAnyOfTheOwnersSessions_andByNobodyElse() {
    String id = ready();
    Client other = of(customers.active(), clock.instant());
    assertThat(other.get(EXPORTS + "/" + id).status()).isEqualTo(404);
    assertThat(other.post(EXPORTS + "/" + id + "/download", Map.of()).status()).isEqualTo(404);
    assertThat(other.send("DELETE", EXPORTS + "/" + id, "").status()).isEqualTo(404);
    assertThat(other.get(EXPORTS).body()).doesNotContain(id);

    Client old = of(ann, clock.instant().minus(Duration.ofDays(1)));
    assertThat(old.get(EXPORTS).json().at("/exports/0/id").asText()).as("found by who did not ask for it").isEqualTo(id);
    for (int asked = 0; asked < 2; asked++) {
      assertThat(old.send("DELETE", EXPORTS + "/" + id, "").status()).isEqualTo(204);
    }
    assertThat(pieces(id, "")).isZero();
    assertThat(download(id).text("state")).isEqualTo("cancelled");
  }

  private static void assertLater(Answer refused) {
    assertThat(refused.problem()).isEqualTo("too-many-attempts");
    assertThat(Long.parseLong(refused.header("retry-after"))).isBetween(80_000L, 86_400L);
  }

  private static void askAndCancel(Client client, int times) {
    for (int asked = 0; asked < times; asked++) {
      Answer answer = unhurried(() -> client.post(EXPORTS, Map.of()));
      assertThat(answer.status()).as(answer.body()).isEqualTo(202);
      assertThat(client.send("DELETE", EXPORTS + "/" + answer.text("id"), "").status()).isEqualTo(204);
    }
  }

  @Test
  void back7Flood_givenAStolenSessionCancelsWhatItAsksFor_thenItWaits_andTheOwnersNextSessionDoesNot() {
    Client thief = owner();
    askAndCancel(thief, AskExport.MOST_CANCELLED_IN_A_SESSION);
    assertLater(unhurried(() -> thief.post(EXPORTS, Map.of())));
    assertThat(ask().status()).isEqualTo(202);
  }

  @Test
  void back7Flood_givenCancellationsInSessionAfterSession_thenTheOwnersAddressesHaveABound() {
    for (int asked = 0; asked < AskExport.MOST_CANCELLED; asked++) {
      askAndCancel(owner(), 1);
    }
    assertLater(ask());
  }

  @Test
  void back7Flood_givenThreeOfOneDay_thenTheNextWaits() {
    for (int asked = 0; asked < AskExport.MOST_A_DAY; asked++) {
      change(asked(), "state = 'expired'");
    }
    assertLater(ask());

    customers.query("update account_export set asked_at = asked_at - interval '25 hours' where account_id = $1", ann.account().value());
    assertThat(ask().status()).isEqualTo(202);
  }

  @Test
  void back7Away_givenAServiceThatDoesNotAnswer_thenItsPartIsAskedForAgain() {
    StubMapping away = neighbours.away("/internal/accounts/" + ann.account() + "/(factor|session)-export");
    String id = asked();
    theDayIsOver(id);
    othersHandIn(id);
    Awaitility.await().atMost(PATIENCE).until(() -> pieces(id, " and part = 'auth'") == 1);
    assertThat(state(id)).isEqualTo("gathering");

    neighbours.forget(away);
    Awaitility.await().atMost(PATIENCE).until(() -> {
      change(id, "next_try_at = 'epoch'");
      return state(id).equals("ready");
    });
  }

  private void untilFailed(String id) {
    awaitState(id, "failed");
    assertThat(pieces(id, "")).isZero();
    assertThat(download(id).text("state")).isEqualTo("failed");
    Awaitility.await("requested, failed").atMost(PATIENCE).until(() -> told() == 2);
    assertThat(asked()).as("another one may be asked for").isNotEqualTo(id);
  }

  @Test
  void back7Endless_givenAPartOfTwoMebibytes_thenItIsFetched_andOneThatNoAccountHas_thenItFails_andItsOwnerIsTold() {
    StubMapping large = neighbours.exportsOfSessions(ann.account(), 2 << 20);
    assertThat(download(ready()).body()).hasSizeGreaterThan(2 << 20);
    neighbours.forget(large);

    ann = customers.active();
    neighbours.exportsOfSessions(ann.account(), 9 << 20);
    String id = asked();
    theDayIsOver(id);
    untilFailed(id);
  }

  @Test
  void back7Endless_givenAServiceThatStaysAway_thenTheExportFailsAfterAWeek_andItsOwnerIsTold() {
    neighbours.away("/internal/accounts/" + ann.account() + "/session-export");
    String id = asked();
    theDayIsOver(id);
    othersHandIn(id);
    change(id, "opens_at = now() - interval '6 days 23 hours'");
    Awaitility.await().atMost(PATIENCE).until(() -> pieces(id, " and part = 'auth'") == 1);
    assertThat(state(id)).isEqualTo("gathering");

    change(id, "opens_at = now() - interval '7 days'");
    untilFailed(id);
  }

  @Test
  void back7_givenNobodyFetchesIt_thenItIsDeletedAfterAWeek() {
    String id = ready();
    assertThat(Instant.parse(owner().get(EXPORTS + "/" + id).text("expiresAt"))).isAfter(clock.instant().plus(Duration.ofDays(6)));
    change(id, "ends_at = now() - interval '1 second'");
    assertThat(download(id).text("state")).isEqualTo("expired");
    awaitState(id, "expired");
    assertThat(pieces(id, "")).isZero();
  }

  @Test
  void back7ForeignPart_givenAnotherService_anotherPlace_orAnEndedExport_thenNoPieceIsTaken() {
    String id = asked();
    assertThat(handIn("recovery-service", id, 0, "{}", true).status()).as("it waits").isEqualTo(404);
    theDayIsOver(id);
    assertThat(service("withdrawals").get(AWAITED).status()).isEqualTo(403);
    assertThat(handIn("withdrawals", id, 0, "{}", true).status()).isEqualTo(403);
    assertThat(service("notification-service").post("/internal/accounts/lookup", Map.of("identifier", ann.identifier())).status()).isEqualTo(403);
    assertThat(service("notification-service").post("/internal/holds/check", Map.of()).status()).isEqualTo(403);
    assertThat(owner().get(AWAITED).status()).isEqualTo(403);

    for (String content : List.of("", "[]", "no json", "{", "{} {}", "null")) {
      assertThat(handIn("recovery-service", id, 0, content, true).status()).as(content).isEqualTo(400);
    }
    assertThat(handIn("recovery-service", id, 100, "{}", true).status()).isBetween(400, 404);
    assertThat(handIn("recovery-service", id, 0, "{\"a\":\"" + "x".repeat(60_000) + "\"}", true).status()).isEqualTo(400);
    assertThat(pieces(id, " and part = 'recovery'")).isZero();

    assertThat(handIn("recovery-service", id, 0, "{\"cases\":[]}", true).status()).isEqualTo(204);
    assertThat(handIn("recovery-service", id, 0, "{\"cases\":[1]}", true).status()).as("again changes nothing").isEqualTo(204);
    assertThat(pieces(id, " and part = 'recovery'")).isEqualTo(1);
    owner().send("DELETE", EXPORTS + "/" + id, "");
    assertThat(handIn("notification-service", id, 0, "{}", true).status()).isEqualTo(404);
    assertThat(pieces(id, "")).isZero();
  }

  @Test
  void back7_givenAPieceThatIsMissing_thenItIsNotReady() {
    String id = asked();
    theDayIsOver(id);
    handIn("recovery-service", id, 0, "{}", true);
    handIn("notification-service", id, 1, "{}", true);
    Awaitility.await().atMost(PATIENCE).until(() -> pieces(id, " and part in ('auth', 'mfa', 'session')") == 3);
    assertThat(state(id)).isEqualTo("gathering");
    assertThat(service("notification-service").get(AWAITED).body()).contains(id);
    handIn("notification-service", id, 0, "{}", false);
    assertThat(state(id)).isEqualTo("ready");
  }
}
