package io.portcullis.recovery.compromised;

import io.portcullis.contracts.AccountId;
import io.portcullis.recovery.account.Issued;
import io.portcullis.recovery.compromised.WayBack.Challenge;
import io.portcullis.recovery.compromised.WayBack.Progress;
import io.portcullis.recovery.compromised.WayBack.Proof;
import io.portcullis.runtime.crypto.OpaqueToken;
import io.portcullis.runtime.crypto.SealedBox;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// The tables `way_back` and `way_back_answer`. Each step is one conditional statement, so none is taken twice or out of turn.
@ApplicationScoped
class WayBacks {

  static final String TOKEN_PREFIX = "pwb";

  private static final Duration KEPT = Duration.ofDays(1);

  private final Postgres postgres;
  private final SealedBox box;
  private final Clock clock;

  WayBacks(Postgres postgres, SealedBox box, Clock clock) {
    this.postgres = postgres;
    this.box = box;
    this.clock = clock;
  }

  private static final String ADD = """
      insert into way_back (id, account, digest, freeze_version, issued_at, reset_epoch, sent_to, begun_at, expires_at, challenge, methods, factor_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)""";

  Uni<Void> add(WayBack begun, OpaqueToken token, Instant now) {
    Proof proof = begun.proof();
    return postgres.pool().preparedQuery(ADD).execute(Tuple.tuple().addUUID(begun.id()).addUUID(begun.account().value())
        .addValue(Buffer.buffer(token.digest())).addInteger(begun.freezeVersion())
        .addOffsetDateTime(Rows.utc(proof.issued().at())).addInteger(proof.issued().epoch().orElse(null))
        .addString(proof.sentTo().map(address -> box.seal(address.getBytes(StandardCharsets.UTF_8), place(begun.id()))).orElse(null))
        .addOffsetDateTime(Rows.utc(now)).addOffsetDateTime(Rows.utc(begun.expiresAt()))
        .addString(begun.challenge().map(Challenge::id).orElse(null))
        .addArrayOfString(begun.challenge().map(Challenge::methods).orElse(List.of()).toArray(String[]::new))
        .addOffsetDateTime(begun.progress().factorShown() ? Rows.utc(now) : null)).replaceWithVoid();
  }

  private static final String FIND = """
      select id, account, freeze_version, issued_at, reset_epoch, sent_to, expires_at, challenge, methods, factor_at is not null as factor,
        password_at is not null as password, finished_at is not null as finished
      from way_back where digest = $1 and expires_at > $2""";

  /// Empty when the token names none, or its time is over.
  Uni<Optional<WayBack>> find(OpaqueToken token) {
    return postgres.pool().preparedQuery(FIND).execute(Tuple.of(Buffer.buffer(token.digest()), Rows.utc(clock.instant())))
        .map(rows -> Rows.first(rows).map(this::wayBack));
  }

  private static final String FACTOR_SHOWN = "update way_back set factor_at = $2 where id = $1 and factor_at is null";

  Uni<Void> factorShown(WayBack shown) {
    return postgres.pool().preparedQuery(FACTOR_SHOWN).execute(Tuple.of(shown.id(), Rows.utc(clock.instant()))).replaceWithVoid();
  }

  private static final String PASSWORD_SET = """
      update way_back set password_at = $2 where id = $1 and factor_at is not null and password_at is null""";

  Uni<Void> passwordSet(WayBack set) {
    return postgres.pool().preparedQuery(PASSWORD_SET).execute(Tuple.of(set.id(), Rows.utc(clock.instant()))).replaceWithVoid();
  }

  private static final String FINISH = """
      update way_back set finished_at = $2 where id = $1 and password_at is not null and finished_at is null""";

  Uni<Void> finish(WayBack finished) {
    return postgres.pool().preparedQuery(FINISH).execute(Tuple.of(finished.id(), Rows.utc(clock.instant()))).replaceWithVoid();
  }

  private static final String MINE = "insert into way_back_answer (way_back, kind, item) values ($1, $2, $3) on conflict do nothing";

  Uni<Void> mine(WayBack review, Named item) {
    return postgres.pool().preparedQuery(MINE).execute(Tuple.of(review.id(), item.kind(), item.id())).replaceWithVoid();
  }

  record Named(String kind, String id) {}

  private static final String ANSWERED = "select kind, item from way_back_answer where way_back = $1";

  Uni<Set<Named>> mine(WayBack review) {
    return postgres.pool().preparedQuery(ANSWERED).execute(Tuple.of(review.id())).map(rows -> {
      var answered = new HashSet<Named>();
      rows.forEach(row -> answered.add(new Named(row.getString("kind"), row.getString("item"))));
      return answered;
    });
  }

  private static final String SWEEP = "delete from way_back where expires_at < $1";

  @Scheduled(every = "1h", delayed = "3m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> sweep() {
    return postgres.pool().preparedQuery(SWEEP).execute(Tuple.of(Rows.utc(clock.instant().minus(KEPT)))).replaceWithVoid();
  }

  private WayBack wayBack(Row row) {
    UUID id = row.getUUID("id");
    var issued = new Issued(Rows.instant(row, "issued_at"), Optional.ofNullable(row.getInteger("reset_epoch")));
    Optional<String> sentTo = Optional.ofNullable(row.getString("sent_to"))
        .map(sealed -> new String(box.open(sealed, place(id)), StandardCharsets.UTF_8));
    return new WayBack(id, new AccountId(row.getUUID("account")), row.getInteger("freeze_version"), new Proof(issued, sentTo),
        Optional.ofNullable(row.getString("challenge")).map(challenge -> new Challenge(challenge, List.of(row.getArrayOfStrings("methods")))),
        new Progress(row.getBoolean("factor"), row.getBoolean("password"), row.getBoolean("finished")), Rows.instant(row, "expires_at"));
  }

  private static String place(UUID id) {
    return "way_back/" + id;
  }
}
