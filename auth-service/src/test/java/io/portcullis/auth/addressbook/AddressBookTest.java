package io.portcullis.auth.addressbook;

import static io.portcullis.auth.approval.Withdrawals.HALF_A_BITCOIN;
import static io.portcullis.auth.approval.Withdrawals.approve;
import static io.portcullis.auth.approval.Withdrawals.consume;
import static io.portcullis.auth.approval.Withdrawals.propose;
import static io.portcullis.auth.approval.Withdrawals.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import io.portcullis.auth.AuthTest;
import io.portcullis.auth.approval.Withdrawals;
import io.portcullis.auth.approval.Withdrawals.Owner;
import io.portcullis.auth.fixture.Client;
import io.portcullis.auth.fixture.Client.Answer;
import io.portcullis.auth.fixture.Customers;
import io.portcullis.auth.fixture.NeighboursDouble;
import io.portcullis.contracts.AccountId;
import io.portcullis.testkit.CustomerTokens;
import io.portcullis.testkit.MutableClock;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// SAFE-13: where money may go, and ways round it.
@AuthTest
class AddressBookTest {

  private static final String BITCOIN = "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq";
  private static final String CHECKSUMMED = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";

  NeighboursDouble neighbours;

  @Inject Withdrawals withdrawals;
  @Inject Customers customers;
  @Inject CustomerTokens tokens;
  @Inject MutableClock clock;
  @Inject CarryOutSwitchOff job;

  private Owner ann;

  @BeforeEach
  void open() {
    ann = withdrawals.owner(neighbours);
  }

  @AfterEach
  void resetClock() {
    clock.reset();
  }

  private static Map<String, Object> entry(String network, String address) {
    return Map.of("type", "address-book-entry", "label", "Cold wallet", "asset", "BTC", "network", network, "address", address);
  }

  private static Map<String, Object> plus(Map<String, Object> details, String field, Object value) {
    var more = new HashMap<>(details);
    more.put(field, value);
    return more;
  }

  private Answer proposeEntry(Map<String, Object> entry) {
    return ann.client().post("/v1/approvals", Map.of("system", "portcullis", "authorizationDetails", entry));
  }

  private String approvedEntry(Map<String, Object> entry) {
    Answer proposed = proposeEntry(entry);
    assertThat(proposed.status()).as(proposed.body()).isEqualTo(201);
    assertThat(approve(ann.client(), proposed.text("approvalId")).status()).isEqualTo(200);
    return proposed.text("approvalId");
  }

  private Answer add(String approval) {
    return ann.client().post("/v1/address-book", Map.of("approvalId", approval));
  }

  private Answer booked(Map<String, Object> entry) {
    Answer added = add(approvedEntry(entry));
    assertThat(added.status()).as(added.body()).isEqualTo(201);
    return added;
  }

  private JsonNode book() {
    return ann.client().get("/v1/address-book").json();
  }

  /// As after a step-up with a settled factor.
  private Client proved() {
    return Client.fromANewNetwork().bearer(tokens.of(ann.account(), "aal2", clock.instant()));
  }

  private Answer bookOnly(boolean on) {
    return proved().put("/v1/address-book/book-only", Map.of("on", on));
  }

  private void settle(AccountId account) {
    customers.query("update address_book_entry set usable_at = usable_at - interval '25 hours' where account_id = $1", account.value());
  }

  private Answer withdraw(Map<String, Object> details) {
    Answer proposed = propose(ann.account(), details);
    assertThat(proposed.status()).as(proposed.body()).isEqualTo(201);
    assertThat(approve(ann.client(), proposed.text("approvalId")).status()).isEqualTo(200);
    return consume("withdrawals", proposed.text("approvalId"), proposed.text("actionHash"));
  }

  /// As the exchange asks for what needs no approval.
  private Answer check(String scope, Map<String, ?> more) {
    var way = new HashMap<String, Object>(Map.of("accountId", ann.account(), "scope", scope));
    way.putAll(more);
    return Withdrawals.system("withdrawals").post("/internal/holds/check", way);
  }

