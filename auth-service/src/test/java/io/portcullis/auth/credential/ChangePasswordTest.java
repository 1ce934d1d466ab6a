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
import io.portcullis.testkit.TopicProbe;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@AuthTest
class ChangePasswordTest {

  private static final String PATH = "/v1/account/password";
  private static final String NEXT = "violet harbour pencil storm";

  NeighboursDouble neighbours;

  @Inject
  Customers customers;

  @Inject
  CustomerTokens tokens;

  @Inject
  TopicProbe topics;

  @Inject
  MutableClock clock;

  @Inject
  ObjectMapper json;

  private final Client stranger = Client.fromANewNetwork();
  private Customer ann;

  @BeforeEach
  void signedIn() {
    ann = customers.active();
  }

  @AfterEach
  void resetClock() {
    clock.reset();
  }

  private Client with(String acr, Duration ago) {
    return stranger.bearer(tokens.of(ann.account(), acr, clock.instant().minus(ago)));
  }

  private static Map<String, String> change(String present, String next) {
    return Map.of("currentPassword", present, "newPassword", next);
  }

  private Answer signIn(String password) {
    return stranger.post("/v1/sign-in", ann.credentials(password));
  }

  @Test
  void in3_givenTheRightPassword_whenChanged_thenOnlyTheNewOneSignsInAndTheOtherSessionsEnd() throws Exception {
    var claims = tokens.claims(ann.account(), "aal1", clock.instant().minus(Duration.ofHours(3)));
    Answer changed = stranger.bearer(tokens.sign(claims, "at+jwt")).put(PATH, change(Customers.PASSWORD, NEXT));

    assertThat(changed.status()).isEqualTo(204);
    assertThat(signIn(Customers.PASSWORD).problem()).isEqualTo("credentials-refused");
    assertThat(signIn(NEXT).status()).isEqualTo(200);
    JsonNode standing = json.readTree(neighbours.standings(ann.account()).getFirst().getBodyAsString());
    assertThat(standing.get("reason").asText()).isEqualTo("password-changed");
    assertThat(standing.get("barred").asBoolean()).isFalse();
    assertThat(standing.get("spared").asText()).isEqualTo(claims.getStringClaimValue("sid"));
    assertThat(topics.awaitType(ann.account(), "io.portcullis.auth.credential-change.v1")).hasSize(1);
  }

  @Test
  void in3_theSameRulesHoldAsAtRegistration() {
    for (String weak : List.of("short", "123456789012345", "thisismypassword", "1q2w3e4r5t6y7u8i9o0p", ann.identifier() + "1")) {
      Answer refused = with("aal1", Duration.ZERO).put(PATH, change(Customers.PASSWORD, weak));
      assertThat(refused.problem()).as(weak).isEqualTo("password-refused");
      assertThat(refused.text("reason")).isNotEmpty();
    }
    assertThat(signIn(Customers.PASSWORD).status()).isEqualTo(200);
  }

  @Test
  void stolenSession_withoutThePassword_changesNothing() {
    Answer refused = with("phr", Duration.ZERO).put(PATH, change("not the password at all", NEXT));
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.problem()).isEqualTo("credentials-refused");
    assertThat(signIn(Customers.PASSWORD).status()).isEqualTo(200);
    assertThat(stranger.put(PATH, change(Customers.PASSWORD, NEXT)).status()).isEqualTo(401);
  }

  @Test
  void stolenPassword_whereASecondFactorIsEnrolled_changesNothing() {
    neighbours.enrols(ann.account());
    for (Client weak : List.of(with("aal1", Duration.ZERO), with("aal2", Duration.ofMinutes(6)))) {
      Answer refused = weak.put(PATH, change(Customers.PASSWORD, NEXT));
      assertThat(refused.status()).isEqualTo(401);
      assertThat(refused.header("www-authenticate")).contains("acr_values=\"aal2\"");
    }
    assertThat(with("aal2", Duration.ofMinutes(1)).put(PATH, change(Customers.PASSWORD, NEXT)).status()).isEqualTo(204);
  }

  @Test
  void a35RestrictedSession_changesNothing() {
    var claims = tokens.claims(ann.account(), "aal2", clock.instant());
    claims.setClaim("scope", "restricted");
    assertThat(stranger.bearer(tokens.sign(claims, "at+jwt")).put(PATH, change(Customers.PASSWORD, NEXT)).status()).isEqualTo(403);
  }

  @Test
  void passwordGuessing_givenAStolenSession_tenTriesAreAll() {
    Client stolen = with("aal1", Duration.ZERO);
    var guesses = new ArrayList<Answer>();
    for (int i = 0; i < 12; i++) {
      guesses.add(stolen.put(PATH, change("guess number " + i, NEXT)));
    }
    assertThat(guesses).filteredOn(answer -> answer.problem().equals("credentials-refused")).hasSize(10);
    assertThat(stolen.put(PATH, change(Customers.PASSWORD, NEXT)).problem()).isEqualTo("too-many-attempts");
    assertThat(Client.fromANewNetwork().post("/v1/sign-in", ann.credentials()).status()).as("the owner signs in").isEqualTo(200);
  }

  @Test
  void race_ofManyChangesFromOnePassword_oneWins() {
    var answers = with("aal1", Duration.ZERO).putAtOnce(8, PATH, change(Customers.PASSWORD, NEXT));
    assertThat(answers).filteredOn(answer -> answer.status() == 204).hasSize(1);
    assertThat(customers.count("select count(*) from password_credential where account_id = $1", ann.account().value())).isEqualTo(1);
    assertThat(signIn(NEXT).status()).isEqualTo(200);
  }

  @Test
  void a43ResetLinkFromBefore_setsNothing() {
    Instant sent = clock.instant().minusSeconds(60);
    assertThat(with("aal1", Duration.ZERO).put(PATH, change(Customers.PASSWORD, NEXT)).status()).isEqualTo(204);
    assertThat(reset("amber kettle willow quartz", sent).problem()).isEqualTo("proof-outdated");
    assertThat(signIn(NEXT).status()).isEqualTo(200);
    assertThat(reset("amber kettle willow quartz", clock.instant().plusSeconds(1)).status()).isEqualTo(204);
  }

  private Answer reset(String password, Instant sent) {
    return stranger.bearer(ServiceTokenFiles.token("recovery-service", "auth-service"))
        .put("/internal/accounts/" + ann.account() + "/password", Map.of("password", password,
            "requestId", UUID.randomUUID().toString(), "issuedAt", sent.toString()));
  }
}
