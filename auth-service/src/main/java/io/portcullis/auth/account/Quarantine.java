package io.portcullis.auth.account;

import io.portcullis.runtime.crypto.KeyRing;
import io.portcullis.runtime.crypto.KeyedDigest;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.portcullis.runtime.identifier.Identifier;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The table `quarantined_identifier`: identifiers of closed accounts, as keyed digests. The next holder of an address or a number
/// can't register with it for 90 days.
@ApplicationScoped
public class Quarantine {

  private static final Duration LASTS = Duration.ofDays(90);

  private final KeyedDigest digest;
  private final Postgres postgres;
  private final Clock clock;

  Quarantine(KeyRing ring, Postgres postgres, Clock clock) {
    digest = ring.digestFor("quarantined-identifier");
    this.postgres = postgres;
    this.clock = clock;
  }

  private static final String BEGIN = """
      insert into quarantined_identifier (digest, ends_at) values ($1, $2) on conflict (digest) do update set ends_at = excluded.ends_at""";

  public Uni<Void> begin(SqlConnection tx, List<Identifier> identifiers, Instant now) {
    return Multi.createFrom().iterable(identifiers)
        .onItem().transformToUniAndConcatenate(identifier -> tx.preparedQuery(BEGIN).execute(Tuple.of(
            Buffer.buffer(digest.bytes(canonical(identifier))), Rows.utc(now.plus(LASTS)))))
        .collect().last().replaceWithVoid();
  }

  private static final String HOLDS = "select from quarantined_identifier where digest = any ($1) and ends_at > $2";

  Uni<Boolean> holds(SqlConnection tx, Identifier identifier, Instant now) {
    Buffer[] known = digest.candidates(canonical(identifier)).stream().map(Buffer::buffer).toArray(Buffer[]::new);
    return tx.preparedQuery(HOLDS).execute(Tuple.of(known, Rows.utc(now))).map(rows -> rows.size() > 0);
  }

  private static byte[] canonical(Identifier identifier) {
    return identifier.canonical().getBytes(StandardCharsets.UTF_8);
  }

  private static final String SWEEP = "delete from quarantined_identifier where ends_at <= $1";

  @Scheduled(every = "24h", delayed = "15m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> sweep() {
    return postgres.pool().preparedQuery(SWEEP).execute(Tuple.of(Rows.utc(clock.instant()))).replaceWithVoid();
  }
}