  private Answer byKey(String network, String address, String memo) {
    var to = new HashMap<>(Map.of("asset", "BTC", "network", network, "address", address));
    if (!memo.isEmpty()) {
      to.put("memo", memo);
    }
    return check("api-withdrawal", Map.of("destination", to));
  }

  @Test
  void a38WithdrawalByKey_givenBookOnly_thenAnApiKeyPaysToSettledEntriesAlone_andToNoneThatIsNotNamed() {
    booked(entry("bitcoin", BITCOIN));
    booked(plus(entry("ethereum", CHECKSUMMED), "memo", "7"));
    assertThat(check("api-withdrawal", Map.of()).json().path("held").asBoolean(true)).as("the mode is off").isFalse();
    assertThat(byKey("bitcoin", "anywhere", "").status()).isEqualTo(200);
    assertThat(bookOnly(true).status()).isEqualTo(200);

    assertThat(check("api-withdrawal", Map.of()).problem()).as("to an address that nobody names").isEqualTo("address-not-booked");
    assertThat(check("withdrawal", Map.of()).problem()).as("the same by another scope").isEqualTo("address-not-booked");
    assertThat(byKey("bitcoin", BITCOIN, "").problem()).isEqualTo("address-cooling");
    settle(ann.account());
    assertThat(byKey("bitcoin", BITCOIN, "").body()).isEqualTo("{\"held\":false,\"holds\":[]}");
    assertThat(byKey("ethereum", CHECKSUMMED.toLowerCase(), "7").status()).as("another spelling of the same").isEqualTo(200);
    for (Answer other : List.of(byKey("ethereum", CHECKSUMMED, ""), byKey("ethereum", CHECKSUMMED, "8"), byKey("bitcoin", CHECKSUMMED, ""),
        byKey("litecoin", BITCOIN, ""), byKey("bitcoin", BITCOIN, "x"))) {
      assertThat(other.problem()).isEqualTo("address-not-booked");
    }
    assertThat(check("internal-transfer", Map.of()).status()).as("it has no address").isEqualTo(200);
    for (Map<String, ?> wrong : List.<Map<String, ?>>of(Map.of(), Map.of("asset", "BTC", "network", "bitcoin"),
        Map.of("asset", "BTC", "network", "bitcoin", "address", "x".repeat(201)),
        Map.of("asset", "B\u0000C", "network", "bitcoin", "address", "x"), Map.of("asset", "BTC", "network", "bit\u0000coin", "address", "x"),
        Map.of("asset", "BTC", "network", "bitcoin", "address", "x\u0000"),
        Map.of("asset", "BTC", "network", "bitcoin", "address", "x", "memo", "7\u0000"),
        Map.of("asset", "BTC", "network", "bitcoin", "address", "x", "memo", "\u202e7"),
        Map.of("type", "address-book-entry", "asset", "BTC", "network", "bitcoin", "address", "x"))) {
      assertThat(check("api-withdrawal", Map.of("destination", wrong)).status()).isEqualTo(400);
    }
  }

  private List<String> warnings(Answer approval) {
    return approval.json().get("warnings").findValuesAsText("code");
  }

  @Test
  void safe13_givenAnApprovedEntry_thenItIsInTheBook_andCoolsForADay() {
    Answer added = booked(plus(entry("bitcoin", BITCOIN), "memo", "for Bob"));
    assertThat(Duration.between(Instant.parse(added.text("addedAt")), Instant.parse(added.text("usableAt")))).isEqualTo(Duration.ofHours(24));
    JsonNode listed = book().get("entries").get(0);
    assertThat(listed.get("entryId").asText()).isEqualTo(added.text("entryId"));
    assertThat(listed.get("label").asText()).isEqualTo("Cold wallet");
    assertThat(listed.get("address").asText()).isEqualTo(BITCOIN);
    assertThat(listed.get("memo").asText()).isEqualTo("for Bob");
    assertThat(book().get("bookOnly").get("on").asBoolean()).isFalse();
    assertThat(book().get("most").asInt()).isEqualTo(200);
    assertThat(withdrawals.events(ann.account(), 4)).containsExactly(
        "approval-proposed", "approval-granted", "approval-consumed", "address-booked");
  }

