package io.portcullis.recovery.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import io.portcullis.contracts.AccountId;
import io.portcullis.recovery.AuthServiceDouble;
import io.portcullis.recovery.RecoveryTest;
import io.portcullis.runtime.event.Postgres;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// BACK-7: what recovery-service gives to an export. The job runs beside the test, as it always does.
@RecoveryTest
class HandInExportsTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  AuthServiceDouble auth;

  @Inject Postgres postgres;
  @Inject ObjectMapper json;

  private final AccountId account = new AccountId(UUID.randomUUID());
  private final UUID export = UUID.randomUUID();

  private void execute(String sql) {
    postgres.pool().preparedQuery(sql).execute(Tuple.of(account.value())).await().atMost(PATIENCE);
  }

  @Test
  void back7_givenAnExportThatAwaitsIt_thenItsPartIsHandedIn_withoutASecret_andAgainWhileItIsRefused() throws Exception {
    execute("""
        insert into reset_link (id, account, digest, created_at, expires_at, sent_to)
        values (gen_random_uuid(), $1, sha256(gen_random_uuid()::text::bytea), now() - interval '2 hours', now(), 'canary')""");
    execute("""
        insert into reset_link (id, account, digest, created_at, expires_at, sent_to)
        values (gen_random_uuid(), $1, sha256(gen_random_uuid()::text::bytea), now(), now() + interval '1 hour', 'later')""");
    execute("""
        insert into way_back (id, account, digest, freeze_version, issued_at, begun_at, expires_at, sent_to, methods)
        values (gen_random_uuid(), $1, sha256(gen_random_uuid()::text::bytea), 1, now(), now() - interval '2 hours', now(), 'canary', '{totp}')""");
    execute("insert into security_answer (id, account, question, hash, set_at) values (gen_random_uuid(), $1, 'FIRST_FEAR', 'canary', now() - interval '2 hours')");
    Instant until = Instant.now().minus(Duration.ofHours(1));

    List<StubMapping> refusing = auth.awaitsExport(export, account, until, 503);
    Awaitility.await().atMost(PATIENCE).until(() -> auth.handedIn(export).size() >= 2);
    auth.forget(refusing);
    List<StubMapping> taking = auth.awaitsExport(export, account, until, 204);
    try {
      String piece = auth.handedIn(export).getLast().getBodyAsString();
      assertThat(json.readTree(piece).path("last").asBoolean()).isTrue();
      JsonNode content = json.readTree(json.readTree(piece).path("content").asText());
      assertThat(content.fieldNames()).toIterable().containsExactlyInAnyOrder("cases", "securityQuestions", "passwordLinks", "waysBack");
      assertThat(content.path("securityQuestions").path("questions").asInt()).isEqualTo(1);
      assertThat(content.path("passwordLinks")).hasSize(1);
      assertThat(content.path("waysBack").path(0).fieldNames()).toIterable().containsExactly("begunAt");
      assertThat(piece).doesNotContain("canary", "\\\\x", "totp");
    } finally {
      auth.forget(taking);
    }
  }

  @Test
  void back7_denialOfService_givenStrangersCausedMoreThanAPieceHolds_thenThePartIsNoLongerThanABody() {
    execute("""
        insert into reset_link (id, account, digest, created_at, expires_at, used_at, sent_to)
        select gen_random_uuid(), $1, sha256(gen_random_uuid()::text::bytea), now() - interval '2 hours', now(), now(), 'x'
        from generate_series(1, 300)""");
    execute("""
        insert into way_back (id, account, digest, freeze_version, issued_at, begun_at, expires_at, password_at, finished_at, sent_to, methods)
        select gen_random_uuid(), $1, sha256(gen_random_uuid()::text::bytea), 1, now(), now() - interval '2 hours', now(), now(), now(), 'x',
          '{totp}' from generate_series(1, 300)""");
    execute("""
        insert into recovery_case (id, account, reason, token, state, opened_at, high_risk, wait_ends_at, attempts, closed_at, version)
        select gen_random_uuid(), $1, 'COMPROMISED_ACCOUNT', sha256(gen_random_uuid()::text::bytea), 'CANCELLED',
          now() - interval '2 hours', true, now(), 0, now(), 1 from generate_series(1, 300)""");

    List<StubMapping> taking = auth.awaitsExport(export, account, Instant.now(), 204);
    try {
      Awaitility.await().atMost(PATIENCE).until(() -> !auth.handedIn(export).isEmpty());
      assertThat(auth.handedIn(export).getLast().getBody()).hasSizeBetween(30_000, 64 * 1024);
    } finally {
      auth.forget(taking);
    }
  }
}
