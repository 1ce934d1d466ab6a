package io.portcullis.auth.wayback;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// BACK-6: what auth-service has to do with the way back.
@AuthTest
class WayBackTest {

  NeighboursDouble neighbours;

  @Inject
  Customers customers;

  @Inject
  TopicProbe topics;

  @Inject
  MutableClock clock;

  private final Client stranger = Client.fromANewNetwork();
  private final UUID wayBack = UUID.randomUUID();
  private Customer ann;

  @BeforeEach
  void frozen() {
    ann = customers.active();
    neighbours.offers(ann.account(), "webauthn", "totp", "email");
    freeze();
  }

  private Client recovery() {
    return stranger.bearer(ServiceTokenFiles.token("recovery-service", "auth-service"));
  }

  private void freeze() {
    assertThat(recovery().post("/internal/accounts/" + ann.account() + "/freeze",
        Map.of("requestId", UUID.randomUUID().toString(), "reason", "compromised")).status()).isEqualTo(204);
  }

  private String path(String end) {
    return "/internal/way-back/" + ann.account() + end;
  }

  private Answer begin() {
    return recovery().post(path("/challenges"), Map.of("wayBack", wayBack.toString()));
  }

  private Answer show(String method, String code) {
    return recovery().post(path("/challenges/" + begin().text("challenge") + "/verify"),
        Map.of("wayBack", wayBack.toString(), "factor", Map.of("method", method, "code", code)));
  }

  private void settledAt(Instant at) {
    neighbours.stepUpsProved(ann.account(), at);
  }

  @Test
  void back6_givenAFactorThatWasSettledWhenTheAccountWasFrozen_thenItIsRight_andAWrongCodeIsNot() {
    settledAt(clock.instant().minus(Duration.ofDays(3)));

    assertThat(begin().json().get("methods")).extracting(method -> method.asText()).containsExactly("webauthn", "totp");
    assertThat(show("totp", NeighboursDouble.RIGHT_CODE).status()).isEqualTo(204);
    assertThat(show("totp", "000000").problem()).isEqualTo("code-refused");
  }

  @Test
  void a39ThiefsFactor_givenItSettlesAfterTheFreeze_evenBeforeASecondOne_thenItIsTooNew() {
    settledAt(clock.instant().plus(Duration.ofMinutes(1)));
    assertThat(show("totp", NeighboursDouble.RIGHT_CODE).problem()).isEqualTo("factor-not-settled");

    clock.advance(Duration.ofMinutes(2));
    freeze();

    assertThat(show("totp", NeighboursDouble.RIGHT_CODE).problem()).isEqualTo("factor-not-settled");
    clock.reset();
  }

  @Test
  void a36WeakFactor_givenACodeToAnAddressOrARecoveryCode_thenItIsNoFactorHere() {
    settledAt(clock.instant().minus(Duration.ofDays(3)));
    assertThat(show("email", NeighboursDouble.RIGHT_CODE).problem()).isEqualTo("step-up-ended");
    assertThat(show("recovery-code", NeighboursDouble.RIGHT_CODE).problem()).isEqualTo("step-up-ended");
    neighbours.offers(ann.account(), "email");
    assertThat(begin().json().get("methods")).isEmpty();
  }

  @Test
  void givenAnAccountThatIsNotFrozen_orACustomer_thenNothingIsFound() {
    Customer bob = customers.active();
    assertThat(recovery().get("/internal/way-back/" + bob.account() + "/items").status()).isEqualTo(404);
    assertThat(stranger.get(path("/items")).status()).isEqualTo(401);
  }

  @Test
  void back6Review_givenFactorsDevicesAndIdentifiers_thenAllAreListed_maskedAndByAge() {
    UUID factor = UUID.randomUUID();
    UUID device = UUID.randomUUID();
    neighbours.reviewed(ann.account(), factor, device);

    Answer items = recovery().get(path("/items"));

    assertThat(items.json().get("items")).extracting(item -> item.get("kind").asText())
        .containsExactly("identifier", "totp", "device");
    assertThat(items.body()).contains(factor.toString(), device.toString()).doesNotContain(ann.identifier());
    assertThat(recovery().send("DELETE", path("/items/totp/" + factor), "").status()).isEqualTo(204);
    assertThat(recovery().send("DELETE", path("/items/device/" + device), "").status()).isEqualTo(204);
    assertThat(recovery().send("DELETE", path("/items/device/" + UUID.randomUUID()), "").status()).isEqualTo(404);
    assertThat(recovery().send("DELETE", path("/items/nothing/" + device), "").status()).isEqualTo(404);
  }

  @Test
  void a39ThiefsAddress_givenItIsNotTheOwners_whenItIsRemoved_thenNoLinkBringsItBack_andTheLastOneStays() {
    String thief = Customers.freshEmail();
    UUID added = UUID.randomUUID();
    customers.query("insert into identifier (canonical, account_id, type, verified_at, id) values ($1, $2, 'email', now(), $3)",
        thief, ann.account().value(), added);
    customers.query("""
        insert into identifier_change (id, account_id, action, before, removed, token_digest, changed_at, ends_at)
        values (gen_random_uuid(), $1, 'ADDED', '[]', null, sha256($2::text::bytea), now(), now() + interval '3 days')""",
        ann.account().value(), thief);

    assertThat(recovery().send("DELETE", path("/items/identifier/" + added), "").status()).isEqualTo(204);

    assertThat(customers.count("select count(*) from identifier where account_id = $1", ann.account().value())).isEqualTo(1);
    assertThat(customers.count("select count(*) from identifier_change where account_id = $1 and void_at is null",
        ann.account().value())).isZero();
    UUID last = customers.query("select id from identifier where account_id = $1", ann.account().value()).iterator().next().getUUID(0);
    assertThat(recovery().send("DELETE", path("/items/identifier/" + last), "").problem()).isEqualTo("identifier-needed");
  }
}
