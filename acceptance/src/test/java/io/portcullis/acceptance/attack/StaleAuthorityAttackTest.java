package io.portcullis.acceptance.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.acceptance.Answer;
import io.portcullis.acceptance.Client;
import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.Eventually;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import io.portcullis.devstack.Service;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Attack A-44: the access token of a session that was ended a moment ago, shown at every service.
@AgainstTheHouse
class StaleAuthorityAttackTest {
  private static final int ROUNDS = 10;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final House house;

  StaleAuthorityAttackTest(House house) {
    this.house = house;
  }

  /// A door of a service, and what a thief would ask there.
  private record Door(Service service, String what, Function<Client, Client.Call> call) {}

  private static final List<Door> DOORS = List.of(
      new Door(Service.AUTH, "account", client -> client.get("/v1/account")),
      new Door(Service.AUTH, "step-up", client -> client.post("/v1/step-up").json(Map.of("acrValues", "aal2"))),
      new Door(Service.MFA, "factors", client -> client.get("/v1/mfa")),
      new Door(Service.MFA, "new recovery codes", client -> client.post("/v1/mfa/recovery-codes")),
      new Door(Service.SESSION, "sessions", client -> client.get("/v1/sessions")),
      new Door(Service.SESSION, "end of all others", client -> client.delete("/v1/sessions")),
      new Door(Service.NOTIFICATION, "activity", client -> client.get("/v1/activity")),
      new Door(Service.NOTIFICATION, "anti-phishing code",
          client -> client.put("/v1/anti-phishing-code").json(Map.of("code", "marmalade on Mondays"))));

  @Test
  void a44StaleAuthority_givenAStrongSession_whenItIsEnded_thenNoDoorAtTheGatewayOpensFromThatMomentOn() {
    Customer customer = strong();
    Customer laptop = customer.onAnotherDevice(house.client());
    laptop.signIn();
    Client thief = house.stranger();
    Stream.of("/v1/account", "/v1/mfa", "/v1/sessions", "/v1/activity").forEach(customer::read);

    laptop.client().delete("/v1/sessions/" + customer.held().sessionId()).bearer(laptop.accessToken()).expect(204);
    // Where two instances of session-service stand behind the gateway, the other one hears of it a moment later.
    Eventually.holds(PATIENCE, "every instance refuses it",
        () -> IntStream.range(0, 2 * house.sessionInstances()).allMatch(_ ->
            DOORS.getFirst().call().apply(thief).bearer(customer.accessToken()).send().status() == 401));

    for (int round = 0; round < ROUNDS; round++) {
      for (Door door : DOORS) {
        Answer answer = door.call().apply(thief).bearer(customer.accessToken()).send();
        assertThat(answer.status()).as(door.what()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).as(door.what()).contains("Bearer error=\"invalid_token\"");
      }
    }
    assertThat(laptop.read("/v1/sessions").json().path("sessions")).as("nothing was ended by the dead one").hasSize(1);
  }

  @Test
  void a44StaleAuthority_givenNoGateway_whenASessionIsEnded_thenEveryServiceRefusesItsToken() {
    Customer customer = strong();
    Client thief = house.stranger();
    String begunBefore = customer.beginStepUp("aal2").stepUpId();

    customer.client().post("/v1/sign-out").bearer(customer.accessToken()).expect(204);

    // session-service knows with the answer, the others as soon as Kafka has told them.
    DOORS.stream().filter(door -> door.service() == Service.SESSION).forEach(door ->
        assertThat(asked(door, thief, customer)).as(door.what()).isEqualTo(401));
    DOORS.stream().filter(door -> door.what().equals(FIRST_DOOR.get(door.service()))).forEach(door ->
        Eventually.holds(PATIENCE, door.what() + " is shut", () -> asked(door, thief, customer) == 401));
    DOORS.forEach(door -> assertThat(asked(door, thief, customer)).as(door.what()).isEqualTo(401));
    Answer raised = thief.at(house.address(Service.AUTH)).post("/v1/step-up/" + begunBefore + "/verify")
        .bearer(customer.accessToken()).json(Map.of("method", "totp", "code", customer.totp().next())).send();
    assertThat(raised.status()).isEqualTo(401);
    assertThat(raised.json().has("accessToken")).isFalse();
  }

  @Test
  void a44StaleAuthority_givenAServiceWasAwayWhenASessionEnded_whenItIsReady_thenItRefusesTheToken() {
    Customer customer = strong();
    Client thief = house.stranger();
    var mfa = house.suite().service(Service.MFA.fullName());
    mfa.kill9();
    customer.client().post("/v1/sign-out").bearer(customer.accessToken()).expect(204);
    mfa.start();
    DOORS.stream().filter(door -> door.service() == Service.MFA).forEach(door ->
        assertThat(asked(door, thief, customer)).as(door.what()).isEqualTo(401));
  }

  /// Reading ones, that may be tried again and again.
  private static final Map<Service, String> FIRST_DOOR =
      Map.of(Service.AUTH, "account", Service.MFA, "factors", Service.NOTIFICATION, "activity");

  private int asked(Door door, Client thief, Customer customer) {
    return door.call().apply(thief.at(house.address(door.service()))).bearer(customer.accessToken()).send().status();
  }

  private Customer strong() {
    Customer customer = house.signedIn();
    customer.confirmTotp(customer.beginTotp());
    customer.stepUp("aal2", "totp", customer.totp().next());
    return customer;
  }
}
