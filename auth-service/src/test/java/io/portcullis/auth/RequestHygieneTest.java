package io.portcullis.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.auth.fixture.Client;
import io.portcullis.auth.fixture.Client.Answer;
import io.portcullis.auth.fixture.Customers;
import io.portcullis.auth.fixture.Customers.Customer;
import io.portcullis.contracts.AccountId;
import io.portcullis.testkit.CustomerTokens;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Bad input gives a problem: never a 5xx, never a changed row.
@AuthTest
class RequestHygieneTest {

  @Inject
  Customers customers;

  @Inject
  CustomerTokens tokens;

  private final Client client = Client.fromANewNetwork();

  @ParameterizedTest
  @ValueSource(strings = {"role", "status", "verified", "id", "accountId", "createdAt", "acr", "version"})
  void massAssignment_givenAFieldThatIsNotTheClients_whenSent_thenTheRequestIsRefused(String field) {
    Map<String, Object> registration = new HashMap<>(
        Map.of("identifier", Customers.freshEmail(), "password", Customers.PASSWORD, field, "x"));
    assertThat(client.post("/v1/accounts", registration).problem()).isEqualTo("unknown-field");
    Customer ann = customers.active();
    Map<String, Object> signIn = new HashMap<>(ann.credentials());
    signIn.put(field, "x");
    assertThat(client.post("/v1/sign-in", signIn).problem()).isEqualTo("unknown-field");
    assertThat(customers.count("select count(*) from registration where canonical = $1",
        (String) registration.get("identifier"))).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/accounts", "/v1/accounts/verify", "/v1/accounts/resend", "/v1/sign-in", "/v1/sign-in/x/verify",
      "/v1/sign-in/x/challenge", "/v1/sign-in/passkey/verify"})
  void oddBodies_whenPosted_thenA4xxProblemComesBack(String path) {
    for (String body : new String[] {"{", "[]", "null", "\"x\"", "1", "{}", "{\"identifier\":1,\"password\":2}",
        "{\"identifier\":null,\"password\":null}", "{\"identifier\":{},\"password\":[]}",
        "{\"identifier\":\"a\",\"identifier\":\"b\",\"password\":\"c\"}", "[".repeat(10_000), "{\"a\":" + "9".repeat(5000) + "}",
        "{\"registrationId\":\"1-1-1-1-1\",\"code\":\"123456\"}", "{\"registrationId\":\"" + UUID.randomUUID() + "\",\"code\":\"" + "1".repeat(99) + "\"}",
        "{\"method\":\"../totp\",\"code\":\"1\"}", "\uFEFF{}", "{\"identifier\":\"a@b.org\",\"password\":\"x\"} trailing"}) {
      Answer answer = client.send("POST", path, body);
      assertThat(answer.status()).as(path + " " + body.substring(0, Math.min(40, body.length()))).isBetween(400, 499);
      assertThat(answer.header("content-type")).startsWith("application/problem+json");
    }
  }

  @Test
  void hugeBody_givenAMegabytePassword_whenPosted_thenItIsNotRead() {
    assertThat(client.post("/v1/sign-in", Map.of("identifier", "a@b.org", "password", "x".repeat(1_000_000))).status())
        .isEqualTo(413);
    assertThat(client.post("/v1/accounts", Map.of("identifier", "a@b.org", "password", "x".repeat(60_000))).text("reason"))
        .isEqualTo("too-long");
  }

  @Test
  void longFields_whenPosted_thenTheyAreRefused() {
    assertThat(client.post("/v1/accounts", Map.of("identifier", "a".repeat(321), "password", "x")).problem())
        .isEqualTo("invalid-fields");
    assertThat(client.post("/v1/sign-in",
        Map.of("identifier", "a@b.org", "password", "x", "deviceToken", "x".repeat(257))).problem())
        .isEqualTo("invalid-fields");
    assertThat(client.post("/v1/accounts",
        Map.of("identifier", "a@b.org", "password", "x", "locale", "../../etc")).problem()).isEqualTo("invalid-fields");
    assertThat(client.with("Idempotency-Key", "k".repeat(256)).post("/v1/accounts",
        Map.of("identifier", Customers.freshEmail(), "password", Customers.PASSWORD)).problem()).isEqualTo("invalid-fields");
  }

  @ParameterizedTest
  @CsvSource({"GET, /v1/accounts, 405", "DELETE, /v1/sign-in, 405", "GET, /v1/nothing, 404", "GET, /v1/account, 401",
      "GET, /internal/accounts/lookup, 405"})
  void wrongPlaces_whenAsked_thenAProblemSaysSo(String method, String path, int status) {
    Answer answer = client.send(method, path, "");
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("content-type")).startsWith("application/problem+json");
  }

  @Test
  void foreignToken_givenAnAccountThatIsNotHere_whenAskedFor_thenItIsUnauthorized() {
    assertThat(client.bearer(tokens.of(new AccountId(UUID.randomUUID()))).get("/v1/account").status()).isEqualTo(401);
  }
}
