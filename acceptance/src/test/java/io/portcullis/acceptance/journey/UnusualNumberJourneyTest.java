package io.portcullis.acceptance.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.acceptance.Answer;
import io.portcullis.acceptance.Client;
import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.Identifier;
import io.portcullis.acceptance.Letter;
import io.portcullis.acceptance.Puzzle;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import io.portcullis.acceptance.house.Sequence;
import io.portcullis.devstack.Service;
import io.portcullis.devstack.ServiceProcess;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// An installation whose customers' numbers are British. A text to any other country costs a puzzle first.
@AgainstTheHouse
@Order(Sequence.FAULTS)
class UnusualNumberJourneyTest {
  private static final String IDENTIFIERS = "/v1/account/identifiers";
  private static final String USUAL_COUNTRIES = "PORTCULLIS_SMS_NUMBERS_USUAL_COUNTRIES";

  private final House house;
  private final ServiceProcess auth;

  UnusualNumberJourneyTest(House house) {
    this.house = house;
    this.auth = house.suite().service(Service.AUTH.fullName());
  }

  @BeforeEach
  void british() {
    auth.restart(Map.of(USUAL_COUNTRIES, "GB"));
  }

  @AfterEach
  void everyCountryIsUsual() {
    auth.restart(Map.of(USUAL_COUNTRIES, ""));
  }

  @Test
  void a12_givenANumberOfAnUnusualCountry_whenACustomerAddsIt_thenItIsTextedAfterAPuzzle_andSignsIn() {
    Customer customer = house.signedIn();
    // Another instance, if a test has started one, has not been told.
    Client told = customer.client().at(house.address(Service.AUTH));
    String swiss = "+4179%07d".formatted(ThreadLocalRandom.current().nextInt(10_000_000));

    Answer asked = as(customer, told.post(IDENTIFIERS)).json(Map.of("identifier", swiss)).expect(403);
    assertThat(asked.problem()).isEqualTo("human-verification");
    JsonNode begun = as(customer, told.post(IDENTIFIERS)).json(Map.of("identifier", swiss,
        "humanProof", Puzzle.solve(asked.json().path("challenge")))).expect(202).json();
    String code = customer.inbox().await(swiss, "the one text", Letter::hasCode).code();
    as(customer, customer.client().post(IDENTIFIERS + "/" + begun.path("identifierId").asText() + "/verify"))
        .json(Map.of("code", code)).expect(200);

    customer.client().post("/v1/sign-in").json(Map.of("identifier", swiss, "password", customer.password(),
        "deviceToken", customer.held().deviceToken())).expect(200);
    as(customer, customer.client().post(IDENTIFIERS)).json(Map.of("identifier", Identifier.phone().value())).expect(202);
  }

  private static Client.Call as(Customer customer, Client.Call call) {
    return call.bearer(customer.accessToken());
  }
}
