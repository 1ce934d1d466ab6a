package io.portcullis.acceptance.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.acceptance.Answer;
import io.portcullis.acceptance.Client;
import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.Letter;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import io.portcullis.devstack.Service;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.junit.jupiter.api.Test;

/// Promise SAFE-6: a withdrawal, from the exchange's own system to the customer's security key and back.
@AgainstTheHouse
class ApprovalJourneyTest {
  private static final String PASSPHRASE = "583920";

  private final House house;
  private final Client withdrawals;

  ApprovalJourneyTest(House house) {
    this.house = house;
    withdrawals = house.stranger().at(house.address(Service.AUTH));
  }

  /// What docs/money.md says an exchange hashes, written by hand: its keys stand in the order of RFC 8785.
  private static String hash(String account, String amount) throws Exception {
    String canonical = ("{\"accountId\":\"%s\",\"authorizationDetails\":{\"address\":\"bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq\","
        + "\"amount\":\"%s\",\"asset\":\"BTC\",\"network\":\"bitcoin\",\"type\":\"withdrawal\"}}").formatted(account, amount);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(
        MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8)));
  }

  private Client.Call asWithdrawals(String path) {
    return withdrawals.post("/internal/approvals" + path).bearer(house.serviceToken("withdrawals", Service.AUTH));
  }

  private Answer consume(String approval, String hash) {
    return asWithdrawals("/" + approval + "/consume").json(Map.of("actionHash", hash)).send();
  }

  private String propose(String account) {
    return asWithdrawals("").json(Map.of("accountId", account, "authorizationDetails", Map.of("type", "withdrawal", "asset", "BTC",
        "amount", "0.5", "network", "bitcoin", "address", "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq"))).expect(201).json().path("approvalId").asText();
  }

  private record Owner(Customer customer, String account) {}

  private Owner withKeyAndPassphrase() {
    Customer customer = house.signedIn();
    customer.enrolSecurityKey("key");
    customer.stepUpByTouch();
    customer.client().put("/v1/trading-passphrase").bearer(customer.accessToken()).json(Map.of("passphrase", PASSPHRASE)).expect(204);
    return new Owner(customer, account(customer));
  }

  private Owner withKeyAndPassphraseOfOld() {
    Owner owner = withKeyAndPassphrase();
    house.holdsAreOver(owner.account());
    return owner;
  }

  private static String account(Customer customer) {
    return customer.read("/v1/account").json().path("accountId").asText();
  }

  private static String statementIn(Answer given) {
    return given.json().path("statement").asText();
  }

  private static Answer approve(Customer customer, String approval) {
    JsonNode asked = customer.client().post("/v1/approvals/" + approval + "/challenge").bearer(customer.accessToken()).json(Map.of())
        .expect(200).json();
    return customer.client().post("/v1/approvals/" + approval + "/approve").bearer(customer.accessToken()).json(Map.of(
        "method", "webauthn", "credential", customer.securityKey().get(asked.get("publicKey")), "passphrase", PASSPHRASE)).send();
  }

  @Test
  void safe6_givenAWithdrawal_whenTheKeyHasSignedIt_thenItsSystemExecutesItOnce_andTheCustomerReadsAllOfIt() throws Exception {
    Owner owner = withKeyAndPassphraseOfOld();
    Customer customer = owner.customer();
    String approval = propose(owner.account());
    JsonNode shown = customer.read("/v1/approvals/" + approval).json();
    assertThat(shown.get("title").asText()).isEqualTo("Withdrawal");
    assertThat(shown.get("fields").valueStream().map(field -> field.get("value").asText()).toList())
        .containsExactly("BTC", "0.5", "bitcoin", "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq");

    Answer given = approve(customer, approval);
    assertThat(given.status()).as(given.body()).isEqualTo(200);
    var keys = new JsonWebKeySet(customer.client().get("/.well-known/jwks.json").expect(200).body());
    JwtClaims statement = new JwtConsumerBuilder().setVerificationKeyResolver(new JwksVerificationKeyResolver(keys.getJsonWebKeys()))
        .setExpectedType(true, "approval+jwt").setExpectedIssuer(house.origin()).setExpectedAudience("withdrawals")
        .setRequireExpirationTime().build().processToClaims(statementIn(given));
    assertThat(statement.getClaimValue("action_hash")).isEqualTo(hash(owner.account(), "0.5"));
    assertThat(statement.getSubject()).isEqualTo(owner.account());
    assertThat(statement.getClaimValue("acr")).isEqualTo("phr");
    assertThat(house.check().of(statementIn(given)).status()).as("it is no access token").isEqualTo(401);

    assertThat(consume(approval, hash(owner.account(), "0.5")).status()).isEqualTo(200);
    assertThat(consume(approval, hash(owner.account(), "0.5")).problem()).isEqualTo("approval-consumed");
    house.awaitQuiet();
    assertThat(customer.read("/v1/activity").json().findValuesAsText("title")).containsSubsequence(
        "Approved action carried out", "Action approved", "Approval of an action asked for");
  }

  @Test
  void safe10_givenATradingPassphraseOfToday_thenWhatIsApprovedWithItIsHeld_andTheMailSaidUntilWhen() throws Exception {
    Owner owner = withKeyAndPassphrase();
    Customer customer = owner.customer();
    JsonNode hold = customer.read("/v1/holds").json().path("holds").path(0);
    assertThat(hold.path("reason").asText()).isEqualTo("trading-passphrase-set");
    Letter told = customer.inbox().await(customer.identifier(), "the alert", letter -> letter.subject().contains("trading passphrase was set"));
    assertThat(told.text()).contains("Withdrawals from your account are held until");

    String approval = propose(owner.account());
    assertThat(approve(customer, approval).status()).isEqualTo(200);
    Answer held = consume(approval, hash(owner.account(), "0.5"));
    assertThat(held.problem()).isEqualTo("withdrawals-held");
    assertThat(held.json().path("until").asText()).isEqualTo(hold.path("until").asText());

    house.holdsAreOver(owner.account());
    assertThat(customer.read("/v1/holds").json().path("holds")).isEmpty();
    assertThat(consume(approval, hash(owner.account(), "0.5")).status()).isEqualTo(200);
    house.awaitQuiet();
    assertThat(customer.read("/v1/activity").json().findValuesAsText("title")).containsSubsequence(
        "Approved action carried out", "Action not carried out: withdrawals are held", "Action approved");
  }

  private String approved(Owner owner) {
    String approval = propose(owner.account());
    assertThat(approve(owner.customer(), approval).status()).isEqualTo(200);
    return approval;
  }

  @Test
  void a44_givenAnApproval_whenItsOwnerSignsOutEverywhere_thenNothingLeaves() throws Exception {
    Owner owner = withKeyAndPassphraseOfOld();
    String approval = approved(owner);
    Customer elsewhere = owner.customer().onAnotherDevice(house.client());
    elsewhere.signInWithPasskey();
    elsewhere.client().delete("/v1/sessions").bearer(elsewhere.accessToken()).expect(204);
    assertThat(consume(approval, hash(owner.account(), "0.5")).problem()).isEqualTo("approval-session-ended");
  }

  @Test
  void a44_givenAnApproval_whenTheKeyThatGaveItIsRemoved_orTheTradingPassphraseIsChanged_thenNothingLeaves() throws Exception {
    Owner owner = withKeyAndPassphraseOfOld();
    Customer customer = owner.customer();
    String approval = approved(owner);
    customer.client().put("/v1/trading-passphrase").bearer(customer.accessToken()).json(Map.of("passphrase", "720549")).expect(204);
    assertThat(consume(approval, hash(owner.account(), "0.5")).problem()).isEqualTo("withdrawals-held");
    assertThat(customer.read("/v1/holds").json().path("holds").path(0).path("reason").asText()).isEqualTo("trading-passphrase-set");

    Owner other = withKeyAndPassphraseOfOld();
    String another = approved(other);
    String key = other.customer().read("/v1/mfa/webauthn").json().findValuesAsText("id").getFirst();
    other.customer().client().delete("/v1/mfa/webauthn/" + key).bearer(other.customer().accessToken()).expect(204);
    assertThat(consume(another, hash(other.account(), "0.5")).problem()).isEqualTo("withdrawals-held");
    assertThat(other.customer().read("/v1/holds").json().path("holds").path(0).path("reason").asText()).isEqualTo("second-factor-removed");
  }

  @Test
  void a44_givenAnApproval_whenItsOwnerFreezesTheAccountByTheAlertsLink_thenNothingLeaves() throws Exception {
    Owner owner = withKeyAndPassphraseOfOld();
    String approval = approved(owner);
    Letter alert = owner.customer().inbox().await(owner.customer().identifier(), "the alert",
        letter -> letter.subject().contains("An action was approved"));
    house.stranger().post("/v1/recovery/freeze").json(Map.of("token", alert.linkToken())).expect(204);
    assertThat(consume(approval, hash(owner.account(), "0.5")).problem()).as("a freeze declines what is open").isEqualTo("approval-declined");
  }

  @Test
  void changedField_givenAnApprovedWithdrawal_whenTheExchangesDatabaseSaysAnotherAmount_thenNothingLeaves() throws Exception {
    Owner owner = withKeyAndPassphrase();
    String approval = propose(owner.account());
    assertThat(approve(owner.customer(), approval).status()).isEqualTo(200);
    assertThat(consume(approval, hash(owner.account(), "5.0")).problem()).isEqualTo("another-action-approved");
  }

  @Test
  void frozen_givenTheCustomerSaysItWasNotMe_thenEveryAddressGetsTheLinkThatFreezesTheAccount() {
    Customer customer = house.signedIn();
    String approval = propose(account(customer));
    customer.client().post("/v1/approvals/" + approval + "/decline").bearer(customer.accessToken()).json(Map.of("notMe", true)).expect(204);
    Letter alert = customer.inbox().await(customer.identifier(), "the alert",
        letter -> letter.subject().contains("You declined an action that is not yours"));
    assertThat(alert.linksTo("/recovery/freeze")).isTrue();
    assertThat(customer.read("/v1/approvals/" + approval).json().path("state").asText()).isEqualTo("declined");
  }
}
