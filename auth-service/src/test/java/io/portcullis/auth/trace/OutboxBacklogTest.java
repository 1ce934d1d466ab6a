package io.portcullis.auth.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.auth.AuthTest;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.testkit.Management;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@AuthTest
class OutboxBacklogTest {

  /// The lock of the relay: while we hold it, nothing is sent.
  private static final long SOLE_RELAY = 0x506f7274;
  private static final String ADD = """
      insert into outbox (id, aggregatetype, aggregateid, type, payload, timestamp, tracingspancontext)
      values ($1, 'portcullis.security-events', $2, 'io.portcullis.test.waits.v1', '{}', $3, '')""";

  @Inject
  Postgres postgres;

  @Inject
  Ids ids;

  @Inject
  Clock clock;

  @Test
  void givenARelayThatStandsStill_thenTheOperatorSeesHowMuchWaitsAndForHowLong() {
    SqlConnection relay = postgres.pool().getConnection().await().indefinitely();
    try {
      relay.preparedQuery("select pg_advisory_lock($1)").execute(Tuple.of(SOLE_RELAY)).await().indefinitely();
      relay.preparedQuery(ADD).execute(Tuple.of(ids.next(), ids.next().toString(),
          clock.instant().minus(Duration.ofMinutes(2)).atOffset(ZoneOffset.UTC))).await().indefinitely();

      Awaitility.await().atMost(Duration.ofSeconds(40)).until(() -> Management.value("portcullis_outbox_rows") >= 1);
      assertThat(Management.value("portcullis_outbox_age_seconds")).isBetween(120.0, 200.0);
    } finally {
      relay.preparedQuery("select pg_advisory_unlock($1)").execute(Tuple.of(SOLE_RELAY)).await().indefinitely();
      relay.close().await().indefinitely();
    }
    Awaitility.await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> {
      assertThat(Management.value("portcullis_outbox_rows")).isZero();
      assertThat(Management.value("portcullis_outbox_age_seconds")).isZero();
    });
  }
}
