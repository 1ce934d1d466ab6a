package io.portcullis.auth.human;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.auth.AuthTest;
import io.portcullis.auth.fixture.Client;
import io.portcullis.auth.fixture.Client.Answer;
import io.portcullis.auth.fixture.Customers;
import io.portcullis.auth.fixture.Customers.Customer;
import io.portcullis.auth.fixture.Messages;
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

/// Signing in with a code from the account's own mailbox or number in the place of a puzzle: a way that no stranger can use up.
@AuthTest
class MailedSignInTest {

  private static final int AN_HOUR = 10;

  @Inject Customers customers;
  @Inject Messages messages;
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
    return sent(to, identifier, "email-code");
  }

  /// A code for `identifier`, as its phone's owner reads it.
  private Map<String, Object> texted(Client to, String identifier) {
    return sent(to, identifier, "sms-code");
  }

  private Map<String, Object> sent(Client to, String identifier, String method) {
    Answer sent = to.post("/v1/accounts/human-code", Map.of("action", "sign-in", "identifier", identifier));
    assertThat(sent.status()).isEqualTo(202);
    String id = sent.text("codeId");
    String code = pending.find(PendingProofs.Id.parse(PendingProofs.Kind.HUMAN_CODE, id).orElseThrow(), HumanCodes.SentCode.class)
        .await().indefinitely().orElseThrow().code();
    return Map.of("method", method, "codeId", id, "solution", code);
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

  private Messages.Sent owed(Map<String, Object> proof) {
    var id = PendingProofs.Id.parse(PendingProofs.Kind.HUMAN_CODE, proof.get("codeId").toString()).orElseThrow();
    return messages.await(HumanCodes.key(id).toString(), 1);
  }

  private static boolean isSent(Messages.Sent code) {
    return code.content().get("delivery").asText().equals("SEND");
  }

  /// Requests of one hour of the clock share a text.
  private void toTheNextHour() {
    clock.advance(Duration.ofSeconds(3601 - clock.instant().getEpochSecond() % 3600));
  }

  @Test
  void a13Lockout_givenSolversFilledTheBudgetOfACustomerWithAPhoneAlone_whenTheOwnerReadsTheText_thenANewDeviceGetsIn() {
    Customer ann = customers.withPhone();
    fillWhatPuzzlesOpen(ann);
    Answer asked = owner.post("/v1/sign-in", ann.credentials());
    assertThat(asked.json().get("challenge").get("alternatives").toString()).isEqualTo("[\"sms-code\"]");
    Map<String, Object> proof = texted(owner, ann.identifier());
    Messages.Sent text = owed(proof);
    assertThat(isSent(text)).isTrue();
    assertThat(text.to()).isEqualTo(ann.identifier());
    assertThat(text.code()).isEqualTo(proof.get("solution"));
    assertThat(signIn(owner, ann.credentials(), proof).text("status")).isEqualTo("complete");
  }

  @Test
  void a13Lockout_givenStrangersAskedForTheText_thenItsCodeIsTheOwners_andTheyUsedNothingUp() {
    toTheNextHour();
    Customer ann = customers.withPhone();
    fillWhatPuzzlesOpen(ann);
    String code = null;
    for (int i = 0; i < 12; i++) {
      Map<String, Object> proof = new HashMap<>(texted(Client.fromANewNetwork(), ann.identifier()));
      Messages.Sent text = owed(proof);
      assertThat(isSent(text)).as("one text for all").isEqualTo(i == 0);
      code = i == 0 ? text.code() : code;
      Client stranger = Client.fromANewNetwork();
      assertThat(signIn(stranger, ann.credentials("guess " + i), proof).text("status")).as("from elsewhere").isEqualTo("human-verification");
    }
    Map<String, Object> own = new HashMap<>(texted(owner, ann.identifier()));
    own.put("solution", code);
    assertThat(signIn(owner, ann.credentials(), own).text("status")).isEqualTo("complete");
  }

  @Test
  void a12SmsPumping_givenPuzzlesStillOpenASignIn_whenATextIsAskedFor_thenNoneIsOffered_andADecoyIsOwed() {
    toTheNextHour();
    Customer ann = customers.withPhone();
    IntStream.range(0, 10).forEach(i -> Client.fromANewNetwork().post("/v1/sign-in", ann.credentials("guess " + i)));
    Answer asked = owner.post("/v1/sign-in", ann.credentials());
    assertThat(asked.json().get("challenge").get("alternatives").toString()).isEqualTo("[]");
    assertThat(isSent(owed(texted(owner, ann.identifier())))).isFalse();

    fillWhatPuzzlesOpen(ann);
    assertThat(isSent(owed(texted(owner, ann.identifier())))).as("a decoy took no turn").isTrue();
  }

  @Test
  void accountEnumeration_givenANumberWithoutAnAccount_whenItsPuzzlesAreUsedUp_thenTheAnswersAreThoseOfACustomer() {
    Customer ann = customers.withPhone();
    Customer nobody = new Customer(ann.account(), ann.identifier().substring(0, ann.identifier().length() - 4) + "0000");
    fillWhatPuzzlesOpen(nobody);
    Answer asked = owner.post("/v1/sign-in", nobody.credentials());
    assertThat(asked.json().get("challenge").get("alternatives").toString()).isEqualTo("[\"sms-code\"]");
    Map<String, Object> proof = texted(owner, nobody.identifier());
    assertThat(isSent(owed(proof))).isFalse();
    assertThat(signIn(owner, nobody.credentials(), proof).problem()).isEqualTo("credentials-refused");
  }
}
