package io.portcullis.auth.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.auth.AuthTest;
import io.portcullis.auth.fixture.Client;
import io.portcullis.auth.fixture.Client.Answer;
import io.portcullis.auth.fixture.Customers;
import io.portcullis.auth.fixture.Customers.Customer;
import io.portcullis.auth.fixture.Messages;
import io.portcullis.testkit.CustomerChanges;
import io.portcullis.testkit.CustomerTokens;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// SAFE-12: what the customer's lock of the settings refuses at auth-service, and what goes on under it.
@AuthTest
class SettingsLockTest {

  private static final String IDENTIFIERS = "/v1/account/identifiers";
  private static final String UNKNOWN = "00000000-0000-7000-8000-000000000000";

  /// By what makes each of them readable.
  private static final Map<String, Map<String, Object>> LOCKED = Map.ofEntries(
      Map.entry("PUT /v1/account/password", Map.of("currentPassword", Customers.PASSWORD, "newPassword", "slate harbour meadow crown")),
      Map.entry("POST /v1/account/identifiers", Map.of("identifier", "other@example.org")),
      Map.entry("POST /v1/account/identifiers/{id}/verify", Map.of("code", "123456")),
      Map.entry("POST /v1/account/identifiers/{id}/primary", Map.of()),
      Map.entry("DELETE /v1/account/identifiers/{id}", Map.of()),
      Map.entry("POST /v1/address-book", Map.of("approvalId", UNKNOWN)),
      Map.entry("DELETE /v1/address-book/{id}", Map.of()),
      Map.entry("PUT /v1/address-book/book-only", Map.of("on", false)),
      Map.entry("POST /v1/account/closure", Map.of()),
      Map.entry("POST /v1/account/exports", Map.of()),
      Map.entry("POST /v1/account/exports/{id}/download", Map.of()));

  private static final List<String> DESPITE_THE_LOCK = List.of(
      // Proves, and changes nothing; mfa-service looks at the lock when the proof is shown.
      "POST /v1/account/password/proof", "POST /v1/step-up", "POST /v1/step-up/{id}/challenge", "POST /v1/step-up/{id}/verify",
      // Moves money, and no setting: that is what the withdrawal lock is for. Declining protects.
      "POST /v1/approvals", "POST /v1/approvals/{id}/challenge", "POST /v1/approvals/{id}/approve", "POST /v1/approvals/{id}/decline",
      // Keeps a protection.
      "DELETE /v1/address-book/book-only/switch-off", "DELETE /v1/account/closure", "DELETE /v1/account/exports/{id}");

  @Inject
  Customers customers;

  @Inject
  CustomerTokens tokens;

  @Inject
  Messages messages;

  @Inject
  Clock clock;

  private final Client stranger = Client.fromANewNetwork();
  private Customer ann;

  @BeforeEach
  void register() {
    ann = customers.active();
  }

  private Client client(boolean locked, String session) {
    JwtClaims claims = tokens.claims(ann.account(), "aal1", clock.instant());
    claims.setClaim("sid", session);
    if (locked) {
      claims.setClaim("settings_locked", true);
    }
    return stranger.bearer(tokens.sign(claims, "at+jwt"));
  }

  private Client locked() {
    return client(true, UUID.randomUUID().toString());
  }

  @Test
  void safe12_givenEveryChangeOfThisService_thenItIsOnOneOfTheLists() {
    assertThat(CustomerChanges.of("io.portcullis.auth")).containsExactlyInAnyOrderElementsOf(
        Stream.concat(LOCKED.keySet().stream(), DESPITE_THE_LOCK.stream()).toList());
  }

  @Test
  void safe12_givenTheSettingsAreLocked_thenNothingIsChanged() {
    LOCKED.forEach((door, body) -> {
      String path = door.substring(door.indexOf(' ') + 1).replace("{id}", UNKNOWN);
      Answer answer = switch (door.substring(0, door.indexOf(' '))) {
        case "PUT" -> locked().put(path, body);
        case "DELETE" -> locked().send("DELETE", path, "");
        default -> locked().post(path, body);
      };
      assertThat(answer.status()).as("%s: %s", door, answer.body()).isEqualTo(403);
      assertThat(answer.problem()).as(door).isEqualTo("settings-locked");
    });
  }

  @Test
  void safe12_pending_givenAnIdentifierThatWasBegunBeforeTheLock_thenItIsNotProvedUnderIt() {
    String session = UUID.randomUUID().toString();
    String claim = client(false, session).post(IDENTIFIERS, Map.of("identifier", Customers.freshEmail())).text("identifierId");
    String code = messages.await(claim, 1).code();

    Answer answer = client(true, session).post(IDENTIFIERS + "/" + claim + "/verify", Map.of("code", code));

    assertThat(answer.problem()).isEqualTo("settings-locked");
    assertThat(customers.count("select count(*) from identifier where account_id = $1", ann.account().value())).isEqualTo(1);
  }

  @Test
  void safe12_contacts_givenTheSettingsAreLocked_thenMostOfEachAddressIsHidden() {
    customers.alsoKnownAs(ann, "+447400123456");
    assertThat(client(false, UUID.randomUUID().toString()).get("/v1/account").body()).contains(ann.identifier(), "+447400123456");

    Answer answer = locked().get("/v1/account");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).contains("a•••@example.org", "•••56")
        .doesNotContain(ann.identifier().substring(0, ann.identifier().indexOf('@')), "7400123456");
  }
}