  @Test
  void safe13_givenBookOnlyIsOff_thenAnyAddressIsPaid() {
    assertThat(withdraw(HALF_A_BITCOIN).status()).isEqualTo(200);
  }

  @Test
  void cooling_givenAThiefWithSettledFactorAndPassphrase_whenAnEntryIsAddedAndUsedAtOnce_thenItIsRefused_andADayLaterNot() {
    bookOnly(true);
    assertThat(withdraw(HALF_A_BITCOIN).problem()).isEqualTo("address-not-booked");
    booked(entry("bitcoin", BITCOIN));
    Answer cooling = withdraw(HALF_A_BITCOIN);
    assertThat(cooling.status()).isEqualTo(403);
    assertThat(cooling.problem()).isEqualTo("address-cooling");
    settle(ann.account());
    assertThat(withdraw(HALF_A_BITCOIN).status()).isEqualTo(200);
  }

  @Test
  void bookOnly_givenItIsOn_thenTheCustomerAndTheSystemSeeEarlyThatItCantBeExecuted() {
    bookOnly(true);
    Answer proposed = propose(ann.account(), HALF_A_BITCOIN);
    assertThat(warnings(proposed)).containsExactly("address-not-booked");
    Answer entry = booked(entry("bitcoin", BITCOIN));
    JsonNode shown = ann.client().get("/v1/approvals/" + proposed.text("approvalId")).json().get("warnings").get(0);
    assertThat(shown.get("code").asText()).isEqualTo("address-cooling");
    assertThat(shown.get("until").asText()).isEqualTo(entry.text("usableAt"));
    settle(ann.account());
    assertThat(ann.client().get("/v1/approvals/" + proposed.text("approvalId")).json().get("warnings")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"memo, for Bob", "memo, for Eve", "asset, XBT", "network, litecoin", "network, bitcoin cash",
      "address, bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"})
  void memoSwap_givenAnotherMemoAssetNetworkOrAddress_thenItIsNotInTheBook(String field, String value) {
    booked(field.equals("memo") && value.endsWith("Eve") ? plus(entry("bitcoin", BITCOIN), "memo", "for Bob") : entry("bitcoin", BITCOIN));
    settle(ann.account());
    bookOnly(true);
    assertThat(withdraw(with(field, value)).problem()).isEqualTo("address-not-booked");
  }

  @ParameterizedTest
  @CsvSource({"ethereum, 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed, Ethereum, 0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed",
      "bitcoin, bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq, BITCOIN, BC1QAR0SRRR7XFKVY5L643LYDNW9RE59GTZZWF5MDQ"})
  void spelling_givenTheSameAddressOtherwise_thenItIsTheSame_andNotBookedTwice(String network, String address, String otherNetwork,
      String otherwise) {
    booked(entry(network, address));
    settle(ann.account());
    bookOnly(true);
    var withdrawal = new HashMap<>(with("address", otherwise));
    withdrawal.put("network", otherNetwork);
    assertThat(withdraw(withdrawal).status()).isEqualTo(200);
    Answer twice = proposeEntry(entry(otherNetwork, otherwise));
    assertThat(warnings(twice)).containsExactly("address-booked");
    approve(ann.client(), twice.text("approvalId"));
    assertThat(add(twice.text("approvalId")).problem()).isEqualTo("address-booked");
  }

  @Test
  void spelling_givenAnAddressWhoseCaseCounts_thenAnotherCaseIsAnotherAddress() {
    booked(entry("near", "Alice.near"));
    settle(ann.account());
    bookOnly(true);
    var withdrawal = new HashMap<>(with("address", "alice.near"));
    withdrawal.put("network", "near");
    assertThat(withdraw(withdrawal).problem()).isEqualTo("address-not-booked");
  }

