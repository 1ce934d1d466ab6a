package io.portcullis.auth.approval;

import static io.portcullis.auth.approval.Withdrawals.HALF_A_BITCOIN;
import static io.portcullis.auth.approval.Withdrawals.approve;
import static io.portcullis.auth.approval.Withdrawals.challenge;
import static io.portcullis.auth.approval.Withdrawals.consume;
import static io.portcullis.auth.approval.Withdrawals.propose;
import static io.portcullis.auth.approval.Withdrawals.show;
import static io.portcullis.auth.approval.Withdrawals.showKey;
import static io.portcullis.auth.approval.Withdrawals.system;
import static io.portcullis.auth.approval.Withdrawals.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import io.portcullis.auth.AuthTest;
import io.portcullis.auth.approval.Withdrawals.Owner;
import io.portcullis.auth.fixture.Client;
import io.portcullis.auth.fixture.Client.Answer;
import io.portcullis.auth.fixture.Customers;
import io.portcullis.auth.fixture.NeighboursDouble;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// SAFE-6: what a customer approves, and who may do what with it.
@AuthTest
class ApprovalTest {

  NeighboursDouble neighbours;

  @Inject Withdrawals withdrawals;
  @Inject Customers customers;
  @Inject ObjectMapper json;

  private Owner ann;

  @BeforeEach
  void open() {
    ann = withdrawals.owner(neighbours);
  }

  private String proposed(Map<String, ?> details) {
    Answer answer = propose(ann.account(), details);
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return answer.text("approvalId");
  }

  private Answer get(String approval) {
    return ann.client().get("/v1/approvals/" + approval);
  }

  private String state(String approval) {
    return get(approval).text("state");
  }

  @Test
  void safe6_givenAWithdrawal_whenItsCustomerApproves_thenItsSystemConsumesItOnce_andEveryStepIsAnEvent() throws Exception {
    String approval = proposed(HALF_A_BITCOIN);
    String hash = get(approval).text("actionHash");
    assertThat(state(approval)).isEqualTo("open");

    Answer given = approve(ann.client(), approval);
    assertThat(given.status()).as(given.body()).isEqualTo(200);
    assertThat(given.text("statement")).isEqualTo("signed-" + approval);
    assertThat(given.text("acr")).isEqualTo("aal2");
    assertThat(given.header("cache-control")).isEqualTo("no-store");
    assertThat(state(approval)).isEqualTo("approved");
    JsonNode signed = json.readTree(neighbours.statementsAsked(ann.account()).getLast().getBodyAsString());
    assertThat(signed.get("audience").asText()).isEqualTo("withdrawals");
    assertThat(signed.get("actionHash").asText()).isEqualTo(hash);
    assertThat(signed.get("lifetime").asInt()).isEqualTo(300);

    Answer consumed = consume("withdrawals", approval, hash);
    assertThat(consumed.status()).as(consumed.body()).isEqualTo(200);
    assertThat(consumed.text("accountId")).isEqualTo(ann.account().toString());
    assertThat(consumed.json().get("authorizationDetails")).isEqualTo(json.valueToTree(HALF_A_BITCOIN));
    assertThat(consumed.text("statement")).isEqualTo("signed-" + approval);
    assertThat(state(approval)).isEqualTo("consumed");
    assertThat(withdrawals.events(ann.account(), 3)).containsExactly("approval-proposed", "approval-granted", "approval-consumed");
  }

