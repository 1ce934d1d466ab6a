package io.portcullis.auth.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Locks of the company's staff (BACK-5).
@AuthTest
class DeskLockTest {

  @Inject Customers customers;
  @Inject TopicProbe topics;
  @Inject MutableClock clock;
  @Inject ObjectMapper json;
  NeighboursDouble neighbours;

  private static Client recovery() {
    return Client.fromANewNetwork().bearer(ServiceTokenFiles.token("recovery-service", "auth-service"));
  }

  private static Answer act(Customer customer, String what) {
    return recovery().put("/internal/desk/accounts/" + customer.account() + "/" + what, Map.of("reason", "security-alert"));
  }

  private static JsonNode standing(Customer customer) {
    return recovery().get("/internal/desk/accounts/" + customer.account() + "/standing").json();
  }

  private static Answer unlock(Customer customer, int version, UUID request) {
    return recovery().put("/internal/desk/accounts/" + customer.account() + "/unlock",
        Map.of("requestId", request.toString(), "lockVersion", version, "reason", "customer-contact"));
  }

  private static int lock(Customer customer) {
    assertThat(act(customer, "lock").status()).isEqualTo(204);
    return standing(customer).at("/lock/version").asInt();
  }

  private static void freeze(Customer customer) {
    assertThat(recovery().post("/internal/accounts/" + customer.account() + "/freeze",
        Map.of("requestId", UUID.randomUUID().toString(), "reason", "freeze-link")).status()).isEqualTo(204);
  }

  private static Answer recover(Customer customer, Instant decided) {
    return recovery().post("/internal/recoveries", Map.of("accountId", customer.account().toString(), "requestId", UUID.randomUUID().toString(),
        "lost", List.of(), "unlockedBy", decided.toString()));
  }

  private static Answer signIn(Customer customer, Map<String, Object> credentials) {
    return Client.fromANewNetwork().post("/v1/sign-in", credentials);
  }

  @Test
  void back5_givenALock_thenOnlyOneWhoKnowsThePasswordLearnsOfIt_andAnUnlockOpensTheAccountWithAHold() throws IOException {
    Customer customer = customers.active();
    int version = lock(customer);
    assertThat(lock(customer)).as("locked again").isEqualTo(version);

    assertThat(signIn(customer, customer.credentials()).problem()).isEqualTo("account-locked");
    assertThat(signIn(customer, customer.credentials("not the password at all")).problem()).isEqualTo("credentials-refused");
    topics.awaitType(customer.account(), "io.portcullis.auth.account-locked.v1");
    assertThat(json.readTree(neighbours.standings(customer.account()).getLast().getBodyAsString()).path("reason").asText()).isEqualTo("locked");

    UUID request = UUID.randomUUID();
    for (int told = 0; told < 2; told++) {
      assertThat(unlock(customer, version, request).status()).isEqualTo(204);
    }
    assertThat(signIn(customer, customer.credentials()).status()).isEqualTo(200);
    assertThat(topics.awaitType(customer.account(), "io.portcullis.auth.account-unlocked.v1"))
        .containsOnlyOnce("io.portcullis.auth.account-locked.v1", "io.portcullis.auth.hold-started.v1",
            "io.portcullis.auth.account-unlocked.v1");
    assertThat(recovery().get("/internal/desk/accounts/" + customer.account() + "/holds").json().path("holds")).isNotEmpty();
  }

  @Test
  void back5_givenALock_whenSessionServiceDidNotHearOfItYet_thenNoUnlock() {
    Customer customer = customers.active();
    var outage = neighbours.away("/internal/accounts/" + customer.account() + "/standing");
    int version = lock(customer);

    assertThat(unlock(customer, version, UUID.randomUUID()).status()).isEqualTo(503);
    assertThat(signIn(customer, customer.credentials()).problem()).isEqualTo("account-locked");
    neighbours.forget(outage);
  }

  @Test
  void a37_givenAFrozenAccount_whenStaffLockIt_thenNoUnlockTouchesTheFreeze() {
    Customer customer = customers.active();
    freeze(customer);

    int version = lock(customer);
    assertThat(signIn(customer, customer.credentials()).problem()).isEqualTo("account-frozen");
    assertThat(unlock(customer, version, UUID.randomUUID()).problem()).isEqualTo("account-frozen");
    assertThat(signIn(customer, customer.credentials()).problem()).isEqualTo("account-frozen");
    assertThat(standing(customer).path("lock").path("version").asInt()).isEqualTo(version);
  }

