package io.portcullis.acceptance.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.acceptance.Answer;
import io.portcullis.acceptance.Client.Call;
import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Promise SAFE-5.
@AgainstTheHouse
class TradingPassphraseJourneyTest {
  private final House house;

  TradingPassphraseJourneyTest(House house) {
    this.house = house;
  }

  private static Call set(Customer customer, String passphrase) {
    return customer.client().put("/v1/trading-passphrase").bearer(customer.accessToken()).json(Map.of("passphrase", passphrase));
  }

  private static String state(Customer customer) {
    return customer.read("/v1/trading-passphrase").json().path("state").asText();
  }

  @Test
  void safe5_givenAnApp_whenAPassphraseIsSet_thenItWantsTheApp_andItsOwnerIsTold() {
    Customer customer = house.signedIn();
    assertThat(set(customer, "483920").send().problem()).isEqualTo("no-authenticator");
    customer.confirmTotp(customer.beginTotp());
    Answer tooWeak = set(customer, "483920").send();
    assertThat(tooWeak.status()).isEqualTo(401);
    assertThat(tooWeak.header("WWW-Authenticate")).hasValueSatisfying(challenge -> assertThat(challenge).contains("acr_values=\"aal2\""));
    customer.stepUp("aal2", "totp", customer.totp().next());

    Answer trivial = set(customer, "123456").send();
    assertThat(trivial.problem()).isEqualTo("passphrase-trivial");
    assertThat(trivial.json().path("reason").asText()).isEqualTo("run");
    set(customer, "483920").expect(204);

    assertThat(state(customer)).isEqualTo("ready");
    house.inbox().await(customer.identifier(), "an alert of the passphrase",
        letter -> letter.text().contains("A trading passphrase was set") && letter.linksTo("/recovery/freeze"));
  }
}
