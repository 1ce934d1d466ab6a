package io.portcullis.acceptance.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.acceptance.Client;
import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.Eventually;
import io.portcullis.acceptance.Identifier;
import io.portcullis.acceptance.Letter;
import io.portcullis.acceptance.OpenedCase;
import io.portcullis.acceptance.SupportDesk;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Promises BACK-3 and BACK-4: from a lost phone to trading again.
@AgainstTheHouse
class RecoveryCaseJourneyTest {
  private static final String PASSPHRASE = "583920";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final House house;
  private final SupportDesk desk;

  RecoveryCaseJourneyTest(House house) {
    this.house = house;
    this.desk = house.supportDesk();
  }

  private static void await(OpenedCase of, String state) {
    Eventually.holds(PATIENCE, "the case is " + state, () -> of.state().equals(state));
  }

  private Letter letter(Customer customer, String subject) {
    return customer.inbox().await(customer.identifier(), subject, letter -> letter.subject().contains(subject));
  }

  private void review(OpenedCase of) {
    assertThat(desk.show("rita", of).json().path("state").asText()).isEqualTo("review");
    assertThat(desk.proposeApproval("rita", of).status()).isEqualTo(204);
    assertThat(desk.confirmApproval("rita", of).problem()).isEqualTo("another-person-needed");
    assertThat(desk.confirmApproval("omar", of).status()).isEqualTo(204);
  }

  @Test
  void back3_givenAnOwnerWithAPhoneAlone_whenAStrangerOpensACase_thenTheTextMessagesLinkCancelsIt_andFreezesNothing() {
    Customer customer = house.newcomer(Identifier.phone());
    customer.join();
    customer.signIn();
    OpenedCase opened = OpenedCase.open(house.stranger(), customer.identifier(), "second-factor");
    Letter text = house.inbox().await(customer.identifier(), "the text about the case", each -> each.linksTo("/recovery/case"));
    assertThat(text.linksTo("/recovery/freeze")).as("one link alone").isFalse();

    house.stranger().post("/v1/recovery/cases/cancel").json(Map.of("token", text.linkToken())).expect(204);
    await(opened, "cancelled");
    assertThat(house.check().passes(customer.accessToken())).isTrue();
    customer.signIn();
  }

  @Test
  void back3_givenALostMailboxAndAnAppThatIsStillThere_thenReviewersSeeIt_andACodeThatWasUsedIsNone() {
    Customer customer = house.signedIn();
    customer.confirmTotp(customer.beginTotp());
    OpenedCase owner = OpenedCase.open(house.client(), customer.identifier(), "identifier");
    OpenedCase stranger = OpenedCase.open(house.client(), customer.identifier(), "identifier");
    String code = customer.totp().next();

    shown(owner, code);
    // The same code once more: it was used.
    shown(stranger, code);
    owner.submit();
    stranger.submit();

    assertThat(desk.show("rita", owner).json().path("signals").path("factor").asText()).isEqualTo("match");
    assertThat(desk.show("rita", stranger).json().path("signals").path("factor").asText()).isEqualTo("no-match");
    assertThat(owner.state()).isEqualTo("review");
  }

  private static void shown(OpenedCase of, String code) {
    Eventually.holds(PATIENCE, "it is known whose case it is", () ->
        of.client().post("/v1/recovery/case-factor").json(Map.of("token", of.token(), "code", code)).send().status() == 204);
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
    OpenedCase opened = OpenedCase.open(newPhone, customer.identifier(), "second-factor");
    assertThat(letter(customer, "asked to recover your account").linksTo("/recovery/case")).isTrue();
    opened.submit();
    review(opened);
    letter(customer, "was approved");
    letter(customer, "waits");
    await(opened, "cooling-off");
    Instant ends = OffsetDateTime.parse(opened.inspect().path("waitEndsAt").asText()).toInstant();
    assertThat(ends).isAfter(Instant.now().plus(Duration.ofHours(23)));
    assertThat(house.check().passes(customer.accessToken())).as("nothing is taken away before the wait is over").isTrue();

    house.waitIsOver(opened);
    await(opened, "completed");
    letter(customer, "was recovered by a case");
    assertThat(house.check().passes(customer.accessToken())).isFalse();
    newPhone.post("/oauth2/token").form(Map.of("grant_type", "refresh_token", "refresh_token", customer.refreshToken())).expect(400);

    String link = customer.inbox().await(customer.identifier(), "the link", letter -> letter.linksTo("/recovery/password")).linkToken();
    Customer back = customer.onAnotherDevice(newPhone);
    back.setPasswordWith(link, Identifier.password());
    newPhone.put("/v1/recovery/password").json(Map.of("token", link, "password", Identifier.password())).expect(403);
    assertThat(PasswordAttempt.by(house.client(), customer).problem()).as("the old password").isEqualTo("credentials-refused");
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
}
