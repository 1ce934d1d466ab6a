package io.portcullis.acceptance.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.acceptance.Answer;
import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.Identifier;
import io.portcullis.acceptance.Letter;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Who has an account here is nobody's business: not by status, headers or body.
@AgainstTheHouse
class EnumerationAttackTest {
  private static final String WRONG = "surely not the password";

  private final House house;

  EnumerationAttackTest(House house) {
    this.house = house;
  }

  @Test
  void accountEnumeration_givenUnknownPendingActiveProtectedAndFrozenAccounts_whenThePasswordIsWrong_thenAllAnswersAreEqual() {
    Fingerprint unknown = Fingerprint.of(signIn(Identifier.email("nobody").value()));
    assertThat(unknown.status()).isEqualTo(403);

    Customer pending = house.newcomer();
    pending.register();
    Customer isProtected = house.signedIn();
    isProtected.confirmTotp(isProtected.beginTotp());
    assertThat(Fingerprint.of(signIn(pending.identifier()))).isEqualTo(unknown);
    assertThat(Fingerprint.of(signIn(house.signedIn().identifier()))).isEqualTo(unknown);
    assertThat(Fingerprint.of(signIn(isProtected.identifier()))).isEqualTo(unknown);
    assertThat(Fingerprint.of(signIn(frozen().identifier()))).isEqualTo(unknown);
  }

  @Test
  void accountEnumeration_givenATakenAndAFreshIdentifier_whenRegisteredResentAndVerified_thenAllAnswersAreEqual() {
    Answer taken = register(house.signedIn().identifier());
    Answer fresh = register(Identifier.email("fresh").value());
    assertThat(Fingerprint.of(taken)).isEqualTo(Fingerprint.of(fresh));
    assertThat(taken.status()).isEqualTo(202);

    assertThat(Fingerprint.of(resend(taken))).isEqualTo(Fingerprint.of(resend(fresh)));
    assertThat(Fingerprint.of(guess(taken))).isEqualTo(Fingerprint.of(guess(fresh)));
    assertThat(guess(taken).status()).isEqualTo(403);
  }

  @Test
  void accountEnumeration_givenUnknownPendingActiveAndFrozenAccounts_whenALinkIsAskedFor_thenAllAnswersAreEqual() {
    Fingerprint unknown = Fingerprint.of(forgot(Identifier.email("nobody").value()));
    assertThat(unknown.status()).isEqualTo(202);

    Customer pending = house.newcomer();
    pending.register();
    assertThat(Fingerprint.of(forgot(pending.identifier()))).isEqualTo(unknown);
    assertThat(Fingerprint.of(forgot(house.signedIn().identifier()))).isEqualTo(unknown);
    assertThat(Fingerprint.of(forgot(frozen().identifier()))).isEqualTo(unknown);
  }

  @Test
  void accountEnumeration_givenAnUnknownAndAnActiveNumber_whenACodeIsAskedForAndGuessed_thenAllAnswersAreEqual() {
    Customer active = house.newcomer(Identifier.phone());
    active.join();
    Answer unknown = forgot(Identifier.phone().value());
    Answer known = forgot(active.identifier());
    assertThat(known.json().path("resetId").asText()).startsWith("prh_");
    assertThat(Fingerprint.of(known)).isEqualTo(Fingerprint.of(unknown));
    house.inbox().await(active.identifier(), "a code", Letter::resetsPassword);
    // Of a hundred million codes, one is right.
    assertThat(Fingerprint.of(guessReset(known))).isEqualTo(Fingerprint.of(guessReset(unknown)));
    assertThat(guessReset(known).status()).isEqualTo(403);
  }

  private Answer guessReset(Answer asked) {
    return house.client().post("/v1/recovery/password/code")
        .json(Map.of("resetId", asked.json().path("resetId").asText(), "code", "48150000")).send();
  }

  private Customer frozen() {
    Customer customer = house.signedIn();
    Letter alert = house.inbox().await(customer.identifier(), "an alert", letter -> letter.linksTo("/recovery/freeze"));
    customer.client().post("/v1/recovery/freeze").json(Map.of("token", alert.linkToken())).expect(204);
    return customer;
  }

  private Answer signIn(String identifier) {
    return house.client().post("/v1/sign-in").json(Map.of("identifier", identifier, "password", WRONG)).send();
  }

  private Answer register(String identifier) {
    return house.client().post("/v1/accounts").json(Map.of("identifier", identifier, "password", Identifier.password())).send();
  }

  private Answer resend(Answer registration) {
    return house.client().post("/v1/accounts/resend").json(Map.of("registrationId", registrationId(registration))).send();
  }

  private Answer guess(Answer registration) {
    return house.client().post("/v1/accounts/verify")
        .json(Map.of("registrationId", registrationId(registration), "code", "000000")).send();
  }

  private Answer forgot(String identifier) {
    return house.client().post("/v1/recovery/password").json(Map.of("identifier", identifier)).send();
  }

  private static String registrationId(Answer registration) {
    return registration.json().path("registrationId").asText();
  }
}