  @Test
  void poisoning_givenAnAddressThatLooksLikeABookedOne_thenProposalAndListWarn() {
    booked(entry("ethereum", CHECKSUMMED));
    String poison = "0x5a" + "0".repeat(34) + "eaed";
    Answer proposed = proposeEntry(entry("ethereum", poison));
    assertThat(warnings(proposed)).containsExactly("address-looks-booked");
    assertThat(proposed.json().get("warnings").get(0).get("address").asText()).isEqualTo(CHECKSUMMED);
    assertThat(warnings(propose(ann.account(), Map.of("type", "withdrawal", "asset", "ETH", "amount", "1", "network", "ethereum",
        "address", poison)))).containsExactly("address-looks-booked");
    assertThat(warnings(proposeEntry(entry("polygon", poison)))).as("another network").isEmpty();
    assertThat(warnings(proposeEntry(entry("ethereum", "0x5a" + "0".repeat(34) + "eaee")))).isEmpty();

    approve(ann.client(), proposed.text("approvalId"));
    assertThat(warnings(add(proposed.text("approvalId")))).containsExactly("address-looks-booked");
    assertThat(book().get("entries").findValuesAsText("code")).containsExactly("address-looks-booked", "address-looks-booked");
  }

  @Test
  void poisoning_givenAnAddressThatLooksLikeOnePaidLately_thenTheCustomerIsWarned() {
    Map<String, Object> paid = Map.of("type", "withdrawal", "asset", "ETH", "amount", "1", "network", "ethereum", "address", CHECKSUMMED);
    assertThat(withdraw(paid).status()).isEqualTo(200);
    String poison = "0x5A" + "0".repeat(34) + "EAED";
    Answer proposed = proposeEntry(entry("ethereum", poison));
    assertThat(warnings(proposed)).containsExactly("address-looks-paid");
    assertThat(warnings(proposeEntry(entry("ethereum", CHECKSUMMED.toLowerCase())))).as("the very one").isEmpty();
    customers.query("update approval set proposed_at = proposed_at - interval '91 days' where account_id = $1 and type = 'withdrawal'",
        ann.account().value());
    assertThat(warnings(proposeEntry(entry("ethereum", poison)))).as("long ago").isEmpty();
  }

  @Test
  void a06_givenManyRequestsForOneApproval_thenOneMakesTheEntry_andAllGetIt() {
    for (int round = 0; round < 3; round++) {
      String approval = approvedEntry(entry("bitcoin", List.of(BITCOIN, "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
          "3P14159f73E4gFr7JterCCQh9QjiTjiZrG").get(round)));
      List<Answer> answers = ann.client().postAtOnce(64, "/v1/address-book", Map.of("approvalId", approval)).stream()
          .filter(answer -> !answer.isTurnedAway()).toList();
      assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(1);
      assertThat(answers).extracting(Answer::status).containsOnly(200, 201);
      assertThat(answers.stream().map(answer -> answer.text("entryId")).distinct()).hasSize(1);
      assertThat(book().get("entries")).hasSize(round + 1);
    }
  }

  @Test
  void approveAAddB_givenOnlyOneIsApproved_orIsForAnotherTypeOrSystemOrCustomer_thenNothingIsAdded() {
    String open = proposeEntry(entry("bitcoin", BITCOIN)).text("approvalId");
    assertThat(add(open).problem()).isEqualTo("approval-not-given");
    approvedEntry(entry("bitcoin", "3P14159f73E4gFr7JterCCQh9QjiTjiZrG"));
    assertThat(add(open).problem()).isEqualTo("approval-not-given");

    Answer key = ann.client().post("/v1/approvals", Map.of("system", "portcullis", "authorizationDetails",
        Map.of("type", "api-key", "name", "bot", "scopes", List.of("read"), "expiresAt", "2027-01-01T00:00:00Z")));
    Answer systems = propose(ann.account(), entry("bitcoin", BITCOIN));
    for (Answer other : List.of(key, systems)) {
      assertThat(approve(ann.client(), other.text("approvalId")).status()).isEqualTo(200);
      assertThat(add(other.text("approvalId")).status()).isEqualTo(404);
    }
    Client mallory = withdrawals.owner(neighbours).client();
    assertThat(mallory.post("/v1/address-book", Map.of("approvalId", open)).status()).isEqualTo(404);
    assertThat(add(UUID.randomUUID().toString()).status()).isEqualTo(404);
    assertThat(book().get("entries")).isEmpty();
  }

