package io.portcullis.acceptance.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.acceptance.Answer;
import io.portcullis.acceptance.Client;
import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import io.portcullis.acceptance.openapi.Contract;
import io.portcullis.acceptance.openapi.Operation;
import io.portcullis.devstack.Service;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/// What services say to each other is for services alone.
@AgainstTheHouse
class InternalCallsAttackTest {
  private final House house;
  private final SoftAssertions soft = new SoftAssertions();

  InternalCallsAttackTest(House house) {
    this.house = house;
  }

  @Test
  void internalCalls_givenTheGateway_whenAnyOfThemIsTried_thenItDoesNotExist() {
    Client attacker = house.stranger();
    String serviceToken = house.serviceToken("auth-service", Service.SESSION);
    house.contract().operations().stream().filter(InternalCallsAttackTest::isInternal).forEach(operation -> {
      hidden(attacker.call(operation.method(), path(operation)), operation.toString());
      hidden(attacker.call(operation.method(), path(operation)).bearer(serviceToken), operation + " with a service token");
    });
    for (String path : List.of("/q/metrics", "/q/health", "/q/openapi", "/check", "/v1/../internal/sessions", "/v1//internal/sessions",
        "/v1/accounts/..%2f..%2finternal/accounts/lookup", "/v1/accounts/%2e%2e/%2e%2e/internal/accounts/lookup", "/internal")) {
      hidden(attacker.get(path), path);
    }
    soft.assertAll();
  }

  @Test
  void internalCalls_givenAServicesOwnPort_whenTheTokenIsMissingOrOfAnotherKind_thenTheyAreRefused() {
    Customer customer = house.signedIn();
    house.documents().services().forEach((service, document) -> {
      Service here = Stream.of(Service.values()).filter(known -> known.fullName().equals(service)).findFirst().orElseThrow();
      Client attacker = house.stranger().at(house.address(here));
      new Contract(document).operations().stream().filter(InternalCallsAttackTest::isInternal).forEach(operation -> {
        refused(call(attacker, operation), operation + " without a token");
        tokens(customer, here).forEach((kind, token) -> refused(call(attacker, operation).bearer(token), operation + " with " + kind));
      });
    });
    soft.assertAll();
  }

  @Test
  void managementIsNowhereButAtItsOwnPort() {
    for (Service service : Service.values()) {
      for (String path : List.of("/q/metrics", "/q/health", "/q/health/ready")) {
        assertThat(house.stranger().at(house.address(service)).get(path).send().status()).as(service + path).isEqualTo(404);
        assertThat(house.stranger().at(house.management(service)).get(path).send().status()).as(service + path).isEqualTo(200);
      }
    }
  }

  private Map<String, String> tokens(Customer customer, Service here) {
    String elsewhere = here == Service.MFA ? house.serviceToken("auth-service", Service.SESSION) : house.serviceToken("auth-service", Service.MFA);
    return Map.of("a customer's token", customer.accessToken(), "a refresh token", customer.refreshToken(),
        "a token for another service", elsewhere,
        // Right audience for session-service alone, but the gateway has no business in there.
        "the gateway's token", house.serviceToken("gateway", Service.SESSION));
  }

  private static Client.Call call(Client attacker, Operation operation) {
    var call = attacker.call(operation.method(), path(operation));
    return operation.requestBody("application/json").isPresent() ? call.json(Map.of()) : call;
  }

  private void hidden(Client.Call call, String what) {
    Answer answer = call.send();
    soft.assertThat(answer.status()).as(what).isEqualTo(404);
    soft.assertThat(answer.problem()).as(what).isEqualTo("not-found");
  }

  private void refused(Client.Call call, String what) {
    Answer answer = call.send();
    soft.assertThat(answer.status()).as(what).isIn(401, 403);
    soft.assertThat(answer.isProblem()).as(what).isTrue();
  }

  private static boolean isInternal(Operation operation) {
    return operation.template().startsWith("/internal/");
  }

  private static String path(Operation operation) {
    return operation.template().replaceAll("\\{[^}]+}", "00000000-0000-7000-8000-000000000000");
  }
}