  @Test
  void a37_givenALockedAccount_whenItsOwnerFreezesIt_thenTheUnlockThatWasOnItsWayIsRefused() {
    Customer customer = customers.active();
    int version = lock(customer);
    freeze(customer);

    assertThat(unlock(customer, version, UUID.randomUUID()).problem()).isEqualTo("account-frozen");
    assertThat(signIn(customer, customer.credentials()).problem()).isEqualTo("account-frozen");
  }

  @Test
  void a37OldUnlock_givenALaterLock_thenItStays() {
    Customer customer = customers.active();
    int first = lock(customer);
    assertThat(unlock(customer, first, UUID.randomUUID()).status()).isEqualTo(204);
    lock(customer);

    assertThat(unlock(customer, first, UUID.randomUUID()).problem()).isEqualTo("proof-outdated");
    assertThat(signIn(customer, customer.credentials()).problem()).isEqualTo("account-locked");
  }

  @Test
  void a38_givenALockedAccount_thenNoMoneyLeaves() {
    Customer customer = customers.active();
    lock(customer);

    Client withdrawals = Client.fromANewNetwork().bearer(ServiceTokenFiles.token("withdrawals", "auth-service"));
    assertThat(withdrawals.post("/internal/holds/check", Map.of("accountId", customer.account(), "scope", "withdrawal")).problem())
        .isEqualTo("account-locked");
    assertThat(withdrawals.post("/internal/approvals", Map.of("accountId", customer.account(), "authorizationDetails", Map.of("type", "withdrawal",
        "asset", "BTC", "amount", "0.5", "network", "bitcoin", "address", "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq"))).problem())
        .isEqualTo("account-locked");
  }

  @Test
  void back5_givenACompletedCaseAboutALock_thenTheAccountIsUnlocked_andMoneyIsHeld() {
    Customer customer = customers.active();
    lock(customer);

    Answer answer = recover(customer, clock.instant().plusSeconds(3600));

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(signIn(customer, customer.credentials()).status()).isEqualTo(200);
    topics.awaitType(customer.account(), "io.portcullis.auth.account-unlocked.v1");
    assertThat(recovery().get("/internal/desk/accounts/" + customer.account() + "/holds").json().path("holds")).isNotEmpty();
  }

  @Test
  void back5_givenALockThatCameAfterTheDecision_whenTheCaseIsCompleted_thenItStays() {
    Customer customer = customers.active();
    lock(customer);

    assertThat(recover(customer, clock.instant().minusSeconds(3600)).status()).isEqualTo(200);

    assertThat(signIn(customer, customer.credentials()).problem()).isEqualTo("account-locked");
  }

  @Test
  void a37_givenAFrozenAndLockedAccount_whenACaseAboutTheLockIsCompleted_thenItStaysFrozen() {
    Customer customer = customers.active();
    freeze(customer);
    lock(customer);

    assertThat(recover(customer, clock.instant().plusSeconds(3600)).status()).isEqualTo(200);

    assertThat(signIn(customer, customer.credentials()).problem()).isEqualTo("account-frozen");
  }

  @Test
  void back5_givenAnEndOfSessionsBySupport_thenItIsToldOnce_andTheOwnerSignsInAgain() throws IOException {
    Customer customer = customers.active();

    assertThat(act(customer, "sessions-end").status()).isEqualTo(204);

    assertThat(json.readTree(neighbours.standings(customer.account()).getLast().getBodyAsString()).path("reason").asText()).isEqualTo("support");
    topics.awaitType(customer.account(), "io.portcullis.auth.sessions-ended-by-support.v1");
    assertThat(signIn(customer, customer.credentials()).status()).isEqualTo(200);
  }

  @Test
  void givenAHold_thenTheDeskSeesItsReasonAndItsEnd() {
    Customer customer = customers.active();
    recovery().post("/internal/accounts/" + customer.account() + "/recovery-hold", Map.of("requestId", UUID.randomUUID().toString()));

    Answer answer = recovery().get("/internal/desk/accounts/" + customer.account() + "/holds");

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.json().path("holds").get(0).path("until").asText()).isNotBlank();
  }

  @Test
  void givenNoSuchAccount_thenNotFound() {
    String nobody = "/internal/desk/accounts/" + UUID.randomUUID();
    for (String what : List.of("lock", "sessions-end")) {
      assertThat(recovery().put(nobody + "/" + what, Map.of("reason", "security-alert")).status()).isEqualTo(404);
    }
    assertThat(recovery().put(nobody + "/unlock", Map.of("requestId", UUID.randomUUID().toString(), "lockVersion", 1, "reason", "x")).status())
        .isEqualTo(404);
    assertThat(recovery().get(nobody + "/standing").status()).isEqualTo(404);
  }
}