  @Test
  void a44_givenTheAccountIsFrozenOrChangedAfterTheApproval_thenNothingIsAdded() {
    String approval = approvedEntry(entry("bitcoin", BITCOIN));
    customers.query("update account set reset_epoch = reset_epoch + 1 where id = $1", ann.account().value());
    assertThat(add(approval).problem()).isEqualTo("proof-outdated");
    customers.query("update account set status = 'frozen' where id = $1", ann.account().value());
    assertThat(add(approval).problem()).isEqualTo("account-frozen");
    assertThat(bookOnly(true).problem()).isEqualTo("account-frozen");
  }

  @Test
  void replay_givenTheEntryWasRemoved_thenItsApprovalMakesNoOther() {
    String approval = approvedEntry(entry("bitcoin", BITCOIN));
    String id = add(approval).text("entryId");
    assertThat(ann.client().send("DELETE", "/v1/address-book/" + id, "").status()).as("an old proof").isEqualTo(401);
    assertThat(proved().send("DELETE", "/v1/address-book/" + id, "").status()).isEqualTo(204);
    assertThat(proved().send("DELETE", "/v1/address-book/" + id, "").status()).isEqualTo(404);
    assertThat(add(approval).problem()).isEqualTo("approval-consumed");
    assertThat(withdrawals.events(ann.account(), 6)).endsWith("address-booked", "address-unbooked", "approval-refused");
  }

  @Test
  void flood_givenTheBookIsFull_thenNothingIsAdded_andTheApprovalIsStillGood() {
    customers.query("""
        insert into address_book_entry (id, account_id, approval_id, asset, network, address, memo, label, network_key, address_key,
          added_at, usable_at)
        select gen_random_uuid(), $1, gen_random_uuid(), 'BTC', 'near', 'a' || n || '.near', '', 'n', 'near', 'a' || n || '.near', now(), now()
        from generate_series(1, 200) n""", ann.account().value());
    String approval = approvedEntry(entry("bitcoin", BITCOIN));
    assertThat(add(approval).problem()).isEqualTo("address-book-full");
    proved().send("DELETE", "/v1/address-book/" + book().get("entries").get(0).get("entryId").asText(), "");
    assertThat(add(approval).status()).isEqualTo(201);
  }

  @Test
  void a35_givenAnOldOrRestrictedSession_thenItSwitchesNothing() {
    assertThat(ann.client().put("/v1/address-book/book-only", Map.of("on", true)).problem()).isEqualTo("insufficient-user-authentication");
    Client restricted = withdrawals.inARestrictedSession(ann.account());
    assertThat(restricted.get("/v1/address-book").status()).isEqualTo(403);
    assertThat(restricted.put("/v1/address-book/book-only", Map.of("on", true)).status()).isEqualTo(403);
    assertThat(restricted.send("DELETE", "/v1/address-book/book-only/switch-off", "").status()).isEqualTo(403);
    assertThat(book().get("bookOnly").get("on").asBoolean()).isFalse();
  }

  @Test
  void a35_givenAFactorThatIsFresh_thenItSwitchesTheModeOn_andNeitherOffNorAnEntryAway() {
    String id = booked(entry("bitcoin", BITCOIN)).text("entryId");
    JwtClaims claims = tokens.claims(ann.account(), "aal2", clock.instant());
    claims.setClaim("factor_settled_at", clock.instant().plus(Duration.ofHours(3)).getEpochSecond());
    Client fresh = Client.fromANewNetwork().bearer(tokens.sign(claims, "at+jwt"));
    assertThat(fresh.put("/v1/address-book/book-only", Map.of("on", true)).json().get("on").asBoolean()).isTrue();
    assertThat(fresh.put("/v1/address-book/book-only", Map.of("on", false)).problem()).isEqualTo("factor-not-settled");
    assertThat(fresh.send("DELETE", "/v1/address-book/" + id, "").problem()).isEqualTo("factor-not-settled");
    Client password = Client.fromANewNetwork().bearer(tokens.of(ann.account()));
    assertThat(password.put("/v1/address-book/book-only", Map.of("on", true)).problem()).isEqualTo("insufficient-user-authentication");
  }

