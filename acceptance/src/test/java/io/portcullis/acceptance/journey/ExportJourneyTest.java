package io.portcullis.acceptance.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import io.portcullis.acceptance.Answer;
import io.portcullis.acceptance.Client;
import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.Customer.TotpEnrolment;
import io.portcullis.acceptance.Eventually;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import io.portcullis.devstack.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Promise BACK-7: a customer takes the account's data along.
@AgainstTheHouse
class ExportJourneyTest {
  private static final String EXPORTS = "/v1/account/exports";
  private static final String PASSPHRASE = "583920";
  private static final String PHRASE = "marmalade on Tuesdays";

  private final House house;

  ExportJourneyTest(House house) {
    this.house = house;
  }

  private static JsonSchema schema() throws IOException {
    Path docs = Path.of("docs/export.schema.json");
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(Files.readString(Files.exists(docs) ? docs : Path.of("..").resolve(docs)),
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
  }

  private Client.Call as(Customer customer, String method, String path) {
    return customer.client().call(method, path).bearer(customer.accessToken());
  }

  private JsonNode shown(Customer customer, String export) {
    return customer.read(EXPORTS + "/" + export).json();
  }

  @Test
  void back7_givenACustomerWithAllKindsOfThings_whenTheDayIsOver_thenTheArchiveIsAsItsSchemaSays_holdsNoSecret_andIsFetchedOnce()
      throws IOException {
    Customer customer = house.signedIn();
    String account = customer.read("/v1/account").json().path("accountId").asText();
    TotpEnrolment app = customer.beginTotp();
    customer.confirmTotp(app);
    customer.stepUp("aal2", "totp", customer.totp().next());
    as(customer, "PUT", "/v1/trading-passphrase").json(Map.of("passphrase", PASSPHRASE)).expect(204);
    customer.setAntiPhishingCode(PHRASE);
    customer.askForPasswordLink();

    Answer held = as(customer, "POST", EXPORTS).send();
    assertThat(held.problem()).isEqualTo("export-held");
    house.holdsAreOver(account);
    JsonNode asked = as(customer, "POST", EXPORTS).expect(202).json();
    String id = asked.path("id").asText();
    assertThat(asked.path("state").asText()).isEqualTo("waiting");
    house.inbox().await(customer.identifier(), "an alert that a copy was asked for",
        letter -> letter.text().contains("asked for a copy of all your data") && letter.linksTo("/recovery/freeze"));

    house.databases().age(Service.AUTH, "update account_export set opens_at = now() where id = '%s'".formatted(id));
    Eventually.holds(Duration.ofSeconds(60), "every service has given its part", () -> shown(customer, id).path("state").asText().equals("ready"));
    Answer fetched = as(customer, "POST", EXPORTS + "/" + id + "/download").expect(200);

    assertThat(schema().validate(fetched.body(), InputFormat.JSON)).isEmpty();
    assertThat(fetched.json().at("/auth/identifiers/0/value").asText()).isEqualTo(customer.identifier());
    assertThat(fetched.json().at("/mfa/authenticatorApps/0/name").asText()).isEqualTo("phone");
    assertThat(fetched.json().at("/mfa/recoveryCodes/left").asInt()).isEqualTo(customer.recoveryCodes().size());
    assertThat(fetched.json().at("/session/devices")).isNotEmpty();
    assertThat(fetched.json().at("/session/sessions")).isNotEmpty();
    assertThat(fetched.json().at("/session/signIns")).isNotEmpty();
    assertThat(fetched.json().at("/notification/activity")).isNotEmpty();
    assertThat(fetched.json().at("/recovery/passwordLinks")).isNotEmpty();
    assertThat(fetched.body()).doesNotContain(app.secret(), customer.password(), customer.accessToken(), customer.refreshToken(), PHRASE,
        "\"" + PASSPHRASE + "\"").doesNotContain(customer.recoveryCodes());

    assertThat(as(customer, "POST", EXPORTS + "/" + id + "/download").send().json().path("state").asText()).isEqualTo("fetched");
    assertThat(house.databases().count(Service.AUTH, "account_export_part where export_id = '%s'".formatted(id))).isZero();
    house.inbox().await(customer.identifier(), "an alert that it was fetched", letter -> letter.text().contains("has fetched the copy of your data"));
  }

  @Test
  void back7_givenAStolenSession_whenTheOwnerFreezesByTheAlert_thenTheThiefGetsNothing() {
    Customer customer = house.signedIn();
    String id = as(customer, "POST", EXPORTS).expect(202).json().path("id").asText();
    String link = house.inbox().await(customer.identifier(), "an alert that a copy was asked for",
        letter -> letter.text().contains("asked for a copy of all your data") && letter.linksTo("/recovery/freeze")).linkToken();

    house.client().post("/v1/recovery/freeze").json(Map.of("token", link)).expect(204);

    Eventually.holds(Duration.ofSeconds(60), "the export is void", () ->
        house.databases().count(Service.AUTH, "account_export where id = '%s' and state = 'cancelled'".formatted(id)) == 1);
    assertThat(as(customer, "POST", EXPORTS + "/" + id + "/download").send().status()).isIn(401, 403);
  }
}
