package io.portcullis.notification.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.Address;
import io.portcullis.contracts.Contact;
import io.portcullis.contracts.MfaEvent.RecoveryCodesIssued;
import io.portcullis.notification.OnTheStack;
import io.portcullis.notification.OtherServices;
import io.portcullis.notification.Tables;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// BACK-7: what notification-service gives to an export. The job runs beside the test, as it always does.
@QuarkusTest
@OnTheStack
@WithTestResource(AwaitingDouble.class)
class HandInExportsTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  /// More than two pieces hold.
  private static final int EVENTS = 130;

  AwaitingDouble auth;

  @Inject OtherServices others;
  @Inject Tables tables;
  @Inject ObjectMapper json;

  private final AccountId account = new AccountId(UUID.randomUUID());
  private final UUID export = UUID.randomUUID();
  private final Instant now = Instant.now();

  @AfterEach
  void quiet() {
    auth.awaitsNothing();
  }

  private JsonNode piece(int number) throws Exception {
    return json.readTree(auth.pieces(export, number).getLast().getBodyAsString());
  }

  private JsonNode content(int number) throws Exception {
    return json.readTree(piece(number).path("content").asText());
  }

  @Test
  void back7_givenAnExportThatAwaitsIt_thenSettingsAndAllActivityAreHandedInByPieces_withoutASecret_andAgainWhileRefused()
      throws Exception {
    others.publish(new Contact(OtherServices.anEvent(), account, now.minusSeconds(3600),
        List.of(new Address(Address.Channel.EMAIL, "canary-" + account + "@example.org")), "de"));
    tables.rows("insert into anti_phishing_code (account_id, code, updated_at) values ($1, 'canary phrase', now())", account.value());
    for (int event = 1; event <= EVENTS; event++) {
      others.publish(new RecoveryCodesIssued(OtherServices.anEvent(), account, now.minusSeconds(60L + event), 10, Optional.empty()));
    }
    others.publish(new RecoveryCodesIssued(OtherServices.anEvent(), account, now.plusSeconds(60), 10, Optional.empty()));
    await().atMost(PATIENCE).until(() ->
        tables.count("select count(*) from audit_event where account_id = $1", account.value()) == EVENTS + 1
            && tables.count("select count(*) from contact where account_id = $1", account.value()) == 1);

    auth.awaits(export, account, now, 503);
    await().atMost(PATIENCE).until(() -> auth.pieces(export, 0).size() >= 2);
    auth.awaits(export, account, now, 204);
    await().atMost(PATIENCE).until(() -> !auth.pieces(export, 3).isEmpty());

    assertThat(content(0).path("language").asText()).isEqualTo("de");
    assertThat(content(0).path("antiPhishingCodeChangedAt").asText()).isNotBlank();
    List<Boolean> last = new ArrayList<>();
    for (int number = 0; number <= 3; number++) {
      last.add(piece(number).path("last").asBoolean());
    }
    assertThat(last).containsExactly(false, false, false, true);
    Set<String> ids = new HashSet<>();
    for (int number = 1; number <= 3; number++) {
      content(number).path("activity").forEach(event -> ids.add(event.path("id").asText()));
    }
    assertThat(ids).as("each once, and none of later").hasSize(EVENTS);
    assertThat(content(1).at("/activity/0/title").asText()).as("in its owner's language").contains("Wiederherstellungscodes");
    assertThat(piece(0).toString() + piece(1) + piece(2) + piece(3)).doesNotContain("canary");
  }
}
