package io.portcullis.acceptance.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.acceptance.Client;
import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.Eventually;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import io.portcullis.devstack.Service;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// OPS-4: keys come and go, customers stay.
@AgainstTheHouse
class SigningKeysJourneyTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  /// Longer than the services wait between two looks at the published keys.
  private static final Duration COOL_DOWN = Duration.ofSeconds(15);
  private static final Map<Service, String> ELSEWHERE =
      Map.of(Service.AUTH, "/v1/account", Service.MFA, "/v1/mfa", Service.NOTIFICATION, "/v1/activity");

  private final House house;
  private final Client operator;

  SigningKeysJourneyTest(House house) {
    this.house = house;
    this.operator = house.client().at(house.address(Service.SESSION));
  }

  @Test
  void ops4_givenTwoInstances_whenKeysAreRotatedAndRemovedAtOne_thenBothAgreeAndNobodyIsSignedOut() {
    var checks = house.checksAtBoth();
    Customer customer = house.signedIn();
    Customer bystander = house.signedIn();
    String first = kid("signing");
    String next = kid("next");
    assertThat(kidOf(customer)).isEqualTo(first);

    house.databases().age(Service.SESSION, "UPDATE signing_key SET created_at = created_at - interval '6 minutes'");
    operator.post("/internal/signing-keys/" + first + "/retire").bearer(token()).expect(200);
    Eventually.holds(PATIENCE, "both instances sign with the next key", () -> signsWith(customer, next) && signsWith(customer, next));
    assertThat(checks).allMatch(check -> check.passes(customer.accessToken()) && check.passes(bystander.accessToken()));
    assertThat(kidOf(bystander)).as("a token of the retired key").isEqualTo(first);

    String stolen = customer.accessToken();
    operator.delete("/internal/signing-keys/" + next).bearer(token()).expect(200);
    assertThat(checks.getFirst().passes(stolen)).isFalse();
    Eventually.holds(PATIENCE, "the other instance knows, too", () -> checks.stream().noneMatch(check -> check.passes(stolen)));
    assertThat(checks).allMatch(check -> check.passes(bystander.accessToken()));
    String fresh = kid("signing");
    Eventually.holds(PATIENCE, "both instances sign with a key that nobody had", () -> signsWith(customer, fresh) && signsWith(customer, fresh));
    assertThat(checks).allMatch(check -> check.passes(customer.accessToken()));

    ELSEWHERE.forEach((service, path) -> {
      Client there = house.client().at(house.address(service));
      Eventually.holds(COOL_DOWN, service + " knows the new key",
          () -> there.get(path).bearer(customer.accessToken()).send().status() == 200);
      there.get(path).bearer(stolen).expect(401);
    });
    bystander.refresh();
    assertThat(kidOf(bystander)).isEqualTo(fresh);
  }

  // The gateway shares refreshes between the instances, one after the other.
  private static boolean signsWith(Customer customer, String kid) {
    customer.refresh();
    return kidOf(customer).equals(kid);
  }

  private String token() {
    return house.serviceToken("operator", Service.SESSION);
  }

  private String kid(String state) {
    return operator.get("/internal/signing-keys").bearer(token()).expect(200).json().path("keys").valueStream()
        .filter(key -> key.path("state").asText().equals(state)).map(key -> key.path("kid").asText()).findFirst().orElseThrow();
  }

  private static String kidOf(Customer customer) {
    String header = customer.accessToken().split("\\.")[0];
    return json(new String(Base64.getUrlDecoder().decode(header), StandardCharsets.UTF_8)).path("kid").asText();
  }

  private static JsonNode json(String text) {
    try {
      return Client.JSON.readTree(text);
    } catch (JsonProcessingException unreadable) {
      throw new AssertionError(text, unreadable);
    }
  }
}
