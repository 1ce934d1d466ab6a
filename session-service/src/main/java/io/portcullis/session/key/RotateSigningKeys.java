package io.portcullis.session.key;

import io.portcullis.runtime.event.Postgres;
import io.portcullis.session.AccessTokenConfig;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/// Sees to it that there is always a key that signs and one published after it, and takes away the ones whose tokens
/// have all expired. Any instance may do it, one at a time; all of them read the result.
@ApplicationScoped
class RotateSigningKeys {

  private static final Logger LOG = Logger.getLogger(RotateSigningKeys.class);

  private final Postgres postgres;
  private final SigningKeyRows rows;
  private final SigningKeys keys;
  private final KeyConfig config;
  private final Duration longestToken;
  private final SecureRandom random;
  private final Clock clock;

  RotateSigningKeys(Postgres postgres, SigningKeyRows rows, SigningKeys keys, KeyConfig config,
      AccessTokenConfig tokens, SecureRandom random, Clock clock) {
    this.postgres = postgres;
    this.rows = rows;
    this.keys = keys;
    this.config = config;
    this.longestToken = tokens.revocationMemory();
    this.random = random;
    this.clock = clock;
  }

  void start(@Observes StartupEvent event) {
    handle().subscribe().with(_ -> {}, failure -> LOG.errorf("no signing keys yet, will retry: %s", failure));
  }

  // Far more often than keys change: an instance must know a key before another one signs with it, and an instance
  // that started before its database must not wait long.
  @Scheduled(every = "10s", delayed = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> handle() {
    return rows.all(postgres.pool())
        .chain(found -> isInOrder(found) ? Uni.createFrom().item(found) : postgres.withTransaction(this::putInOrder))
        .invoke(keys::replace)
        .replaceWithVoid();
  }

  private boolean isInOrder(List<SigningKey> found) {
    Instant now = clock.instant();
    return missing(found, now).isEmpty() && outlived(found, now).isEmpty();
  }

  private Uni<List<SigningKey>> putInOrder(SqlConnection tx) {
    return rows.lock(tx)
        .chain(() -> rows.all(tx))
        .chain(found -> {
          Instant now = clock.instant();
          List<String> outlived = outlived(found, now);
          return Multi.createFrom().iterable(missing(found, now))
              .map(activeFrom -> SigningKey.generate(config.algorithm(), activeFrom, random))
              .onItem().transformToUniAndConcatenate(key -> rows.add(tx, key, now))
              .collect().last()
              .chain(() -> rows.remove(tx, outlived))
              .chain(() -> rows.all(tx));
        });
  }

  /// One that signs now and one after it, as far as they are not there.
  private List<Instant> missing(List<SigningKey> found, Instant now) {
    var missing = new ArrayList<Instant>();
    if (found.stream().noneMatch(key -> !key.activeFrom().isAfter(now))) {
      missing.add(now);
    }
    if (found.stream().noneMatch(key -> key.activeFrom().isAfter(now))) {
      Instant due = found.isEmpty() ? now.plus(config.signs()) : found.getLast().activeFrom().plus(config.signs());
      Instant earliest = now.plus(config.publishedBefore());
      missing.add(due.isAfter(earliest) ? due : earliest);
    }
    return missing;
  }

  /// Those whose successor has been signing for longer than any token lives.
  private List<String> outlived(List<SigningKey> found, Instant now) {
    var outlived = new ArrayList<String>();
    for (int i = 0; i + 1 < found.size(); i++) {
      if (found.get(i + 1).activeFrom().plus(longestToken).isBefore(now)) {
        outlived.add(found.get(i).kid());
      }
    }
    return outlived;
  }
}
