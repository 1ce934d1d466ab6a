package io.portcullis.acceptance.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.acceptance.Answer;
import io.portcullis.acceptance.Client;
import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.Tokens;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Promise IN-2.
@AgainstTheHouse
class SignInJourneyTest {
  private final House house;

  SignInJourneyTest(House house) {
    this.house = house;
  }

  @ParameterizedTest
  @EnumSource
  void givenNoSecondFactor_whenThePasswordIsRight_thenASessionOpens(Way way) {
    Customer customer = house.newcomer(way.fresh());
    customer.join();

    Tokens tokens = customer.signIn();
    assertThat(tokens.acr()).isEqualTo("aal1");
    assertThat(tokens.amr()).containsExactly("pwd");
    assertThat(tokens.expiresIn()).isEqualTo(300);
    assertThat(tokens.refreshToken()).startsWith("prt_");
    assertThat(tokens.deviceToken()).startsWith("pdt_");

    var check = house.check().of(tokens.accessToken());
    assertThat(check.status()).isEqualTo(200);
    assertThat(check.header("X-Portcullis-Session")).contains(tokens.sessionId());
    assertThat(check.header("X-Portcullis-Acr")).contains("aal1");
  }

  @Test
  void givenARegistrationNotYetProved_whenSigningIn_thenItIsRefusedAsAnUnknownOne() {
    Customer hasty = house.newcomer();
    hasty.register();
    Answer refused = attempt(hasty.client(), hasty.identifier(), hasty.password());
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.problem()).isEqualTo("credentials-refused");
  }

  @Test
  void lockoutDenialOfService_givenAStrangerWhoFailsUntilThrottled_whenTheOwnerSignsInOnAKnownDevice_thenTheGateOpens() {
    Customer owner = house.signedIn();
    Client stranger = house.client();

    Answer last = Stream.generate(() -> attempt(stranger, owner.identifier(), "not the password at all"))
        .limit(60).filter(answer -> answer.status() != 403).findFirst().orElseThrow();
    assertThat(last.status()).isEqualTo(200);
    assertThat(last.json().path("status").asText()).isEqualTo("human-verification");

    owner.signIn();
  }

  private static Answer attempt(Client client, String identifier, String password) {
    return client.post("/v1/sign-in").json(Map.of("identifier", identifier, "password", password)).send();
  }
}
