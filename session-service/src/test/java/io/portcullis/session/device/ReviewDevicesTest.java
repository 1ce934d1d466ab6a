package io.portcullis.session.device;

import static io.portcullis.session.Phone.newAccount;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.AccountId;
import io.portcullis.session.OnStack;
import io.portcullis.session.Phone;
import io.portcullis.session.Rows;
import io.portcullis.testkit.ServiceTokenFiles;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// BACK-6: what the owner of a frozen account is shown of its devices, and takes away.
@OnStack
class ReviewDevicesTest {

  @Inject Phone phone;
  @Inject Rows rows;
  @Inject Clock clock;

  private static RequestSpecification auth() {
    return given().auth().oauth2(ServiceTokenFiles.token("auth-service", "session-service"));
  }

  private static Response devices(AccountId account) {
    return auth().get("/internal/accounts/" + account + "/devices");
  }

  private static int forget(AccountId account, Object device) {
    return auth().delete("/internal/accounts/" + account + "/devices/" + device).statusCode();
  }

  @Test
  void a39ThiefsDevice_givenTwoDevices_whenOneIsNotTheOwners_thenItIsForgotten_withItsSessions() {
    AccountId alice = newAccount();
    var thief = phone.signIn(alice);
    var own = phone.signIn(alice);
    List<String> known = devices(alice).path("devices.id");
    assertThat(known).hasSize(2);

    assertThat(forget(alice, known.getLast())).isEqualTo(204);

    assertThat(devices(alice).<List<String>>path("devices.id")).containsExactly(known.getFirst());
    assertThat(phone.check(thief.accessToken()).statusCode()).isEqualTo(401);
    assertThat(phone.check(own.accessToken()).statusCode()).isEqualTo(200);
  }

  @Test
  void back7_givenAClosedAccount_whenItsTracesAreErased_thenNoDeviceAndNoPlaceStays_andTheBarDoes() {
    AccountId alice = newAccount();
    phone.signIn(alice);
    assertThat(auth().delete("/internal/accounts/" + alice + "/traces").statusCode()).as("no bar yet").isEqualTo(503);
    phone.stand(alice, clock.instant(), true, 1).then().statusCode(200);

    for (int asked = 0; asked < 2; asked++) {
      assertThat(auth().delete("/internal/accounts/" + alice + "/traces").statusCode()).isEqualTo(204);
    }

    assertThat(devices(alice).<List<String>>path("devices")).isEmpty();
    for (String table : List.of("device", "sign_in", "visited_country", "api_key")) {
      assertThat(rows.query("select count(*) from " + table + " where account_id = ?", alice.value())).as(table).containsExactly("0");
    }
    assertThat(rows.query("select count(*) from session where account_id = ? and address is not null", alice.value())).containsExactly("0");
    assertThat(phone.open(phone.evidence(alice)).path("reason").toString()).isEqualTo("barred");
  }

  @Test
  void givenAnotherAccountsDevice_orNone_orNoService_thenNothingIsFound() {
    AccountId alice = newAccount();
    phone.signIn(alice);
    String device = devices(alice).path("devices[0].id");

    assertThat(forget(newAccount(), device)).isEqualTo(404);
    assertThat(forget(alice, UUID.randomUUID())).isEqualTo(404);
    assertThat(forget(alice, "none")).isEqualTo(404);
    assertThat(given().get("/internal/accounts/" + alice + "/devices").statusCode()).isEqualTo(401);
    assertThat(devices(alice).<List<String>>path("devices.id")).containsExactly(device);
  }
}