  @Test
  void safe6_givenTheRecord_thenAnybodyCanHashItAgain_byRfc8785() throws Exception {
    String canonical = "{\"accountId\":\"" + ann.account() + "\",\"authorizationDetails\":{\"address\":\"bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq\","
        + "\"amount\":\"0.5\",\"asset\":\"BTC\",\"memo\":\"für \\\"Ann\\\"\",\"network\":\"bitcoin\",\"type\":\"withdrawal\"}}";
    String hash = Base64.getUrlEncoder().withoutPadding().encodeToString(
        MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8)));
    assertThat(get(proposed(with("memo", "für \"Ann\""))).text("actionHash")).isEqualTo(hash);
  }

  @Test
  void safe6_givenTheCustomersOwnClient_whenItProposes_thenTheNamedSystemAloneConsumes() {
    Answer answer = ann.client().post("/v1/approvals", Map.of("system", "p2p", "authorizationDetails", HALF_A_BITCOIN));
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    String approval = answer.text("approvalId");
    approve(ann.client(), approval);
    assertThat(consume("withdrawals", approval, answer.text("actionHash")).status()).isEqualTo(404);
    assertThat(consume("p2p", approval, answer.text("actionHash")).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "en | Withdrawal | Asset=BTC, Amount=0.5, Network=bitcoin, To address=bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
      "de-CH | Auszahlung | Währung=BTC, Betrag=0.5, Netzwerk=bitcoin, An die Adresse=bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
      "fr | Withdrawal | Asset=BTC, Amount=0.5, Network=bitcoin, To address=bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq"})
  void shown_givenTheCustomersLanguage_thenTitleAndEveryFieldAreInIt(String locale, String title, String fields) {
    customers.query("update account set locale = $2 where id = $1", ann.account().value(), locale);
    JsonNode shown = get(proposed(HALF_A_BITCOIN)).json();
    assertThat(shown.get("title").asText()).isEqualTo(title);
    assertThat(shown.get("fields").valueStream().map(field -> field.get("label").asText() + '=' + field.get("value").asText()).toList())
        .isEqualTo(List.of(fields.split(", ")));
  }

  @Test
  void shown_givenAList_thenEachOfItsValuesIsAFieldOfItsOwn() {
    JsonNode shown = get(proposed(Map.of("type", "api-key", "name", "bot", "scopes", List.of("read", "trade"),
        "expiresAt", "2027-01-01T00:00:00Z"))).json();
    assertThat(shown.get("fields").valueStream().map(field -> field.get("name").asText() + ' ' + field.get("label").asText() + ' '
        + field.get("value").asText()).toList())
        .containsExactly("/name Name bot", "/scopes/0 May read", "/scopes/1 May trade", "/expiresAt Until 2027-01-01T00:00:00Z");
  }

  @ParameterizedTest
  @CsvSource({"BTC, 1, aal2", "BTC, 0.99, aal2", "BTC, 1.00000001, phr", "BTC, 2, phr", "EUR, 10000, aal2", "EUR, 10000.01, phr",
      "ETH, 1000000, aal2"})
  void strength_givenLimitsByAsset_thenWhatIsAboveNeedsASecurityKey(String asset, String amount, String acr) {
    String approval = proposed(Map.of("type", "internal-transfer", "asset", asset, "amount", amount, "recipient", "Bob"));
    assertThat(get(approval).text("acr")).isEqualTo(acr);
    assertThat(challenge(ann.client(), approval, "webauthn").json().get("methods").toString())
        .isEqualTo(acr.equals("phr") ? "[\"webauthn\"]" : "[\"webauthn\",\"totp\"]");
  }

  @ParameterizedTest
  @CsvSource({"0.001, 10000, aal2", "0.001, 900000, phr"})
  void strength_givenATrade_thenItsPriceCountsToo(String amount, String price, String acr) {
    String approval = proposed(Map.of("type", "p2p-trade", "side", "buy", "asset", "BTC", "amount", amount, "currency", "EUR",
        "price", price, "counterparty", "Bob", "order", "7"));
    assertThat(get(approval).text("acr")).isEqualTo(acr);
  }

  @Test
  void strength_givenAFeeAboveTheLimit_thenItNeedsASecurityKey() {
    assertThat(get(proposed(with("feeCeiling", "1.5"))).text("acr")).isEqualTo("phr");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.50", "1.0", "60.000", "00.5", ".5", "1.", "1e3", "+1", "1,5"})
  void badInput_givenAnAmountThatCouldBeReadInTwoWays_thenItIsRefused(String amount) {
    assertThat(propose(ann.account(), with("amount", amount)).status()).isEqualTo(400);
  }

  @Test
  void strength_givenALargeAmount_thenTheKeyApproves_andWhatItSignedIsKept() {
    String approval = proposed(with("amount", "2"));
    neighbours.actionsProved(ann.account(), "[\"pop\",\"user\",\"mfa\"]", Instant.EPOCH);
    Answer asked = ann.client().post("/v1/approvals/" + approval + "/challenge", Map.of());
    assertThat(asked.text("method")).isEqualTo("webauthn");
    assertThat(asked.json().has("publicKey")).isTrue();
    Answer given = showKey(ann.client(), approval);
    assertThat(given.status()).as(given.body()).isEqualTo(200);
    assertThat(given.text("acr")).isEqualTo("phr");
    assertThat(customers.query("select evidence from approval where account_id = $1", ann.account().value()).iterator().next()
        .getString(0)).isEqualTo("{\"signature\":\"c2ln\"}");
  }

  @Test
  void strength_givenAnAppsCode_thenNoSignatureIsKept() {
    assertThat(approve(ann.client(), proposed(HALF_A_BITCOIN)).status()).isEqualTo(200);
    assertThat(customers.query("select evidence from approval where account_id = $1", ann.account().value()).iterator().next()
        .getString(0)).isNull();
  }

  @Test
  void passphrase_givenItIsWrong_thenTheFactorMustBeShownAgain() {
    String approval = proposed(HALF_A_BITCOIN);
    challenge(ann.client(), approval, "totp");
    Answer wrong = show(ann.client(), approval, NeighboursDouble.RIGHT_CODE, "000000");
    assertThat(wrong.status()).isEqualTo(403);
    assertThat(wrong.problem()).isEqualTo("passphrase-refused");
    assertThat(withdrawals.refusals(ann.account(), 2)).containsExactly("WRONG_PASSPHRASE");
    assertThat(approve(ann.client(), approval).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"{\"outcome\":\"cooling\",\"retryAfter\":77} | 429 | too-many-attempts",
      "{\"outcome\":\"stopped\"} | 409 | passphrase-stopped", "{\"outcome\":\"not-set\"} | 409 | passphrase-needed"})
  void passphrase_givenItCantBeTried_thenTheClientIsToldWhy(String outcome, int status, String problem) {
    String approval = proposed(HALF_A_BITCOIN);
    neighbours.passphraseAnswered(ann.account(), outcome);
    Answer answer = approve(ann.client(), approval);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.problem()).isEqualTo(problem);
    assertThat(answer.header("retry-after")).isEqualTo(status == 429 ? "77" : "");
    assertThat(state(approval)).isEqualTo("open");
  }

  @Test
  void idempotency_givenAKey_thenARepeatedProposalIsTheSame_andAnotherActionIsRefused() {
    Client keyed = system("withdrawals").with("Idempotency-Key", "withdrawal-4711");
    Map<String, Object> body = Map.of("accountId", ann.account(), "authorizationDetails", HALF_A_BITCOIN);
    String first = keyed.post("/internal/approvals", body).text("approvalId");
    assertThat(keyed.post("/internal/approvals", body).text("approvalId")).isEqualTo(first);
    Answer other = keyed.post("/internal/approvals", Map.of("accountId", ann.account(), "authorizationDetails", with("amount", "0.6")));
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.problem()).isEqualTo("idempotency-key-reused");
    assertThat(system("p2p").with("Idempotency-Key", "withdrawal-4711").post("/internal/approvals", body).text("approvalId"))
        .isNotEqualTo(first);
  }

  @Test
  void idempotency_givenAnExecutionIsNamed_whenItsAnswerWasLost_thenItMayAskAgain_andNobodyElseMay() {
    String approval = proposed(HALF_A_BITCOIN);
    approve(ann.client(), approval);
    Map<String, Object> body = Map.of("actionHash", get(approval).text("actionHash"));
    String path = "/internal/approvals/" + approval + "/consume";
    Client execution = system("withdrawals").with("Idempotency-Key", "execution-1");
    assertThat(execution.post(path, body).text("answer")).isEqualTo("first");
    assertThat(execution.post(path, body).text("answer")).isEqualTo("repeated");
    assertThat(system("withdrawals").with("Idempotency-Key", "execution-2").post(path, body).problem()).isEqualTo("approval-consumed");
    assertThat(system("withdrawals").post(path, body).problem()).isEqualTo("approval-consumed");
  }

  @Test
  void decline_givenAnApprovedAction_whenItsOwnerThinksBetterOfIt_thenItIsNotConsumed() {
    String approval = proposed(HALF_A_BITCOIN);
    approve(ann.client(), approval);
    assertThat(ann.client().post("/v1/approvals/" + approval + "/decline", Map.of()).status()).isEqualTo(204);
    assertThat(consume("withdrawals", approval, get(approval).text("actionHash")).problem()).isEqualTo("approval-declined");
    assertThat(approve(ann.client(), approval).problem()).isEqualTo("approval-declined");
  }

  @Test
  void decline_givenItWasNotMe_thenThatIsToldOnce_alsoAfterAPlainNo() {
    String approval = proposed(HALF_A_BITCOIN);
    for (Map<String, Object> answer : List.<Map<String, Object>>of(Map.of(), Map.of("notMe", true), Map.of("notMe", true), Map.of())) {
      assertThat(ann.client().post("/v1/approvals/" + approval + "/decline", answer).status()).isEqualTo(204);
    }
    assertThat(withdrawals.events(ann.account(), 3)).containsExactly("approval-proposed", "approval-declined", "approval-declined");
  }

  @Test
  void time_givenNobodyDecidesInTime_orNobodyConsumesInTime_thenItHasExpired() {
    String undecided = proposed(HALF_A_BITCOIN);
    assertThat(lifetime(undecided)).isEqualTo(Duration.ofMinutes(10));
    withdrawals.runOut(ann.account());
    assertThat(state(undecided)).isEqualTo("expired");
    assertThat(challenge(ann.client(), undecided, "totp").problem()).isEqualTo("approval-expired");

    String late = proposed(HALF_A_BITCOIN);
    assertThat(approve(ann.client(), late).json().get("expiresIn").asInt()).isBetween(240, 300);
    withdrawals.runOut(ann.account());
    assertThat(consume("withdrawals", late, get(late).text("actionHash")).problem()).isEqualTo("approval-expired");
  }

  private Duration lifetime(String approval) {
    JsonNode shown = get(approval).json();
    return Duration.between(Instant.parse(shown.get("proposedAt").asText()), Instant.parse(shown.get("endsAt").asText()));
  }

  @Test
  void list_givenSeveral_thenNewestFirst_byPages_andOpenOnesAloneIfAskedFor() {
    String first = proposed(HALF_A_BITCOIN);
    String second = proposed(HALF_A_BITCOIN);
    String third = proposed(HALF_A_BITCOIN);
    ann.client().post("/v1/approvals/" + second + "/decline", Map.of());
    JsonNode page = ann.client().get("/v1/approvals?limit=2").json();
    assertThat(page.get("approvals").findValuesAsText("approvalId")).containsExactly(third, second);
    JsonNode rest = ann.client().get("/v1/approvals?limit=2&after=" + page.get("next").asText()).json();
    assertThat(rest.get("approvals").findValuesAsText("approvalId")).containsExactly(first);
    assertThat(rest.has("next")).isFalse();
    assertThat(ann.client().get("/v1/approvals?state=open").json().get("approvals").findValuesAsText("approvalId"))
        .containsExactly(third, first);
  }

  @Test
  void neighboursAway_givenNobodySigns_thenNothingIsApproved() {
    String approval = proposed(HALF_A_BITCOIN);
    StubMapping away = neighbours.away("/internal/approval-statements");
    try {
      assertThat(approve(ann.client(), approval).status()).isEqualTo(503);
    } finally {
      neighbours.forget(away);
    }
    assertThat(state(approval)).isEqualTo("open");
    assertThat(approve(ann.client(), approval).status()).isEqualTo(200);
  }
}
