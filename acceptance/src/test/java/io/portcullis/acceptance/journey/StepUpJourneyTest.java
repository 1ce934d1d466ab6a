package io.portcullis.acceptance.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.acceptance.Answer;
import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Promises SAFE-9 and BACK-2: proving anew who one is, and the way back after a recovery code.
@AgainstTheHouse
class StepUpJourneyTest {
  private final House house;

  StepUpJourneyTest(House house) {
    this.house = house;
  }

  @Test
  void givenASessionThatIsTooWeak_whenASettingIsChanged_thenTheChallengeTellsWhatToDo_andAfterAStepUpItGoesThrough() {
    Customer customer = house.signedIn();
    customer.confirmTotp(customer.beginTotp());
    // This session was opened before there was a second factor.
    Answer refused = customer.client().post("/v1/mfa/recovery-codes").bearer(customer.accessToken()).send();
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.header("WWW-Authenticate")).hasValueSatisfying(challenge -> assertThat(challenge)
        .contains("error=\"insufficient_user_authentication\"", "acr_values=\"aal2\"", "max_age="));

    var begun = customer.beginStepUp("aal2");
    assertThat(begun.methods()).containsExactly("totp");
    assertThat(customer.stepUp("aal2", "totp", customer.totp().next()).acr()).isEqualTo("aal2");
    customer.client().post("/v1/mfa/recovery-codes").bearer(customer.accessToken()).expect(201);
  }

  @Test
  void givenNoSecondFactor_whenSteppingUp_thenThePasswordIsAsked() {
    Customer customer = house.signedIn();
    assertThat(customer.beginStepUp("aal1").methods()).containsExactly("password");
    assertThat(customer.stepUp("aal1", "password", customer.password()).acr()).isEqualTo("aal1");
  }

  @Test
  void stolenSession_givenATokenAlone_whenSteppingUpWithoutTheFactor_thenItIsRefused() {
    Customer customer = house.signedIn();
    customer.confirmTotp(customer.beginTotp());
    String stepUp = customer.beginStepUp("aal2").stepUpId();
    Answer answer = customer.client().post("/v1/step-up/" + stepUp + "/verify").bearer(customer.accessToken())
        .json(Map.of("method", "password", "password", customer.password())).send();
    assertThat(answer.status()).isEqualTo(403);
  }

  @Test
  void givenALostPhone_whenARecoveryCodeOpenedTheSession_thenItMayOnlyMakeGoodWhatItLacks() {
    Customer customer = house.signedIn();
    customer.confirmTotp(customer.beginTotp());
    customer.prove(customer.offerPassword().secondFactor(), "recovery-code", customer.recoveryCodes().getFirst());
    Answer checked = house.check().of(customer.accessToken());
    assertThat(checked.header("X-Portcullis-Scope")).contains("restricted");
    assertThat(customer.client().put("/v1/anti-phishing-code").bearer(customer.accessToken())
        .json(Map.of("code", "marmalade on Tuesdays")).send().status()).isEqualTo(403);
    customer.refresh();
    assertThat(house.check().of(customer.accessToken()).header("X-Portcullis-Scope")).contains("restricted");

    customer.enrolSecurityKey("new key");
    assertThat(customer.client().post("/v1/step-up").bearer(customer.accessToken()).json(Map.of("acrValues", "phr")).send().problem())
        .isEqualTo("step-up-out-of-reach");
    assertThat(customer.stepUpByTouch("aal2").acr()).as("a fresh key").isEqualTo("aal2");
    assertThat(house.check().of(customer.accessToken()).header("X-Portcullis-Scope")).contains("restricted");

    // The phone is found again: the app is no fresh factor.
    customer.stepUp("aal2", "totp", customer.totp().next());
    assertThat(house.check().of(customer.accessToken()).header("X-Portcullis-Scope")).contains("account");
    customer.setAntiPhishingCode("marmalade on Tuesdays");
  }

  @Test
  void elevation_givenOneSessionWasRaised_thenTheOtherOneIsNot() {
    Customer customer = house.signedIn();
    customer.confirmTotp(customer.beginTotp());
    String before = customer.accessToken();
    customer.stepUp("aal2", "totp", customer.totp().next());
    assertThat(house.check().of(before).header("X-Portcullis-Acr")).contains("aal1");
    assertThat(house.check().of(customer.accessToken()).header("X-Portcullis-Acr")).contains("aal2");
  }
}
