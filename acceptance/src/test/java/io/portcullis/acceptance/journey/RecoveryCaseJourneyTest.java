package io.portcullis.acceptance.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.acceptance.Answer;
import io.portcullis.acceptance.Client;
import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.Eventually;
import io.portcullis.acceptance.Identifier;
import io.portcullis.acceptance.Letter;
import io.portcullis.acceptance.Puzzle;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import io.portcullis.devstack.Service;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Promises BACK-3 and BACK-4: from a lost phone to trading again.
@AgainstTheHouse
class RecoveryCaseJourneyTest {
  private static final String PASSPHRASE = "583920";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final House house;
  private final Client desk;

  RecoveryCaseJourneyTest(House house) {
    this.house = house;
    this.desk = house.stranger().at(URI.create(house.suite().stack().deskUrl()));
  }

  private record Case(String id, String token) {}

  private Case open(Client client, String identifier, String reason) {
    var wanted = new LinkedHashMap<String, Object>(Map.of("identifier", identifier, "reason", reason));
    Answer asked = client.post("/v1/recovery/cases").json(wanted).expect(403);
    wanted.put("humanProof", Puzzle.solve(asked.json().path("challenge")));
    var opened = client.post("/v1/recovery/cases").json(wanted).expect(202).json();
    return new Case(opened.path("caseId").asText(), opened.path("token").asText());
  }

  private String staff(String person) {
    return house.stranger().at(URI.create(house.suite().stack().staffIssuerUrl()))
        .get("/token?person=" + person + "&roles=reviewer").expect(200).body();
  }

  private Answer decide(String person, Case of, String step, Map<String, ?> decision) {
    var body = new LinkedHashMap<String, Object>(decision);
    body.put("reason", "case-review");
    return desk.post("/v1/support/cases/" + of.id() + "/" + step).bearer(staff(person)).json(body).send();
  }

  private static String state(Client client, Case of) {
    return client.post("/v1/recovery/cases/inspect").json(Map.of("token", of.token())).expect(200).json().path("state").asText();
  }

  private static void await(Client client, Case of, String state) {
    Eventually.holds(PATIENCE, "the case is " + state, () -> state(client, of).equals(state));
  }

  private Letter letter(Customer customer, String subject) {
    return customer.inbox().await(customer.identifier(), subject, letter -> letter.subject().contains(subject));
  }

  private void review(Case of) {
    assertThat(decide("rita", of, "show", Map.of()).json().path("state").asText()).isEqualTo("review");
    assertThat(decide("rita", of, "propose", Map.of("decision", "approve", "risk", "standard", "words", "Documents match")).status())
        .isEqualTo(204);
    assertThat(decide("rita", of, "confirm", Map.of("decision", "approve", "words", "I say so twice")).problem())
        .isEqualTo("another-person-needed");
    assertThat(decide("omar", of, "confirm", Map.of("decision", "approve", "words", "So do I")).status()).isEqualTo(204);
  }

  private void waitIsOver(Case of) {
    house.databases().age(Service.RECOVERY, ("update recovery_case set wait_started_at = wait_started_at - interval '3 days', "
        + "wait_ends_at = wait_ends_at - interval '3 days', due_at = due_at - interval '3 days' where id = '%s'").formatted(of.id()));
  }

  @Test
  void back3_givenALostPhone_whenTwoPersonsApproveAndTheWaitIsOver_thenItsOwnerSignsInWithANewPasswordAndANewFactor() throws Exception {
    Customer customer = house.signedIn();
    customer.enrolSecurityKey("phone");
    customer.stepUpByTouch();
    customer.client().put("/v1/trading-passphrase").bearer(customer.accessToken()).json(Map.of("passphrase", PASSPHRASE)).expect(204);
    Program program = Program.make(customer, PASSPHRASE);
    String account = customer.read("/v1/account").json().path("accountId").asText();
    house.holdsAreOver(account);

    Client newPhone = house.client();
    Case opened = open(newPhone, customer.identifier(), "second-factor");
    assertThat(letter(customer, "asked to recover your account").linksTo("/recovery/case")).isTrue();
    newPhone.post("/v1/recovery/cases/submit").json(Map.of("token", opened.token())).expect(204);
    review(opened);
    letter(customer, "was approved");
    letter(customer, "waits");
    await(newPhone, opened, "cooling-off");
    Instant ends = OffsetDateTime.parse(newPhone.post("/v1/recovery/cases/inspect").json(Map.of("token", opened.token())).expect(200)
        .json().path("waitEndsAt").asText()).toInstant();
    assertThat(ends).isAfter(Instant.now().plus(Duration.ofHours(23)));
    assertThat(house.check().passes(customer.accessToken())).as("nothing is taken away before the wait is over").isTrue();

    waitIsOver(opened);
    await(newPhone, opened, "completed");
    letter(customer, "was recovered by a case");
    assertThat(house.check().passes(customer.accessToken())).isFalse();
    newPhone.post("/oauth2/token").form(Map.of("grant_type", "refresh_token", "refresh_token", customer.refreshToken())).expect(400);

    String link = customer.inbox().await(customer.identifier(), "the link", letter -> letter.linksTo("/recovery/password")).linkToken();
    Customer back = customer.onAnotherDevice(newPhone);
    back.setPasswordWith(link, Identifier.password());
    newPhone.put("/v1/recovery/password").json(Map.of("token", link, "password", Identifier.password())).expect(403);
    assertThat(attempt(house.client(), customer).problem()).as("the old password").isEqualTo("credentials-refused");
    back.signIn();
    assertThat(back.read("/v1/mfa/webauthn").json().findValuesAsText("id")).as("the lost phone").isEmpty();
    assertThat(back.read("/v1/holds").json().path("holds").findValuesAsText("reason")).contains("recovery");
    assertThat(back.read("/v1/api-keys").json().toString()).contains(program.id()).contains("\"disabled\"");
    back.confirmTotp(back.beginTotp());
    Customer again = back.onAnotherDevice(house.client());
    again.signIn();
    assertThat(again.held().acr()).isEqualTo("aal2");

    house.awaitQuiet();
    assertThat(again.read("/v1/activity").json().findValuesAsText("title")).contains("Account recovered");
  }

  private static Answer attempt(Client client, Customer customer) {
    return client.post("/v1/sign-in").json(Map.of("identifier", customer.identifier(), "password", customer.password())).send();
  }
}
