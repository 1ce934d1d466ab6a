package io.portcullis.acceptance.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.acceptance.Answer;
import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.Eventually;
import io.portcullis.acceptance.Identifier;
import io.portcullis.acceptance.SignInStep;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A thief who gets in once by the weakest way enrols a factor of his own and tries to climb on it.
@AgainstTheHouse
class FactorClimbingAttackTest {
  private final House house;

  FactorClimbingAttackTest(House house) {
    this.house = house;
  }

  private Customer thiefOf(Identifier identifier, String password) {
    return new Customer(house.stranger(), house.inbox(), identifier, password);
  }

  private static Answer delete(Customer customer, String path) {
    return customer.client().delete(path).bearer(customer.accessToken()).send();
  }

  private static void assertClimbsNothing(Customer thief, String app) {
    for (Answer answer : List.of(delete(thief, "/v1/mfa/totp/" + app),
        thief.client().post("/v1/mfa/recovery-codes").bearer(thief.accessToken()).send(),
        thief.client().put("/v1/anti-phishing-code").bearer(thief.accessToken()).json(Map.of("code", "thieves know best")).send())) {
      assertThat(answer.status()).as(answer.body()).isIn(401, 403);
    }
    assertThat(thief.read("/v1/mfa").json().path("totp").findValuesAsText("id")).contains(app);
  }

  @Test
  void a35OneRecoveryCode_givenThePasswordAndOne_whenTheThiefEnrolsAKey_thenItTakesNothingOfTheOwners() {
    Identifier identifier = Identifier.email("climbed");
    Customer alice = house.newcomer(identifier);
    alice.join();
    alice.signIn();
    var begun = alice.beginTotp();
    alice.confirmTotp(begun);
    String app = begun.id();

    Customer thief = thiefOf(identifier, alice.password());
    thief.prove(thief.offerPassword().secondFactor(), "recovery-code", alice.recoveryCodes().getFirst());
    thief.enrolSecurityKey("mine");
    assertThat(thief.stepUpByTouch("aal2").acr()).as("no more than the session was worth").isEqualTo("aal2");
    assertThat(house.check().of(thief.accessToken()).header("X-Portcullis-Scope")).contains("restricted");
    assertClimbsNothing(thief, app);
    assertThat(delete(thief, "/v1/sessions").status()).isEqualTo(403);
    assertThat(delete(thief, "/v1/sessions/" + alice.held().sessionId()).status()).isEqualTo(403);

    // Signing in with it is allowed, and no more: neither is the owner shut out by it.
    thief.touch(thief.offerPassword().secondFactor());
    assertClimbsNothing(thief, app);
    for (String path : List.of("/v1/sessions", "/v1/sessions/" + alice.held().sessionId())) {
      assertThat(delete(thief, path).problem()).isEqualTo("factor-not-settled");
    }
    for (JsonNode device : thief.read("/v1/devices").json().path("devices")) {
      assertThat(delete(thief, "/v1/devices/" + device.path("id").asText()).problem()).isEqualTo("factor-not-settled");
    }
    assertThat(house.check().of(alice.accessToken()).status()).isEqualTo(200);
    Answer waiting = delete(thief, "/v1/mfa/totp/" + app + "?wait=true");
    assertThat(waiting.status()).isEqualTo(202);
    house.inbox().await(alice.identifier(), "a letter about the removal", letter -> letter.subject().contains("going to be removed"));

    // The owner's next sign-in with the older factor keeps it, and throws the thief's out at once.
    alice.prove(alice.offerPassword().secondFactor(), "totp", alice.totp().next());
    JsonNode mfa = alice.read("/v1/mfa").json();
    assertThat(mfa.path("pendingRemovals")).isEmpty();
    assertThat(delete(alice, "/v1/mfa/webauthn/" + mfa.path("webauthn").get(0).path("id").asText()).status()).isEqualTo(204);
    assertThat(alice.client().post("/v1/mfa/recovery-codes").bearer(alice.accessToken()).send().status()).isEqualTo(201);
  }

  private void enrolMailbox(Customer customer, boolean besideStronger) {
    long before = house.inbox().letters(customer.identifier()).stream().filter(letter -> letter.hasCode()).count();
    assertThat(customer.beginFactor(() -> customer.client().put("/v1/mfa/email"),
        Map.of("address", customer.identifier(), "besideStronger", besideStronger)).status()).isEqualTo(202);
    String code = Eventually.find(Duration.ofSeconds(20), "a code to the mailbox", () -> house.inbox().letters(customer.identifier())
        .stream().filter(letter -> letter.hasCode()).skip(before).findFirst()).code();
    customer.client().post("/v1/mfa/email/confirm").bearer(customer.accessToken()).json(Map.of("code", code)).expect(200);
  }

  private Customer afterReset(Identifier identifier, Customer owner) {
    owner.askForPasswordLink();
    String link = house.inbox().await(owner.identifier(), "a password link", letter -> letter.linksTo("/recovery/password")).linkToken();
    Customer thief = thiefOf(identifier, owner.password());
    thief.setPasswordWith(link, Identifier.password());
    return thief;
  }

