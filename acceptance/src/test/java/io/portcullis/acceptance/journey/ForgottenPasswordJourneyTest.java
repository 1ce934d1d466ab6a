package io.portcullis.acceptance.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.acceptance.Answer;
import io.portcullis.acceptance.Client;
import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.Identifier;
import io.portcullis.acceptance.Letter;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Promise BACK-1.
@AgainstTheHouse
class ForgottenPasswordJourneyTest {
  private final House house;

  ForgottenPasswordJourneyTest(House house) {
    this.house = house;
  }

  @ParameterizedTest
  @EnumSource
  void back1_givenALinkOrACode_whenANewPasswordIsSet_thenSessionsEndAndTheSecondFactorIsStillAsked(Way way) {
    Customer customer = house.newcomer(way.fresh());
    customer.join();
    customer.signIn();
    customer.confirmTotp(customer.beginTotp());
    String old = customer.password();
    String openBefore = customer.accessToken();
    String refreshBefore = customer.refreshToken();

    customer.setPasswordWith(customer.passwordToken(), Identifier.password());

    assertThat(house.check().passes(openBefore)).isFalse();
    customer.client().post("/oauth2/token").form(Map.of("grant_type", "refresh_token", "refresh_token", refreshBefore)).expect(400);
    assertThat(attempt(house.client(), customer.identifier(), old).problem()).isEqualTo("credentials-refused");
    customer.prove(customer.offerPassword().secondFactor(), "totp", customer.totp().next());
  }

  @Test
  void givenALink_whenUsedTwice_thenTheSecondTimeIsRefused() {
    Customer customer = house.signedIn();
    String token = link(customer).linkToken();
    house.client().post("/v1/recovery/password/inspect").json(Map.of("token", token)).expect(200);
    customer.setPasswordWith(token, Identifier.password());

    Answer again = house.client().put("/v1/recovery/password").json(Map.of("token", token, "password", Identifier.password())).send();
    assertThat(again.status()).isEqualTo(403);
    assertThat(again.problem()).isEqualTo("link-refused");
    house.client().post("/v1/recovery/password/inspect").json(Map.of("token", token)).expect(403);
    customer.signIn();
  }

  @Test
  void back1_givenACode_whenItIsWrongOrUsed_thenItIsRefused_alsoWithWhatAnotherClientWasGiven() {
    Customer customer = house.newcomer(Identifier.phone());
    customer.join();
    String resetId = asks(customer.identifier());
    Letter letter = house.inbox().await(customer.identifier(), "a code", Letter::resetsPassword);
    assertThat(letter.text()).hasSizeLessThanOrEqualTo(160).doesNotContain("#token=");
    String another = asks(Identifier.phone().value());
    assertThat(type(another, letter.code()).problem()).isEqualTo("code-refused");
    String wrong = letter.code().equals("00000000") ? "00000001" : "00000000";
    assertThat(type(resetId, wrong).json().path("triesLeft").asInt()).isEqualTo(4);

    String token = type(resetId, letter.code()).json().path("token").asText();
    assertThat(type(resetId, letter.code()).problem()).isEqualTo("code-refused");
    customer.setPasswordWith(token, Identifier.password());
    customer.signIn();
  }

  private String asks(String identifier) {
    return house.client().post("/v1/recovery/password").json(Map.of("identifier", identifier)).expect(202).json().path("resetId").asText();
  }

  private Answer type(String resetId, String code) {
    return house.client().post("/v1/recovery/password/code").json(Map.of("resetId", resetId, "code", code)).send();
  }

  @Test
  void givenALink_whenTheNewPasswordIsWeak_thenTheLinkStillWorksForABetterOne() {
    Customer customer = house.signedIn();
    String token = link(customer).linkToken();
    Answer refused = house.client().put("/v1/recovery/password").json(Map.of("token", token, "password", "too short")).send();
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.problem()).isEqualTo("password-refused");

    customer.setPasswordWith(token, Identifier.password());
    customer.signIn();
  }

  @Test
  void linkPrefetch_givenAMailScanner_whenItFollowsTheLink_thenTheLinkStillWorks() {
    Customer customer = house.signedIn();
    Letter letter = link(customer);
    Client scanner = house.stranger();
    assertThat(letter.link().getPath()).isEqualTo("/recovery/password");
    assertThat(scanner.get(letter.link().getPath()).expect(200).mediaType()).isEqualTo("text/html");
    scanner.call("HEAD", letter.link().getPath()).send();
    customer.setPasswordWith(letter.linkToken(), Identifier.password());
  }

  private Letter link(Customer customer) {
    customer.askForPasswordLink();
    return house.inbox().await(customer.identifier(), "a password link", letter -> letter.linksTo("/recovery/password"));
  }

  private static Answer attempt(Client client, String identifier, String password) {
    return client.post("/v1/sign-in").json(Map.of("identifier", identifier, "password", password)).send();
  }
}
