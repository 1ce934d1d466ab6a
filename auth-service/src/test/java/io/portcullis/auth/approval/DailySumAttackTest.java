package io.portcullis.auth.approval;

import static io.portcullis.auth.approval.Withdrawals.approve;
import static io.portcullis.auth.approval.Withdrawals.challenge;
import static io.portcullis.auth.approval.Withdrawals.consume;
import static io.portcullis.auth.approval.Withdrawals.propose;
import static io.portcullis.auth.approval.Withdrawals.show;
import static io.portcullis.auth.approval.Withdrawals.showKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.auth.AuthTest;
import io.portcullis.auth.approval.Withdrawals.Owner;
import io.portcullis.auth.fixture.Client.Answer;
import io.portcullis.auth.fixture.Customers;
import io.portcullis.auth.fixture.NeighboursDouble;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who may approve small amounts by a code takes out a large one in small parts (SAFE-6). Above 100 ADA a day the tests' installation
/// wants a security key.
@AuthTest
class DailySumAttackTest {

  NeighboursDouble neighbours;

  @Inject Withdrawals withdrawals;
  @Inject Customers customers;

  private Owner ann;

  @BeforeEach
  void open() {
    ann = withdrawals.owner(neighbours);
  }

  private Answer proposed(String asset, String amount) {
    Answer answer = propose(ann.account(), Map.of("type", "internal-transfer", "asset", asset, "amount", amount, "recipient", "bob"));
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return answer;
  }

  private String approvedOf(String amount) {
    String approval = proposed("ADA", amount).text("approvalId");
    assertThat(approve(ann.client(), approval).status()).isEqualTo(200);
    return approval;
  }

  @Test
  void smallParts_givenTheDaysSumIsUsedUp_thenTheNextOneWantsASecurityKey_andIsApprovedByIt() {
    approvedOf("60");
    Answer first = proposed("ADA", "40");
    assertThat(first.text("acr")).as("just the limit").isEqualTo("aal2");
    String second = proposed("ADA", "40.01").text("approvalId");
    assertThat(ann.client().get("/v1/approvals/" + second).text("acr")).isEqualTo("phr");
    assertThat(ann.client().get("/v1/approvals?state=open").body()).contains("\"acr\":\"phr\"", "\"acr\":\"aal2\"");
    assertThat(challenge(ann.client(), second, "totp").problem()).isEqualTo("method-not-offered");
    assertThat(proposed("XLM", "1000").text("acr")).as("another asset").isEqualTo("aal2");

    var signed = neighbours.actionsProved(ann.account(), "[\"pop\",\"user\",\"mfa\"]", Instant.EPOCH);
    challenge(ann.client(), second, "webauthn");
    assertThat(showKey(ann.client(), second).status()).isEqualTo(200);
    neighbours.forget(signed);
  }

  @Test
  void smallParts_givenAllAreAskedForBeforeOneIsApproved_thenTheirSumCountsAllTheSame() {
    List<String> parts = IntStream.range(0, 3).mapToObj(_ -> proposed("ADA", "60").text("approvalId")).toList();
    parts.forEach(part -> assertThat(challenge(ann.client(), part, "totp").status()).isEqualTo(200));
    List<Answer> answers = parts.stream().map(part -> CompletableFuture.supplyAsync(() ->
        show(ann.client(), part, NeighboursDouble.RIGHT_CODE, NeighboursDouble.RIGHT_PASSPHRASE))).toList().stream().map(CompletableFuture::join).toList();
    assertThat(answers.stream().map(Answer::status)).containsOnlyOnce(200);
    assertThat(answers.stream().filter(answer -> answer.status() != 200).map(Answer::problem)).containsOnly("step-up-out-of-reach");
    assertThat(customers.count("select count(*) from approval where account_id = $1 and state = 'approved'", ann.account().value())).isEqualTo(1);
  }

  @Test
  void smallParts_givenOneWasConsumed_thenItCounts_andOneThatMovedNothingDoesNot() {
    String declined = approvedOf("90");
    ann.client().post("/v1/approvals/" + declined + "/decline", Map.of());
    approvedOf("90");
    withdrawals.runOut(ann.account());
    Answer consumed = proposed("ADA", "90");
    approve(ann.client(), consumed.text("approvalId"));
    assertThat(consume("withdrawals", consumed.text("approvalId"), consumed.text("actionHash")).status()).isEqualTo(200);
    withdrawals.runOut(ann.account());
    assertThat(proposed("ADA", "11").text("acr")).isEqualTo("phr");
    customers.query("update approval set approved_at = approved_at - interval '25 hours' where account_id = $1", ann.account().value());
    assertThat(proposed("ADA", "11").text("acr")).as("the day after").isEqualTo("aal2");
  }

  @Test
  void smallParts_givenWhatTakesNothingOut_thenItIsNotAddedUp() {
    Answer bought = propose(ann.account(), Map.of("type", "p2p-trade", "side", "buy", "asset", "ADA", "amount", "1000", "currency", "EUR",
        "price", "500", "counterparty", "bob"));
    assertThat(bought.text("acr")).isEqualTo("aal2");
    approve(ann.client(), bought.text("approvalId"));
    assertThat(proposed("ADA", "100").text("acr")).isEqualTo("aal2");
    assertThat(propose(ann.account(), Map.of("type", "p2p-trade", "side", "sell", "asset", "ADA", "amount", "101", "currency", "EUR",
        "price", "500", "counterparty", "bob")).text("acr")).isEqualTo("phr");
  }
}
