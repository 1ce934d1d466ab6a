package io.portcullis.notification.alert;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.EventId;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.runtime.crypto.KeyRing;
import io.portcullis.runtime.crypto.KeyedDigest;
import io.portcullis.runtime.event.Postgres;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Links that fit a text message and lead to an alert's freeze link, or to the one that cancels its case. Their token is 96 random bits; the table holds its
/// keyed digest, which is also found after the current key was replaced.
@ApplicationScoped
class ShortLinks {

  static final String PATH = "/v1/alerts/";
  static final Duration VALIDITY = FreezeLinks.VALIDITY;

  private static final int TOKEN_BYTES = 12;

  private final Postgres postgres;
  private final FreezeLinks freezeLinks;
  private final KeyedDigest tokens;
  private final SecureRandom random;
  private final Clock clock;
  private final String origin;

  ShortLinks(Postgres postgres, FreezeLinks freezeLinks, KeyRing ring, SecureRandom random, Clock clock,
      @ConfigProperty(name = "portcullis.origin") URI origin) {
    this.postgres = postgres;
    this.freezeLinks = freezeLinks;
    this.tokens = ring.digestFor("alert-link");
    this.random = random;
    this.clock = clock;
    this.origin = origin.toString();
  }

  private static final String KEEP = """
      insert into alert_link (digest, account_id, event_id, happened_at, recovery_case) values ($1, $2, $3, $4, $5)
      """;

  /// A new link to the freeze link about `event`.
  Uni<String> make(SqlConnection tx, SecurityEvent event) {
    return make(tx, event, Optional.empty());
  }

  /// A new link to the one that cancels the recovery case which `event` is about.
  Uni<String> makeCancelling(SqlConnection tx, SecurityEvent event, UUID recoveryCase) {
    return make(tx, event, Optional.of(recoveryCase));
  }

  private Uni<String> make(SqlConnection tx, SecurityEvent event, Optional<UUID> recoveryCase) {
    return Uni.createFrom().deferred(() -> {
      byte[] bytes = new byte[TOKEN_BYTES];
      random.nextBytes(bytes);
      String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
      return tx.preparedQuery(KEEP).execute(Tuple.of(tokens.of(token), event.subject().value(), event.id().value(),
          utc(event.time()), recoveryCase.orElse(null))).replaceWith(origin + PATH + token);
    });
  }

  private static final String FIND = """
      select account_id, event_id, happened_at, recovery_case from alert_link where digest = any($1) and happened_at > $2
      """;

  /// Where a short link leads; empty when it is unknown or too old.
  Uni<Optional<String>> follow(String token) {
    return Uni.createFrom().deferred(() -> postgres.pool().preparedQuery(FIND)
        .execute(Tuple.of(tokens.everyOf(token).toArray(String[]::new), utc(clock.instant().minus(VALIDITY))))
        .map(rows -> rows.stream().findFirst().map(this::target)));
  }

  private String target(Row row) {
    var account = new AccountId(row.getUUID(0));
    var event = new EventId(row.getUUID(1));
    Instant happened = row.getOffsetDateTime(2).toInstant();
    return Optional.ofNullable(row.getUUID(3)).map(recoveryCase -> freezeLinks.cancellingCase(account, event, happened, recoveryCase))
        .orElseGet(() -> freezeLinks.about(account, event, happened));
  }

  private static final String FORGET = "delete from alert_link where happened_at <= $1";

  @Scheduled(every = "1h", delayed = "15m")
  Uni<Void> forgetOld() {
    return Uni.createFrom().deferred(() ->
        postgres.pool().preparedQuery(FORGET).execute(Tuple.of(utc(clock.instant().minus(VALIDITY))))).replaceWithVoid();
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
