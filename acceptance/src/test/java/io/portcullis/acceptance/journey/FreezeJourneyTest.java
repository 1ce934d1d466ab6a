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
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Promise BACK-6, its brake.
@AgainstTheHouse
class FreezeJourneyTest {
  private final House house;

  FreezeJourneyTest(House house) {
    this.house = house;
  }

  @ParameterizedTest
  @EnumSource
  void givenAnAlert_whenItsLinkIsPosted_thenSessionsEndAndSignInsAreRefused(Way way) {
    Customer customer = house.newcomer(way.fresh());
    customer.join();
    customer.signIn();
    Letter alert = house.inbox().await(customer.identifier(), "an alert", letter -> letter.linksTo("/recovery/freeze"));
    Client anybody = house.client();

    // Mail scanners follow links: looking at the page must change nothing.
    assertThat(house.stranger().get(alert.link().getPath()).expect(200).mediaType()).isEqualTo("text/html");
    assertThat(house.stranger().get("/v1/recovery/freeze").send().status()).isEqualTo(405);
    assertThat(house.check().passes(customer.accessToken())).isTrue();

    anybody.post("/v1/recovery/freeze").json(Map.of("token", alert.linkToken())).expect(204);
    anybody.post("/v1/recovery/freeze").json(Map.of("token", alert.linkToken())).expect(204);

    assertThat(house.check().passes(customer.accessToken())).isFalse();
    anybody.post("/oauth2/token").form(Map.of("grant_type", "refresh_token", "refresh_token", customer.refreshToken())).expect(400);
    Answer right = attempt(customer, customer.password());
    assertThat(right.status()).isEqualTo(403);
    assertThat(right.problem()).isEqualTo("account-frozen");
    // Who does not know the password learns nothing about the account's state.
    assertThat(attempt(customer, "not the password at all").problem()).isEqualTo("credentials-refused");
  }

  @ParameterizedTest
  @EnumSource
  void a39Inside_givenACustomerWhoFindsAThiefInside_whenTheyReportIt_thenEverySessionEndsAtOnce(Way way) {
    Customer customer = house.newcomer(way.fresh());
    customer.join();
    customer.signIn();
    String thief = customer.accessToken();
    String refresh = customer.refreshToken();
    customer.signIn();

    customer.client().post("/v1/recovery/compromised").bearer(customer.accessToken()).expect(204);

    assertThat(house.check().passes(thief)).isFalse();
    assertThat(house.check().passes(customer.accessToken())).isFalse();
    house.client().post("/oauth2/token").form(Map.of("grant_type", "refresh_token", "refresh_token", refresh)).expect(400);
    assertThat(attempt(customer, customer.password()).problem()).isEqualTo("account-frozen");
    // A text message has room for the news alone; a mail says how to return.
    String says = way == Way.PHONE ? "frozen" : "ask for a link to reset";
    house.inbox().await(customer.identifier(), "word of the freeze", letter -> letter.text().contains(says));
  }

  @Test
  void a39MailboxThief_givenAFrozenAccount_whenItsOwnerGoesAllTheWay_thenItIsOpen_theOldPasswordIsDead_andMoneyIsHeld() {
    Customer customer = house.signedIn();
    customer.confirmTotp(customer.beginTotp());
    customer.client().post("/v1/recovery/compromised").bearer(customer.accessToken()).expect(204);
    customer.askForPasswordLink();
    String link = house.inbox().await(customer.identifier(), "a link", letter -> letter.linksTo("/recovery/password")).linkToken();
    Client owner = house.client();
    assertThat(owner.post("/v1/recovery/password/inspect").json(Map.of("token", link)).expect(200).json().path("frozen").asBoolean()).isTrue();

    String way = owner.post("/v1/recovery/way-back").json(Map.of("token", link)).expect(201).json().path("wayBack").asText();
    owner.post("/v1/recovery/way-back/factor").header("Way-Back", way)
        .json(Map.of("method", "totp", "code", customer.totp().next())).expect(204);
    assertThat(owner.put("/v1/recovery/way-back/password").header("Way-Back", way)
        .json(Map.of("password", customer.password())).send().problem()).isEqualTo("password-refused");
    String next = Identifier.password();
    owner.put("/v1/recovery/way-back/password").header("Way-Back", way).json(Map.of("password", next)).expect(204);
    thiefOfTheMailboxDoesAllTheyCan(customer);
    owner.get("/v1/recovery/way-back/items").header("Way-Back", way).expect(200).json().path("items").forEach(item ->
        owner.put("/v1/recovery/way-back/items/" + item.path("kind").asText() + "/" + item.path("id").asText()).header("Way-Back", way)
            .json(Map.of("mine", !item.path("kind").asText().equals("device"))).expect(204));
    owner.post("/v1/recovery/way-back/unfreeze").header("Way-Back", way).expect(204);

    assertThat(owner.get("/v1/recovery/state").header("Way-Back", way).expect(200).json().path("next").asText()).isEqualTo("done");
    assertThat(attempt(customer, customer.password()).problem()).isEqualTo("credentials-refused");
    assertThat(attempt(customer, next).json().path("status").asText()).isEqualTo("mfa");
    house.inbox().await(customer.identifier(), "word of the way back", letter -> letter.text().contains("is open again"));
  }

  /// None of it ends the owner's way back.
  private void thiefOfTheMailboxDoesAllTheyCan(Customer customer) {
    Client thief = house.client();
    String freeze = house.inbox().await(customer.identifier(), "an alert", letter -> letter.linksTo("/recovery/freeze")).linkToken();
    thief.post("/v1/recovery/freeze").json(Map.of("token", freeze)).expect(204);
    Predicate<Letter> links = letter -> letter.linksTo("/recovery/password");
    long before = house.inbox().letters(customer.identifier()).stream().filter(links).count();
    customer.askForPasswordLink();
    String link = house.inbox().awaitNumber(before + 1, customer.identifier(), "a link", links).linkToken();
    assertThat(thief.put("/v1/recovery/password").json(Map.of("token", link, "password", Identifier.password())).send().problem())
        .isEqualTo("account-frozen");
    thief.post("/v1/recovery/way-back").json(Map.of("token", link)).expect(201);
  }

  private static Answer attempt(Customer customer, String password) {
    return customer.client().post("/v1/sign-in").json(Map.of("identifier", customer.identifier(), "password", password)).send();
  }
}
