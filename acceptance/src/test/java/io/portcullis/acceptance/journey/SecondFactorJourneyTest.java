package io.portcullis.acceptance.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.acceptance.Answer;
import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.SignInStep.SecondFactor;
import io.portcullis.acceptance.Tokens;
import io.portcullis.acceptance.Totp;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Promises IN-5, IN-9 and BACK-2.
@AgainstTheHouse
class SecondFactorJourneyTest {
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};

  private final House house;

  SecondFactorJourneyTest(House house) {
    this.house = house;
  }

  @ParameterizedTest
  @EnumSource
  void givenAnAppEnrolled_whenSigningInNext_thenItsCodeIsAskedAndRaisesTheLevel(Way way) {
    Customer customer = house.newcomer(way.fresh());
    customer.join();
    customer.signIn();
    Customer.TotpEnrolment enrolment = customer.beginTotp();
    assertThat(enrolment.otpauthUri()).startsWith("otpauth://totp/").contains("secret=" + enrolment.secret());
    assertThat(enrolment.qrCode()).startsWith("data:image/png;base64,");
    assertThat(Base64.getDecoder().decode(enrolment.qrCode().substring("data:image/png;base64,".length()))).startsWith(PNG);

    Totp app = customer.confirmTotp(enrolment);
    assertThat(customer.recoveryCodes()).hasSize(10).doesNotHaveDuplicates();

    SecondFactor asked = customer.offerPassword().secondFactor();
    assertThat(asked.methods()).containsExactly("totp", "recovery-code");
    Tokens tokens = customer.prove(asked, "totp", app.next());
    assertThat(tokens.acr()).isEqualTo("aal2");
    assertThat(tokens.amr()).contains("pwd", "otp");
    assertThat(customer.read("/v1/mfa").json().path("totp")).hasSize(1);
  }

  @Test
  void totpReplay_givenACodeThatOpenedASession_whenShownAgain_thenItIsRefused() {
    Customer customer = withApp();
    String code = customer.totp().next();
    customer.prove(customer.offerPassword().secondFactor(), "totp", code);

    Answer again = verify(customer, customer.offerPassword().secondFactor(), "totp", code);
    assertThat(again.status()).isEqualTo(403);
    assertThat(again.problem()).isEqualTo("code-refused");
  }

  @Test
  void givenALostPhone_whenARecoveryCodeIsUsed_thenItOpensOnceAndTheRestIsCounted() {
    Customer customer = withApp();
    String code = customer.recoveryCodes().getFirst();
    Tokens tokens = customer.prove(customer.offerPassword().secondFactor(), "recovery-code", code);
    assertThat(tokens.acr()).isEqualTo("aal2");
    assertThat(customer.read("/v1/mfa/recovery-codes").json().path("left").asInt()).isEqualTo(9);

    Answer again = verify(customer, customer.offerPassword().secondFactor(), "recovery-code", code);
    assertThat(again.status()).isEqualTo(403);
    assertThat(again.problem()).isEqualTo("code-refused");
  }

  @Test
  void secondFactorSkipped_givenOneAttempt_whenItsIdIsAnotherCustomers_thenTheCodeDoesNotCount() {
    Customer alice = withApp();
    Customer mallory = withApp();
    SecondFactor alices = alice.offerPassword().secondFactor();
    Answer swapped = verify(mallory, alices, "totp", mallory.totp().next());
    assertThat(swapped.status()).isEqualTo(403);
  }

  @Test
  void codeGuessing_givenOneAttempt_whenWrongCodesAreTried_thenTheAttemptEnds() {
    Customer customer = withApp();
    SecondFactor asked = customer.offerPassword().secondFactor();
    for (int guess = 0; guess < 20; guess++) {
      assertThat(verify(customer, asked, "totp", "%06d".formatted(guess)).status()).isIn(403, 429);
    }
    Answer right = verify(customer, asked, "totp", customer.totp().next());
    assertThat(right.status()).isIn(403, 429);
  }

  @Test
  void givenRecoveryCodesReissued_whenAnOldOneIsUsed_thenItIsRefused() {
    Customer customer = withApp();
    customer.prove(customer.offerPassword().secondFactor(), "totp", customer.totp().next());
    var codes = customer.client().post("/v1/mfa/recovery-codes").bearer(customer.accessToken()).expect(201).json().path("codes");
    assertThat(codes).hasSize(10);

    SecondFactor asked = customer.offerPassword().secondFactor();
    assertThat(verify(customer, asked, "recovery-code", customer.recoveryCodes().getLast()).status()).isEqualTo(403);
    customer.prove(asked, "recovery-code", codes.get(0).asText());
  }

  private Customer withApp() {
    Customer customer = house.signedIn();
    customer.confirmTotp(customer.beginTotp());
    return customer;
  }

  private static Answer verify(Customer customer, SecondFactor asked, String method, String code) {
    return customer.client().post("/v1/sign-in/" + asked.signInId() + "/verify")
        .json(Map.of("method", method, "code", code)).send();
  }
}
