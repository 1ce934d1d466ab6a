package io.portcullis.auth.human;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.auth.AuthTest;
import io.portcullis.auth.fixture.Client;
import io.portcullis.auth.fixture.Client.Answer;
import io.portcullis.auth.fixture.Customers;
import io.portcullis.auth.fixture.Customers.Customer;
import io.portcullis.auth.fixture.Puzzles;
import io.portcullis.auth.pending.PendingProofs;
import io.portcullis.testkit.MutableClock;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Signing in with a code from the account's own mailbox in the place of a puzzle: a way that no stranger can use up.
@AuthTest
class MailedSignInTest {

  private static final int AN_HOUR = 10;

  @Inject Customers customers;
  @Inject PendingProofs pending;
  @Inject MutableClock clock;

  private final Client owner = Client.fromANewNetwork();

  @AfterEach
  void resetClock() {
    clock.reset();
  }

  private static Answer signIn(Client from, Map<String, ?> credentials, Map<String, ?> proof) {
    var body = new HashMap<String, Object>(credentials);
    body.put("humanProof", proof);
    return from.post("/v1/sign-in", body);
  }

  /// A code for `identifier`, as its mailbox's owner reads it.
  private Map<String, Object> mailed(Client to, String identifier) {
    Answer sent = to.post("/v1/accounts/human-code", Map.of("action", "sign-in", "identifier", identifier));
    assertThat(sent.status()).isEqualTo(202);
    String id = sent.text("codeId");
    String code = pending.find(PendingProofs.Id.parse(PendingProofs.Kind.HUMAN_CODE, id).orElseThrow(), EmailCodes.Mailed.class)
        .await().indefinitely().orElseThrow().code();
    return Map.of("method", "email-code", "codeId", id, "solution", code);
  }

  /// Strangers fail, first freely and then for puzzles, until nobody gets any further with one.
  private static void fillWhatPuzzlesOpen(Customer victim) {
    IntStream.range(0, 10).forEach(i -> Client.fromANewNetwork().post("/v1/sign-in", victim.credentials("guess " + i)));
    for (int i = 0; i < 20; i++) {
      assertThat(solving(Client.fromANewNetwork(), victim.credentials("bought guess " + i)).status()).isEqualTo(403);
    }
    assertThat(solving(Client.fromANewNetwork(), victim.credentials()).status()).isEqualTo(429);
  }

  private static Answer solving(Client from, Map<String, ?> credentials) {
    Answer asked = from.post("/v1/sign-in", credentials);
    assertThat(asked.text("status")).isEqualTo("human-verification");
    return signIn(from, credentials, Puzzles.solve(asked.json().get("challenge")));
  }

  @Test
  void a13Lockout_givenSolversFilledTheirBudget_whenTheOwnerReadsACodeFromTheMailbox_thenANewDeviceGetsIn() {
    Customer ann = customers.active();
    fillWhatPuzzlesOpen(ann);
    Answer asked = owner.post("/v1/sign-in", ann.credentials());
    assertThat(asked.json().get("challenge").get("alternatives").toString()).isEqualTo("[\"email-code\"]");
    assertThat(signIn(owner, ann.credentials(), mailed(owner, ann.identifier())).text("status")).isEqualTo("complete");
  }

  @Test
  void a13Lockout_givenStrangersMakeCodesUp_thenTheMailboxesBudgetIsWhole() {
    Customer ann = customers.active();
    fillWhatPuzzlesOpen(ann);
    for (int i = 0; i < 12; i++) {
      Client stranger = Client.fromANewNetwork();
      Map<String, Object> proof = new HashMap<>(mailed(stranger, ann.identifier()));
      proof.put("solution", proof.get("solution").equals("00000000") ? "00000001" : "00000000");
      assertThat(signIn(stranger, ann.credentials("guess " + i), proof).text("status")).isEqualTo("human-verification");
    }
    assertThat(signIn(owner, ann.credentials(), mailed(owner, ann.identifier())).text("status")).isEqualTo("complete");
  }

  @Test
  void passwordGuessing_givenTheMailboxIsRead_whenPasswordsAreGuessed_thenTenAnHourAreLookedAt() {
    Customer ann = customers.active();
    for (int i = 0; i < AN_HOUR; i++) {
      Client thief = Client.fromANewNetwork();
      assertThat(signIn(thief, ann.credentials("guess " + i), mailed(thief, ann.identifier())).status()).isEqualTo(403);
    }
    assertThat(signIn(owner, ann.credentials(), mailed(owner, ann.identifier())).problem()).isEqualTo("too-many-attempts");
    clock.advance(Duration.ofMinutes(61));
    assertThat(signIn(owner, ann.credentials(), mailed(owner, ann.identifier())).text("status")).isEqualTo("complete");
  }

  @Test
  void a06DoubleSpend_givenACodeThatWentWithAWrongPassword_whenShownWithTheRightOne_thenANewOneIsWanted() {
    Customer ann = customers.active();
    Map<String, Object> proof = mailed(owner, ann.identifier());
    assertThat(signIn(owner, ann.credentials("a slip"), proof).status()).isEqualTo(403);
    assertThat(signIn(owner, ann.credentials(), proof).text("status")).isEqualTo("human-verification");
  }
}