  @Test
  void a39StolenToken_givenAnAccountWithoutAFactor_thenAFreshAccessTokenAloneEnrolsNone() {
    Customer alice = house.signedIn();
    for (String path : List.of("/v1/mfa/totp", "/v1/mfa/webauthn/options")) {
      assertThat(house.stranger().post(path).bearer(alice.accessToken()).json(Map.of()).send().problem())
          .isEqualTo("password-proof-required");
    }
    assertThat(house.stranger().post("/v1/account/password/proof").bearer(alice.accessToken()).json(Map.of("password", "a guess"))
        .send().problem()).isEqualTo("credentials-refused");
  }

  @Test
  void a36MailboxAlone_givenAnAccountWithoutAFactor_whenAThiefResetsThePasswordAndEnrolsOne_thenTheOwnersResetTakesItAway() {
    Identifier identifier = Identifier.email("mailbox");
    Customer alice = house.newcomer(identifier);
    alice.join();
    alice.signIn();

    Customer thief = afterReset(identifier, alice);
    thief.signIn();
    thief.confirmTotp(thief.beginTotp());
    assertThat(house.inbox().await(identifier.value(), "a letter about the factor",
        letter -> letter.subject().contains("second factor was added")).text().replaceAll("\\s+", " "))
        .contains("a new password removes it");
    thief.prove(thief.offerPassword().secondFactor(), "totp", thief.totp().next());
    assertThat(thief.client().post("/v1/mfa/recovery-codes").bearer(thief.accessToken()).send().problem())
        .isEqualTo("factor-not-settled");
    assertThat(thief.client().post("/v1/account/identifiers").bearer(thief.accessToken())
        .json(Map.of("identifier", Identifier.email("thief").value())).send().problem()).isEqualTo("factor-not-settled");

    long before = house.inbox().letters(identifier.value()).stream().filter(letter -> letter.linksTo("/recovery/password")).count();
    alice.askForPasswordLink();
    String link = house.inbox().awaitNumber(before + 1, identifier.value(), "a password link",
        letter -> letter.linksTo("/recovery/password")).linkToken();
    alice.setPasswordWith(link, Identifier.password());
    assertThat(alice.signIn().acr()).as("no factor is asked for").isEqualTo("aal1");
    assertThat(alice.read("/v1/mfa").json().path("totp")).isEmpty();
    assertThat(house.check().of(thief.accessToken()).status()).isEqualTo(401);
  }

  @Test
  void a36MailboxAlone_givenEmailBesideAnApp_whenItResetsThePassword_thenACodeToItIsNoSecondFactor() {
    Identifier identifier = Identifier.email("mailbox");
    Customer alice = house.newcomer(identifier);
    alice.join();
    alice.signIn();
    alice.confirmTotp(alice.beginTotp());
    alice.stepUp("aal2", "totp", alice.totp().next());
    enrolMailbox(alice, true);
    assertThat(alice.offerPassword().secondFactor().methods()).containsExactly("totp", "email", "recovery-code");

    Customer thief = afterReset(identifier, alice);

    SignInStep.SecondFactor asked = thief.offerPassword().secondFactor();
    assertThat(asked.methods()).containsExactly("totp", "recovery-code");
    assertThat(thief.client().post("/v1/sign-in/" + asked.signInId() + "/challenge").json(Map.of("method", "email")).send().status())
        .isEqualTo(403);
  }

  @Test
  void a36MailboxAlone_givenEmailAsTheOnlyFactor_whenItResetsThePassword_thenTheSessionMayDoNothing() {
    Identifier identifier = Identifier.email("mailbox");
    Customer alice = house.newcomer(identifier);
    alice.join();
    alice.signIn();
    enrolMailbox(alice, false);

    Customer thief = afterReset(identifier, alice);
    assertThat(thief.offerPassword().secondFactor().methods()).as("what the owner may have at hand").containsExactly("recovery-code");
    SignInStep alone = thief.offerPasswordAlone();
    assertThat((alone instanceof SignInStep.Confirmation asked ? thief.confirm(asked) : alone.tokens()).acr()).isEqualTo("aal1");

    assertThat(house.check().of(thief.accessToken()).header("X-Portcullis-Scope")).contains("restricted");
    assertThat(thief.client().post("/v1/mfa/webauthn/options").bearer(thief.accessToken()).json(Map.of()).send().status()).isEqualTo(401);
    assertThat(thief.client().post("/v1/mfa/totp").bearer(thief.accessToken()).json(Map.of()).send().status()).isEqualTo(401);
    assertThat(delete(thief, "/v1/mfa/email").status()).isEqualTo(401);
    assertThat(delete(thief, "/v1/mfa/email?wait=true").status()).isEqualTo(401);
    assertThat(delete(thief, "/v1/sessions").status()).isEqualTo(403);
  }
}
