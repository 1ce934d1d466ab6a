package io.portcullis.auth.registration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portcullis.auth.AuthTest;
import io.portcullis.auth.fixture.Client.Answer;
import io.portcullis.auth.fixture.Client;
import io.portcullis.auth.fixture.Customers;
import io.portcullis.auth.fixture.Messages;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.Contact;
import io.portcullis.testkit.CustomerTokens;
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.TopicProbe;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@AuthTest
class RegistrationTest {

  @Inject
  Messages messages;

  @Inject
  Customers customers;

  @Inject
  TopicProbe topics;

  @Inject
  CustomerTokens tokens;

  @Inject
  MutableClock clock;

  @Inject
  ObjectMapper json;

  private final Client client = Client.fromANewNetwork();

  @AfterEach
  void resetClock() {
    clock.reset();
  }

  private Answer register(String identifier) {
    return client.post("/v1/accounts", Map.of("identifier", identifier, "password", Customers.PASSWORD));
  }

  private Answer verify(String registration, String code) {
    return client.post("/v1/accounts/verify", Map.of("registrationId", registration, "code", code));
  }

  @Test
  void givenAFreshAddress_whenTheCodeIsTyped_thenTheAccountIsActiveAndTheWorldHearsOfIt() throws IOException {
    String email = "Ann." + UUID.randomUUID() + "@Example.ORG";
    Answer pending = client.post("/v1/accounts",
        Map.of("identifier", email, "password", Customers.PASSWORD, "locale", "de-CH"));
    assertThat(pending.status()).isEqualTo(202);
    assertThat(pending.text("channel")).isEqualTo("email");
    assertThat(pending.json().get("codeExpiresIn").asLong()).isEqualTo(600);

    Messages.Sent sent = messages.await(pending.text("registrationId"), 1);
    assertThat(sent.type()).isEqualTo("registration-code");
    assertThat(sent.to()).isEqualTo(email.toLowerCase());
    assertThat(sent.content().get("locale").asText()).isEqualTo("de-CH");

    Answer active = verify(pending.text("registrationId"), sent.code());
    assertThat(active.status()).isEqualTo(200);
    assertThat(active.text("status")).isEqualTo("active");
    AccountId account = AccountId.of(active.text("accountId"));
    assertThat(topics.awaitType(account, "io.portcullis.auth.account-activated.v1")).hasSize(1);
    JsonNode contact = messages.contact(account.toString());
    assertThat(contact.get("addresses").get(0).get("value").asText()).isEqualTo(email.toLowerCase());

    JsonNode own = client.bearer(tokens.of(account)).get("/v1/account").json();
    assertThat(own.get("accountId").asText()).isEqualTo(account.toString());
    assertThat(own.get("identifiers").get(0).get("type").asText()).isEqualTo("email");
    assertThat(own.get("identifiers").get(0).get("value").asText()).isEqualTo(email.toLowerCase());
    assertThat(own.has("createdAt")).isTrue();
  }

  @Test
  void givenAPhoneNumber_whenRegistered_thenTheCodeGoesThere() {
    String digits = "%06d".formatted(Math.floorMod(UUID.randomUUID().hashCode(), 1_000_000));
    Answer pending = register("+44 (0)7400 " + digits);
    assertThat(pending.text("channel")).isEqualTo("sms");
    Messages.Sent sent = messages.await(pending.text("registrationId"), 1);
    assertThat(sent.to()).isEqualTo("+447400" + digits);
    assertThat(verify(pending.text("registrationId"), sent.code()).status()).isEqualTo(200);
  }

