package io.portcullis.notification.push;

import static io.portcullis.runtime.verdict.Verdicts.done;
import static io.portcullis.runtime.verdict.Verdicts.now;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SessionId;
import io.portcullis.notification.activity.SessionOrigins;
import io.portcullis.runtime.crypto.SealedBox;
import io.portcullis.runtime.ended.EndedSessions;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The browsers that alerts are pushed to: the table `push_subscription`.
@ApplicationScoped
public class PushSubscriptions {

  /// Of one account.
  static final int MOST = 10;

  private final Postgres postgres;
  private final SealedBox box;
  private final ObjectMapper json;
  private final PushConfig config;
  private final SessionOrigins origins;
  private final EndedSessions ended;
  private final Clock clock;

  PushSubscriptions(Postgres postgres, SealedBox box, ObjectMapper json, PushConfig config, SessionOrigins origins,
      EndedSessions ended, Clock clock) {
    this.postgres = postgres;
    this.box = box;
    this.json = json;
    this.config = config;
    this.origins = origins;
    this.ended = ended;
    this.clock = clock;
  }

  private static final String OF = "select id from push_subscription where account_id = $1 and seen_at > $2 order by id";

  /// Ids of those that the account's alerts go to.
  public Uni<List<UUID>> of(SqlConnection tx, AccountId account) {
    return config.enabled()
        ? tx.preparedQuery(OF).execute(Tuple.of(account.value(), oldest())).map(rows -> rows.stream().map(row -> row.getUUID(0)).toList())
        : now(List.of());
  }

  /// @param endpoint its digest, by which a browser knows its own subscription
  /// @param session  in which it was made, or in which its browser was seen last
  /// @param keyedTo  the public key of ours that it was made for
  /// @param device   on which that session began; empty where it is not known
  record Listed(UUID id, String endpoint, SessionId session, String keyedTo, Instant createdAt, Instant seenAt, Optional<String> device) {}

  private static final String LIST = """
      select id, endpoint, session_id, keyed_to, created_at, seen_at from push_subscription
      where account_id = $1 and seen_at > $2 order by created_at, id""";

  Uni<List<Listed>> list(AccountId account) {
    return postgres.pool().preparedQuery(LIST).execute(Tuple.of(account.value(), oldest()))
        .chain(rows -> Multi.createFrom().iterable(rows).onItem().transformToUniAndConcatenate(row -> listed(account, row)).collect().asList());
  }

  enum Kept { NEW, KNOWN, FULL, TAKEN }

  // Else two requests could both find room.
  private static final String LOCK = "select pg_advisory_xact_lock(hashtextextended('push-subscription ' || $1, 0))";

  // One endpoint tells one account's alerts. A browser that shows the same secrets is the same one, and another customer sits before
  // it now: from here on it is theirs, under another id, so that nothing that was queued for the former one arrives. The endpoint
  // alone takes nothing over: who learnt it could silence another account.
  private static final String KEEP = """
      insert into push_subscription as known
        (id, account_id, session_id, endpoint, secrets, target, keyed_to, created_at, seen_at)
      select $1, $2, $3, $4, $5, $6, $7, $8::timestamptz, $8::timestamptz
      where (select count(*) from push_subscription where account_id = $2 and endpoint <> $4 and seen_at > $9) < $10
      on conflict (endpoint) do update set account_id = excluded.account_id, session_id = excluded.session_id,
        secrets = excluded.secrets, target = excluded.target, keyed_to = excluded.keyed_to, seen_at = excluded.seen_at,
        id = case when known.account_id = excluded.account_id then known.id else excluded.id end,
        created_at = case when known.account_id = excluded.account_id then known.created_at else excluded.created_at end
      where known.account_id = excluded.account_id or known.secrets = excluded.secrets or known.seen_at <= $9
      returning id = $1""";
  private static final String IS_OTHERS = "select 1 from push_subscription where endpoint = $1 and account_id <> $2";

  /// Has alerts of `account` go to `target` until `session` ends.
  ///
  /// @param id of a subscription that is not known
  Uni<Kept> keep(UUID id, AccountId account, SessionId session, PushTarget target, String keyedTo) {
    return postgres.withTransaction(tx -> tx.preparedQuery(LOCK).execute(Tuple.of(account.toString()))
        .chain(() -> tx.preparedQuery(KEEP).execute(Tuple.tuple().addUUID(id).addUUID(account.value()).addUUID(session.value())
            .addString(target.endpointDigest()).addString(target.secretsDigest()).addString(seal(target)).addString(keyedTo)
            .addOffsetDateTime(utcNow()).addOffsetDateTime(oldest()).addInteger(MOST)))
        .chain(rows -> Rows.first(rows).map(row -> now(row.getBoolean(0) ? Kept.NEW : Kept.KNOWN))
            .orElseGet(() -> tx.preparedQuery(IS_OTHERS).execute(Tuple.of(target.endpointDigest(), account.value()))
                .map(others -> others.size() > 0 ? Kept.TAKEN : Kept.FULL))))
        .call(() -> endIfSessionEnded(session));
  }

