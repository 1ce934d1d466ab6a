package io.portcullis.acceptance.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.acceptance.Answer;
import io.portcullis.acceptance.Client;
import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.Identifier;
import io.portcullis.acceptance.Letter;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Promises IN-1 and IN-3.
@AgainstTheHouse
class RegistrationJourneyTest {
  private final House house;

  RegistrationJourneyTest(House house) {
    this.house = house;
  }

  @ParameterizedTest
  @EnumSource
  void givenAFreshIdentifier_whenItsCodeIsTypedIn_thenTheAccountIsActive(Way way) {
    Customer customer = house.newcomer(way.fresh());
    Customer.Registration registration = customer.register();
    assertThat(registration.channel()).isEqualTo(way.channel);
    assertThat(registration.codeExpiresIn()).isEqualTo(600);

    Customer.Activation activation = customer.verify(registration);
    assertThat(activation.status()).isEqualTo("active");

    customer.signIn();
    var account = customer.read("/v1/account").json();
    assertThat(account.path("accountId").asText()).isEqualTo(activation.accountId());
    assertThat(account.path("identifiers")).hasSize(1);
    assertThat(account.at("/identifiers/0/value").asText()).isEqualTo(customer.identifier());
    assertThat(account.at("/identifiers/0/verifiedAt").asText()).isNotBlank();
  }

  @ParameterizedTest
  @EnumSource
  void givenATakenIdentifier_whenRegisteredAgain_thenTheAnswerIsAsForAFreshOneAndItsOwnerIsTold(Way way) {
    Customer owner = house.newcomer(way.fresh());
    owner.join();
    int before = house.inbox().letters(owner.identifier()).size();

    Answer taken = register(house.client(), owner.identifier(), Identifier.password());
    Answer fresh = register(house.client(), way.fresh().value(), Identifier.password());

    assertThat(shape(taken)).isEqualTo(shape(fresh));
    Letter told = house.inbox().awaitNumber(before + 1, owner.identifier());
    assertThat(told.hasCode()).as("the owner's letter carries a code: %s", told.text()).isFalse();
  }

  @Test
  void givenAnotherSpelling_whenSigningIn_thenItIsTheSameAccount() {
    Customer byMail = house.newcomer();
    byMail.join();
    signsIn(byMail.identifier().toUpperCase(Locale.ROOT), byMail.password());

    Customer byPhone = house.newcomer(Identifier.phone());
    byPhone.join();
    String spaced = byPhone.identifier().replaceFirst("\\+44(\\d{4})(\\d{6})", "+44 (0)$1 $2");
    signsIn(spaced, byPhone.password());
  }

  @ParameterizedTest
  @CsvSource({"short, too-short", "aaaaaaaaaaaaaaaaaaaa, repeated", "passwordpassword, common-words"})
  void givenAWeakPassword_whenRegistering_thenItIsRefusedWithTheReason(String password, String reason) {
    Answer refused = register(house.client(), Identifier.email("weak").value(), password);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.problem()).isEqualTo("password-refused");
    assertThat(refused.json().path("strength").isInt()).isTrue();
    // A repeated letter goes on as it began, too.
    assertThat(refused.json().path("reason").asText()).isIn(reason, "sequence");
  }

  @Test
  void givenAPasswordThatNamesItsOwner_whenRegistering_thenThatIsTheReason() {
    String name = Identifier.email("ludmilla").value();
    Answer refused = register(house.client(), name, name.substring(0, name.indexOf('@')) + " 7 lanterns");
    assertThat(refused.problem()).isEqualTo("password-refused");
    assertThat(refused.json().path("reason").asText()).isEqualTo("contains-identifier");
  }

  @Test
  void givenAnImpatientCustomer_whenAskingAgainAtOnce_thenTheAnswerIsTheSameAndTheFirstCodeStillActivates() {
    Customer customer = house.newcomer();
    Customer.Registration registration = customer.register();
    Answer again = customer.client().post("/v1/accounts/resend")
        .json(Map.of("registrationId", registration.registrationId())).expect(202);
    assertThat(again.as(Customer.Registration.class)).isEqualTo(registration);
    assertThat(customer.verify(registration).status()).isEqualTo("active");
  }

  @Test
  void givenAPhoneThatRepeatsItself_whenTheIdempotencyKeyIsTheSame_thenItIsOneRegistration() {
    Client client = house.client();
    var body = Map.of("identifier", Identifier.email("repeat").value(), "password", Identifier.password());
    String key = Identifier.password().replace(' ', '-');
    Answer first = client.post("/v1/accounts").header("Idempotency-Key", key).json(body).expect(202);
    Answer again = client.post("/v1/accounts").header("Idempotency-Key", key).json(body).expect(202);
    assertThat(again.json()).isEqualTo(first.json());
  }

  private void signsIn(String spelling, String password) {
    house.client().post("/v1/sign-in").json(Map.of("identifier", spelling, "password", password)).expect(200);
  }

  private static Answer register(Client client, String identifier, String password) {
    return client.post("/v1/accounts").json(Map.of("identifier", identifier, "password", password)).send();
  }

  private static Map<String, Object> shape(Answer answer) {
    var shape = new LinkedHashMap<String, Object>();
    shape.put("status", answer.status());
    answer.json().properties().forEach(field ->
        shape.put(field.getKey(), field.getKey().equals("registrationId") ? field.getValue().asText().length() : field.getValue()));
    return shape;
  }
}
