package io.portcullis.notification.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.MfaEvent.RecoveryCodeUsed;
import io.portcullis.contracts.MfaEvent.RecoveryCodesIssued;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.notification.OnTheStack;
import io.portcullis.notification.OtherServices;
import io.portcullis.notification.Tables;
import io.portcullis.notification.audit.AuditTrail.Occurrence;
import io.portcullis.testkit.ServiceTokenFiles;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who searches the audit trail, what is found, and that it is written down (SAFE-4, A-37).
@QuarkusTest
@OnTheStack
class AuditSearchTest {

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  /// Nothing else happens then.
  private static final Instant LONG_AGO = Instant.parse("2001-03-04T00:00:00Z");

  @Inject AuditTrail trail;
  @Inject Tables tables;

  private final AccountId alice = new AccountId(UUID.randomUUID());
  private final AccountId bob = new AccountId(UUID.randomUUID());

  private SecurityEvent codeUsed(AccountId account, Instant time) {
    return new RecoveryCodeUsed(OtherServices.anEvent(), account, time, 3, Optional.empty());
  }

  private String happened(SecurityEvent event) {
    trail.append(List.of(Occurrence.of(event, "{\"device\":\"Firefox\",\"left\":3}"))).await().atMost(PATIENCE);
    return event.id().toString();
  }

  private static Response search(String caller, String query) {
    return RestAssured.given().auth().oauth2(ServiceTokenFiles.token(caller, "notification-service")).get("/internal/audit/search" + query);
  }

  private static List<String> events(Response page) {
    assertThat(page.statusCode()).as(page.asString()).isEqualTo(200);
    return page.jsonPath().getList("entries.event");
  }

  @Test
  void safe4_givenAnAccountsEntries_thenTheyAreFoundPageByPage_theNewestFirst_andNoOtherAccounts() {
    List<String> written = IntStream.range(0, 5).mapToObj(i -> happened(codeUsed(alice, LONG_AGO.plusSeconds(i)))).toList();
    happened(codeUsed(bob, LONG_AGO));

    Response first = search("operator", "?account=" + alice + "&limit=3");
    assertThat(events(first)).containsExactly(written.get(4), written.get(3), written.get(2));
    assertThat(first.jsonPath().getString("entries[0].content.device")).isEqualTo("Firefox");
    assertThat(first.jsonPath().getString("entries[0].account")).isEqualTo(alice.toString());
    Response last = search("operator", "?account=" + alice + "&limit=3&after=" + first.jsonPath().getString("next"));
    assertThat(events(last)).containsExactly(written.get(1), written.get(0));
    assertThat(last.jsonPath().getString("next")).isNull();
  }

  @Test
  void safe4_givenKindAndTime_thenTheyNarrowTheSearch_ofAllAccounts() {
    Instant then = LONG_AGO.plus(Duration.ofDays(Math.floorMod(alice.hashCode(), 3000)));
    happened(codeUsed(alice, then.minusSeconds(1)));
    String inTime = happened(codeUsed(bob, then));
    String ofOtherKind = happened(new RecoveryCodesIssued(OtherServices.anEvent(), alice, then.plusSeconds(1), 10, Optional.empty()));
    happened(codeUsed(alice, then.plusSeconds(60)));
    String time = "?from=" + then + "&to=" + then.plusSeconds(60);

    assertThat(events(search("operator", time))).containsExactly(ofOtherKind, inTime);
    assertThat(events(search("operator", time + "&kind=io.portcullis.mfa.recovery-code-used.v1"))).containsExactly(inTime);
    assertThat(events(search("operator", time + "&account=" + alice))).containsExactly(ofOtherKind);
  }

  @Test
  void safe4_givenASearch_thenItIsAnEntryOfTheTrail_withReaderPersonAndAccount() {
    events(search("recovery-service", "?account=" + alice + "&person=p-17"));

    assertThat(tables.rows("select content from audit_event where type = $1 and position($2 in content) > 0", ReadLog.READING, alice.toString()))
        .singleElement().satisfies(row -> {
          var told = new JsonObject(row.getString(0));
          assertThat(told.getString("reader")).isEqualTo("recovery-service");
          assertThat(told.getString("person")).isEqualTo("p-17");
          assertThat(told.getString("account")).isEqualTo(alice.toString());
        });
  }

  @Test
  void a37_givenTheDesk_thenItSearchesAndExportsNothing_andOthersSearchNothing() {
    assertThat(RestAssured.given().auth().oauth2(ServiceTokenFiles.token("recovery-service", "notification-service"))
        .get("/internal/audit/entries").statusCode()).isEqualTo(403);
    assertThat(search("withdrawals", "?account=" + alice).statusCode()).isIn(401, 403);
    assertThat(tables.count("select count(*) from audit_event where type = $1 and position($2 in content) > 0", ReadLog.READING,
        alice.toString())).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?from=2026-01-01T00:00:00Z", "?from=2026-01-01T00:00:00Z&to=2026-01-08T00:00:01Z", "?account=me",
      "?account=00000000-0000-0000-0000-000000000001&limit=501", "?account=00000000-0000-0000-0000-000000000001&device=Firefox",
      "?account=00000000-0000-0000-0000-000000000001&kind=none", "?account=00000000-0000-0000-0000-000000000001&after=1",
      "?account=00000000-0000-0000-0000-000000000001&person=a%20b", "?account=00000000-0000-0000-0000-000000000001&from=yesterday"})
  void badInput_thenTheSearchIsRefused(String query) {
    assertThat(search("operator", query).statusCode()).isEqualTo(400);
  }

  @Test
  void safe4_givenAManyYearsTrail_thenNoSearchGoesThroughIt() {
    String part = " and (time, event_id) < (now(), '%s') and time >= '2001-01-01' and time < '2100-01-01' order by time desc, event_id desc limit 100"
        .formatted(alice);
    assertThat(tables.planOf("select event_id from audit_event where true" + part)).contains("audit_event_time");
    assertThat(tables.planOf("select event_id from audit_event where account_id = '" + bob + "'" + part)).contains("audit_event_activity");
  }
}
