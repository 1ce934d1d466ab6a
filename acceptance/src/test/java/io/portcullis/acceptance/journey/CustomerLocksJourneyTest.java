package io.portcullis.acceptance.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.acceptance.Answer;
import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.Eventually;
import io.portcullis.acceptance.Identifier;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// Promise SAFE-12.
@AgainstTheHouse
class CustomerLocksJourneyTest {
  private final House house;

  CustomerLocksJourneyTest(House house) {
    this.house = house;
  }

  /// With an app, and a session that has just shown it.
  private Customer fortified() {
    Customer customer = house.signedIn();
    customer.confirmTotp(customer.beginTotp());
    customer.stepUp("aal2", "totp", customer.totp().next());
    return customer;
  }

  /// A change of a setting at each service.
  private static Map<String, Supplier<Answer>> changes(Customer customer) {
    String token = customer.accessToken();
    var changes = new LinkedHashMap<String, Supplier<Answer>>();
    changes.put("auth", () -> customer.client().put("/v1/account/password").bearer(token)
        .json(Map.of("currentPassword", customer.password(), "newPassword", Identifier.password())).send());
    changes.put("mfa", () -> customer.client().put("/v1/trading-passphrase").bearer(token).json(Map.of("passphrase", "483920")).send());
    changes.put("notification", () -> customer.client().put("/v1/anti-phishing-code").bearer(token)
        .json(Map.of("code", "marmalade on Tuesdays")).send());
    changes.put("session", () -> customer.client().delete("/v1/withdrawal-lock").bearer(token).send());
    return changes;
  }

  @Test
  void safe12_givenTheSettingsAreLocked_thenNoServiceChangesOne_byAnOldTokenOrANewOne_andTheAddressIsHidden() {
    Customer customer = fortified();
    String before = customer.accessToken();
    assertThat(customer.read("/v1/account").body()).contains(customer.identifier());

    customer.client().put("/v1/settings-lock").bearer(before).json(Map.of("days", 1)).expect(200);

    // Each service hears of it by Kafka.
    for (String ofEachService : List.of("/v1/account", "/v1/mfa", "/v1/activity", "/v1/sessions")) {
      Eventually.holds(Duration.ofSeconds(5), "the old token is void at " + ofEachService,
          () -> customer.client().get(ofEachService).bearer(before).send().status() == 401);
    }
    customer.refresh();
    changes(customer).forEach((service, change) ->
        assertThat(change.get().problem()).as(service).isEqualTo("settings-locked"));
    assertThat(customer.read("/v1/account").body()).doesNotContain(customer.identifier()).contains("•••");
    house.inbox().await(customer.identifier(), "an alert of the lock",
        letter -> letter.text().contains("security settings") && letter.linksTo("/recovery/freeze"));
  }

  @Test
  void safe12_resetLink_givenTheSettingsAreLocked_thenAMailboxThiefSetsNoPassword_andTheOwnerCancelsWhatItBegan() {
    Customer customer = fortified();
    customer.client().put("/v1/settings-lock").bearer(customer.accessToken()).json(Map.of("days", 30)).expect(200);
    customer.askForPasswordLink();
    String link = house.inbox().await(customer.identifier(), "a link", letter -> letter.linksTo("/recovery/password")).linkToken();

    Answer refused = house.client().put("/v1/recovery/password").json(Map.of("token", link, "password", Identifier.password())).send();

    assertThat(refused.problem()).isEqualTo("settings-locked");
    assertThat(refused.json().path("opensAt").asText()).isNotBlank();
    house.inbox().await(customer.identifier(), "an alert of the unlocking",
        letter -> letter.text().contains("being unlocked") || letter.text().contains("unlock the security settings"));
    customer.refresh();
    assertThat(customer.read("/v1/settings-lock").json().path("state").asText()).isEqualTo("unlocking");
    customer.client().delete("/v1/settings-lock/unlock").bearer(customer.accessToken()).expect(200);
    assertThat(customer.read("/v1/settings-lock").json().path("state").asText()).isEqualTo("locked");
  }

  @Test
  void safe12_givenASoftWithdrawalLock_thenAnAppAloneDoesNotLiftIt() {
    Customer customer = fortified();
    customer.client().put("/v1/withdrawal-lock").bearer(customer.accessToken()).json(Map.of("days", 7, "kind", "soft")).expect(200);

    Answer refused = customer.client().delete("/v1/withdrawal-lock").bearer(customer.accessToken()).send();

    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.json().path("methods").path(0).asText()).isEqualTo("webauthn");
    assertThat(customer.read("/v1/withdrawal-lock").json().path("state").asText()).isEqualTo("locked");
  }
}
