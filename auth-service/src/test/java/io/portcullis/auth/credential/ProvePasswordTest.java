package io.portcullis.auth.credential;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portcullis.auth.AuthTest;
import io.portcullis.auth.fixture.Client;
import io.portcullis.auth.fixture.Client.Answer;
import io.portcullis.auth.fixture.Customers;
import io.portcullis.auth.fixture.Customers.Customer;
import io.portcullis.auth.fixture.NeighboursDouble;
import io.portcullis.testkit.CustomerTokens;
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.ServiceTokenFiles;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a first second factor rests on: the password, shown for it.
@AuthTest
class ProvePasswordTest {

  private static final String NEXT = "flamingo ledger three turbine";

  NeighboursDouble neighbours;

  @Inject Customers customers;
  @Inject CustomerTokens tokens;
  @Inject MutableClock clock;
  @Inject ObjectMapper json;

  private Customer ann;
  private Client client;
  private String session;

  @BeforeEach
  void signIn() {
    ann = customers.active();
    JwtClaims claims = tokens.claims(ann.account(), "aal1", clock.instant());
    session = claims.getClaimValueAsString("sid");
    client = Client.fromANewNetwork().bearer(tokens.sign(claims, "at+jwt"));
  }

  @AfterEach
  void resetClock() {
    clock.reset();
  }

  private Answer prove(String password) {
    return client.post("/v1/account/password/proof", Map.of("password", password));
  }

  private JsonNode told() throws IOException {
    return json.readTree(neighbours.passwordProofs(ann.account()).getLast().getBodyAsString());
  }

  @Test
  void a39StolenToken_givenTheRightPassword_thenAProofForThisSessionIsMade_andForAWrongOneNone() throws IOException {
    assertThat(prove("a guess").problem()).isEqualTo("credentials-refused");
    assertThat(neighbours.passwordProofs(ann.account())).isEmpty();

    Answer proved = prove(Customers.PASSWORD);
    assertThat(proved.status()).isEqualTo(200);
    assertThat(proved.text("passwordProof")).isEqualTo("ppp_made");
    assertThat(proved.header("cache-control")).isEqualTo("no-store");
    assertThat(told().path("sessionId").asText()).isEqualTo(session);
    assertThat(told().path("letInByAddressAt").asText("")).isIn("", "null");
  }

  @Test
  void a39StolenToken_whenItGuessesThePassword_thenTenTriesAreAll() {
    for (int i = 0; i < 10; i++) {
      assertThat(prove("guess " + i).status()).isEqualTo(403);
    }
    assertThat(prove(Customers.PASSWORD).problem()).isEqualTo("too-many-attempts");
    assertThat(neighbours.passwordProofs(ann.account())).isEmpty();
  }

  @Test
  void a39StolenToken_givenAFrozenAccount_thenNoProofIsMade() {
    Client.fromANewNetwork().bearer(ServiceTokenFiles.token("recovery-service", "auth-service")).post(
        "/internal/accounts/" + ann.account() + "/freeze", Map.of("requestId", UUID.randomUUID().toString(), "reason", "alert"));
    assertThat(prove(Customers.PASSWORD).problem()).isEqualTo("credentials-refused");
  }

  @Test
  void a36Mailbox_givenAPasswordSetByALink_thenMfaServiceIsToldSince_alsoAfterItIsChanged() throws IOException {
    Instant before = clock.instant();
    resetPassword();
    clock.advance(Duration.ofSeconds(1));
    assertThat(prove(NEXT).status()).isEqualTo(200);
    assertThat(letIn()).isBetween(before, before.plusSeconds(60));

    assertThat(client.put("/v1/account/password", Map.of("currentPassword", NEXT, "newPassword", Customers.PASSWORD)).status())
        .isEqualTo(204);
    assertThat(prove(Customers.PASSWORD).status()).isEqualTo(200);
    assertThat(letIn()).isBetween(before, before.plusSeconds(60));
  }

  @Test
  void a36Mailbox_givenASignInThatACodeHasConfirmed_thenMfaServiceIsToldSince_inEverySessionOfTheAccount() throws IOException {
    neighbours.findsUnusual(ann.account());
    Instant before = clock.instant();
    var device = Client.fromANewNetwork();
    String signIn = device.post("/v1/sign-in", ann.credentials()).text("signInId");
    assertThat(device.post("/v1/sign-in/" + signIn + "/verify", Map.of("method", "email", "code", NeighboursDouble.RIGHT_CODE))
        .text("status")).isEqualTo("complete");

    assertThat(prove(Customers.PASSWORD).status()).isEqualTo(200);
    assertThat(letIn()).isBetween(before, before.plusSeconds(60));
  }

  @Test
  void a36Mailbox_givenANewPasswordWhileTheProofIsMade_thenItIsNotHandedOut() {
    clock.advance(Duration.ofSeconds(1));
    neighbours.beforeAnswering(ann.account(), "/password-proofs", this::resetPassword);

    assertThat(prove(Customers.PASSWORD).problem()).isEqualTo("credentials-refused");
  }

  private void resetPassword() {
    assertThat(Client.fromANewNetwork().bearer(ServiceTokenFiles.token("recovery-service", "auth-service")).put(
        "/internal/accounts/" + ann.account() + "/password", Map.of("password", NEXT, "requestId", UUID.randomUUID().toString(),
            "issuedAt", clock.instant().toString())).status()).isEqualTo(204);
  }

  private Instant letIn() throws IOException {
    return Instant.parse(told().path("letInByAddressAt").asText());
  }
}