  @Test
  void switchOff_givenAThiefWithASettledFactorAsks_thenItStaysOnFor48Hours_theOwnerIsToldTwice_andCancelsWithoutAProof() {
    bookOnly(true);
    Answer asked = bookOnly(false);
    assertThat(asked.json().get("on").asBoolean()).isTrue();
    Instant offAt = Instant.parse(asked.text("offAt"));
    assertThat(Duration.between(clock.instant(), offAt)).isBetween(Duration.ofHours(47), Duration.ofHours(48));
    assertThat(withdraw(HALF_A_BITCOIN).problem()).isEqualTo("address-not-booked");
    assertThat(bookOnly(false).text("offAt")).as("asking again begins nothing anew").isEqualTo(offAt.toString());

    shiftOff(25);
    run();
    assertThat(withdraw(HALF_A_BITCOIN).problem()).as("told again").isEqualTo("address-not-booked");
    assertThat(ann.client().send("DELETE", "/v1/address-book/book-only/switch-off", "").json().has("offAt")).isFalse();
    shiftOff(48);
    run();
    assertThat(withdraw(HALF_A_BITCOIN).problem()).isEqualTo("address-not-booked");
    assertThat(modes()).containsExactly("ON", "OFF_REQUESTED", "OFF_IMMINENT", "OFF_CANCELLED");
  }

  @Test
  void switchOff_givenNobodyCancels_thenItIsOffAfter48Hours_andNotBeforeTheOwnerWasToldAgain() {
    bookOnly(true);
    bookOnly(false);
    shiftOff(49);
    run();
    Instant postponed = Instant.parse(book().get("bookOnly").get("offAt").asText());
    assertThat(Duration.between(clock.instant(), postponed)).as("after an outage").isBetween(Duration.ofHours(11), Duration.ofHours(12));
    shiftOff(13);
    run();
    assertThat(book().get("bookOnly").get("on").asBoolean()).isFalse();
    assertThat(withdraw(HALF_A_BITCOIN).status()).isEqualTo(200);
    assertThat(modes()).containsExactly("ON", "OFF_REQUESTED", "OFF_IMMINENT", "OFF");
  }

  @Test
  void switchOff_givenTheOwnerFreezesTheAccountMeanwhile_thenTheWishIsVoid() {
    bookOnly(true);
    bookOnly(false);
    customers.query("update account set reset_epoch = reset_epoch + 1 where id = $1", ann.account().value());
    assertThat(book().get("bookOnly").has("offAt")).isFalse();
    shiftOff(49);
    run();
    assertThat(book().get("bookOnly").get("on").asBoolean()).isTrue();
    assertThat(modes()).containsExactly("ON", "OFF_REQUESTED", "OFF_CANCELLED");
    assertThat(bookOnly(false).json().has("offAt")).as("asked anew").isTrue();
  }

  @Test
  void safe12_settingsLock_givenAThiefAskedForItBefore_thenItStaysOnUnderTheLock_andWaitsWhileNobodyKnows() {
    bookOnly(true);
    bookOnly(false);
    shiftOff(25);
    run();
    shiftOff(24);
    StubMapping away = neighbours.away("/internal/accounts/" + ann.account() + "/locks/settings");
    try {
      run();
    } catch (RuntimeException triedAgainNextMinute) {
      assertThat(triedAgainNextMinute).isNotNull();
    }
    assertThat(book().get("bookOnly").get("on").asBoolean()).as("nobody knows").isTrue();
    neighbours.forget(away);
    StubMapping lock = neighbours.settingsLockAnswered(ann.account(), "{\"state\":\"locked\"}");
    run();
    neighbours.forget(lock);
    run();
    assertThat(book().get("bookOnly").get("on").asBoolean()).isTrue();
    assertThat(modes()).containsExactly("ON", "OFF_REQUESTED", "OFF_IMMINENT", "OFF_CANCELLED");
  }