  // It may have ended meanwhile, and what ends its subscriptions found none yet. Its token was still good for the request.
  private Uni<Void> endIfSessionEnded(SessionId session) {
    return ended.contains(session) ? endOf(postgres.pool(), List.of(session)) : done();
  }

  private static final String FIND = """
      select endpoint, target, keyed_to from push_subscription where id = $1 and account_id = $2 and seen_at > $3""";

  /// @param keyedTo the public key of ours that it was made for
  record Found(PushTarget target, String keyedTo) {}

  /// Empty when it has ended.
  Uni<Optional<Found>> find(UUID id, AccountId account) {
    return postgres.pool().preparedQuery(FIND).execute(Tuple.of(id, account.value(), oldest())).map(rows -> Rows.first(rows)
        .map(row -> new Found(open(row.getString("endpoint"), row.getString("target")), row.getString("keyed_to"))));
  }

  private static final String SESSION_OF = "select session_id from push_subscription where id = $1 and account_id = $2";

  /// Empty when the account has no such subscription.
  Uni<Optional<SessionId>> sessionOf(UUID id, AccountId account) {
    return postgres.pool().preparedQuery(SESSION_OF).execute(Tuple.of(id, account.value()))
        .map(rows -> Rows.first(rows).map(row -> new SessionId(row.getUUID(0))));
  }

  private static final String END = "delete from push_subscription where id = $1 and account_id = $2";

  Uni<Void> end(UUID id, AccountId account) {
    return postgres.pool().preparedQuery(END).execute(Tuple.of(id, account.value())).replaceWithVoid();
  }

  private static final String END_OF_SESSIONS = "delete from push_subscription where session_id = any($1)";
  private static final String END_OF_ACCOUNT = "delete from push_subscription where account_id = $1";

  /// Ends those of sessions that have ended.
  public Uni<Void> endOf(SqlClient client, List<SessionId> sessions) {
    return sessions.isEmpty() ? done() : client.preparedQuery(END_OF_SESSIONS)
        .execute(Tuple.of(sessions.stream().map(SessionId::value).toArray(UUID[]::new))).replaceWithVoid();
  }

  /// Ends all those of an account that was frozen.
  public Uni<Void> endAll(SqlConnection tx, AccountId account) {
    return tx.preparedQuery(END_OF_ACCOUNT).execute(Tuple.of(account.value())).replaceWithVoid();
  }

  private static final String FORGET = "delete from push_subscription where seen_at <= $1";

  @Scheduled(every = "1h", delayed = "15m", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> forgetUnseen() {
    return Uni.createFrom().deferred(() -> postgres.pool().preparedQuery(FORGET).execute(Tuple.of(oldest()))).replaceWithVoid();
  }

  private Uni<Listed> listed(AccountId account, Row row) {
    var session = new SessionId(row.getUUID("session_id"));
    return origins.device(postgres.pool(), account, session).map(device -> new Listed(row.getUUID("id"), row.getString("endpoint"), session,
        row.getString("keyed_to"), Rows.instant(row, "created_at"), Rows.instant(row, "seen_at"), device));
  }

  private String seal(PushTarget target) {
    try {
      return box.seal(json.writeValueAsBytes(target), place(target.endpointDigest()));
    } catch (JsonProcessingException unwritable) {
      throw new IllegalStateException("a push subscription has no JSON form", unwritable);
    }
  }

  private PushTarget open(String endpoint, String sealed) {
    try {
      return json.readValue(box.open(sealed, place(endpoint)), PushTarget.class);
    } catch (IOException notOurs) {
      throw new IllegalStateException("a push subscription is unreadable", notOurs);
    }
  }

  private static String place(String endpoint) {
    return "push-subscription/" + endpoint;
  }

  private OffsetDateTime utcNow() {
    return Rows.utc(clock.instant());
  }

  private OffsetDateTime oldest() {
    return Rows.utc(clock.instant().minus(config.keptFor()));
  }
}