  @Test
  void givenAMailServerWithoutSmtputf8_whenAnAddressNeedsIt_thenTheReasonIsTold() {
    Answer refused = register("zo\u00eb@example.org");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.problem()).isEqualTo("address-unsupported");
  }

  @Test
  void givenAPasswordThatWouldBeGuessed_whenRegistered_thenTheReasonIsTold() {
    Answer refused = client.post("/v1/accounts",
        Map.of("identifier", Customers.freshEmail(), "password", "aaaaaaaaaaaaaaaaaaaaaa"));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.problem()).isEqualTo("password-refused");
    assertThat(refused.text("reason")).isEqualTo("repeated");
    assertThat(refused.json().get("strength").asInt()).isZero();
    assertThat(refused.json().get("suggestions")).isNotEmpty();
  }

  @Test
  void givenNeitherAddressNorNumber_whenRegistered_thenItIsSaid() {
    Answer refused = register("ann");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.problem()).isEqualTo("identifier-invalid");
  }

  @Test
  void givenAPhoneThatRepeatsItsRequest_whenTheKeyIsTheSame_thenOneRegistrationAndOneMessage() {
    Client retrying = client.with("Idempotency-Key", UUID.randomUUID().toString());
    var body = Map.of("identifier", Customers.freshEmail(), "password", Customers.PASSWORD);
    Answer first = retrying.post("/v1/accounts", body);
    Answer again = retrying.post("/v1/accounts", body);
    assertThat(again.status()).isEqualTo(202);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(retrying.postAtOnce(6, "/v1/accounts", body)).allMatch(answer -> answer.body().equals(first.body()));

    messages.await(first.text("registrationId"), 1);
    assertThat(messages.present(first.text("registrationId"))).hasSize(1);
    Answer other = retrying.post("/v1/accounts",
        Map.of("identifier", body.get("identifier"), "password", "another phrase of four words"));
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.problem()).isEqualTo("idempotency-key-reused");
  }

  @Test
  void givenTheFirstRequestsRace_whenTheyCarryOneKey_thenTheyGetOneRegistration() {
    Client retrying = client.with("Idempotency-Key", UUID.randomUUID().toString());
    var body = Map.of("identifier", Customers.freshEmail(), "password", Customers.PASSWORD);
    assertThat(retrying.postAtOnce(8, "/v1/accounts", body)).extracting(Answer::body).containsOnly(
        retrying.post("/v1/accounts", body).body());
  }

  @Test
  void race_givenOneKeyAndDifferentPasswordsAtOnce_thenOneIsTaken_andTheOthersAreToldSo() {
    Client retrying = client.with("Idempotency-Key", UUID.randomUUID().toString());
    String mailbox = Customers.freshEmail();
    List<CompletableFuture<Answer>> asked = Stream.of("seven quiet herons", "amber ladder in fog", "nine pewter spoons", "tulip under granite")
        .map(password -> CompletableFuture.supplyAsync(() ->
            retrying.post("/v1/accounts", Map.of("identifier", mailbox, "password", password))))
        .toList();

    assertThat(asked).extracting(answer -> answer.join().status()).containsExactlyInAnyOrder(202, 422, 422, 422);
  }

  @Test
  void givenTheCodeDidNotArrive_whenAskedAgain_thenANewOneComesAfterAGrowingDelayAndTheOldOneIsWorthless() {
    String registration = register(Customers.freshEmail()).text("registrationId");
    String first = messages.await(registration, 1).code();

    Answer tooSoon = resend(registration);
    assertThat(tooSoon.status()).isEqualTo(202);
    assertThat(tooSoon.json().path("sent").asBoolean(true)).isFalse();
    assertThat(tooSoon.json().path("resendAfter").asLong()).isBetween(1L, 30L);
    assertThat(messages.present(registration)).hasSize(1);

    clock.advance(Duration.ofSeconds(31));
    Answer sent = resend(registration);
    assertThat(sent.json().path("sent").asBoolean()).isTrue();
    assertThat(sent.json().path("resendAfter").asLong()).isBetween(30L, 60L);
    String second = messages.await(registration, 2).code();
    clock.advance(Duration.ofSeconds(31));
    assertThat(resend(registration).status()).isEqualTo(202);
    assertThat(messages.present(registration)).as("the second wait is longer").hasSize(2);

    if (!first.equals(second)) {
      assertThat(verify(registration, first).status()).isEqualTo(403);
    }
    assertThat(verify(registration, second).status()).isEqualTo(200);
  }

  @Test
  void givenTenMinutesPassed_whenTheCodeIsTyped_thenItIsRefused() {
    String registration = register(Customers.freshEmail()).text("registrationId");
    String code = messages.await(registration, 1).code();
    clock.advance(Duration.ofMinutes(10).plusSeconds(1));
    assertThat(verify(registration, code).problem()).isEqualTo("code-refused");
  }

  private Answer resend(String registration) {
    return client.post("/v1/accounts/resend", Map.of("registrationId", registration));
  }
}