  @Test
  void switchOff_givenSwitchingItOnAgain_thenTheWishIsTakenBack() {
    bookOnly(true);
    bookOnly(false);
    assertThat(bookOnly(true).json().has("offAt")).isFalse();
    assertThat(modes()).containsExactly("ON", "OFF_REQUESTED", "OFF_CANCELLED");
  }

  @Test
  void a38_givenItIsSwitchedOnWhileAWithdrawalIsConsumed_thenOneIsBeforeTheOther_andNeverBoth() {
    for (int round = 0; round < 8; round++) {
      customers.query("delete from book_only where account_id = $1", ann.account().value());
      Answer proposed = propose(ann.account(), HALF_A_BITCOIN);
      approve(ann.client(), proposed.text("approvalId"));
      var switching = CompletableFuture.supplyAsync(() -> bookOnly(true));
      Answer consumed = consume("withdrawals", proposed.text("approvalId"), proposed.text("actionHash"));
      assertThat(switching.join().status()).isEqualTo(200);
      assertThat(consumed.problem()).isIn("", "address-not-booked");
      if (consumed.status() == 200) {
        assertThat(customers.count("select count(*) from approval a join book_only b using (account_id) where a.id = $1"
            + " and a.consumed_at > b.since", UUID.fromString(proposed.text("approvalId")))).isZero();
      }
      assertThat(withdraw(HALF_A_BITCOIN).problem()).isEqualTo("address-not-booked");
    }
  }

  @Test
  void a06_givenManySwitchesAtOnce_thenOneEvent() {
    proved().putAtOnce(16, "/v1/address-book/book-only", Map.of("on", true));
    proved().putAtOnce(16, "/v1/address-book/book-only", Map.of("on", false));
    assertThat(modes()).containsExactly("ON", "OFF_REQUESTED");
  }

  static List<Map<String, Object>> oddEntries() {
    return List.of(entry("bitcoin", BITCOIN.replace('q', 'p')), entry("bitcoin", CHECKSUMMED),
        entry("ethereum", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD"), plus(entry("bitcoin", BITCOIN), "label", ""),
        plus(entry("bitcoin", BITCOIN), "label", "x".repeat(61)), plus(entry("bitcoin", BITCOIN), "label", "Cold\u202Ewallet"),
        plus(entry("bitcoin", BITCOIN), "label", "Cold\u200Bwallet"), plus(entry("bitcoin", BITCOIN), "label", "\u3164"),
        plus(entry("bitcoin", BITCOIN), "label", "a\nb"), plus(entry("bitcoin", BITCOIN), "usableAt", "2020-01-01T00:00:00Z"));
  }

  @ParameterizedTest
  @MethodSource("oddEntries")
  void badInput_givenAnAddressOrLabelThatIsNone_thenItIsNotEvenProposed(Map<String, Object> entry) {
    Answer refused = proposeEntry(entry);
    assertThat(refused.status()).as(refused.body()).isEqualTo(400);
    assertThat(refused.problem()).isEqualTo("action-refused");
  }

  @Test
  void a30_givenTwoCustomers_thenNeitherSeesNorRemovesTheOthersEntries() {
    String id = booked(entry("bitcoin", BITCOIN)).text("entryId");
    Owner mallory = withdrawals.owner(neighbours);
    Client hers = Client.fromANewNetwork().bearer(tokens.of(mallory.account(), "aal2", clock.instant()));
    assertThat(hers.get("/v1/address-book").json().get("entries")).isEmpty();
    assertThat(hers.send("DELETE", "/v1/address-book/" + id, "").status()).isEqualTo(404);
    for (String odd : List.of("1", "%00", id.toUpperCase())) {
      assertThat(proved().send("DELETE", "/v1/address-book/" + odd, "").status()).as(odd).isIn(400, 404);
    }
    assertThat(book().get("entries")).hasSize(1);
  }

  /// Lets so many hours pass for the account's wish: not by the clock, which would end the tokens.
  private void shiftOff(int hours) {
    customers.query("update book_only set off_at = off_at - make_interval(hours => $2) where account_id = $1", ann.account().value(), hours);
  }

  private void run() {
    job.handle().await().indefinitely();
  }

  private List<String> modes() {
    return withdrawals.actions(ann.account(), "book-only-change");
  }
}
