package io.portcullis.recovery.password;

import io.portcullis.contracts.AccountId;
import io.portcullis.recovery.account.Issued;
import io.portcullis.recovery.account.Reachable;
import io.portcullis.runtime.crypto.KeyRing;
import io.portcullis.runtime.crypto.KeyedDigest;
import io.portcullis.runtime.crypto.OpaqueToken;
import io.portcullis.runtime.crypto.SealedBox;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Links that were sent, by themselves or behind a code. A link is live until it is used, superseded or expired, or another one of the account was used; each
/// change of state is one conditional statement, so of any number of simultaneous uses one wins.
@ApplicationScoped
class ResetLinks {

  /// The row keeps no token, only its SHA-256, and the address sealed. Rows stay a day for the mail pace, then go.
  private static final Duration KEPT = Duration.ofDays(1);

  /// So many are live side by side of each address and pace, or a stranger's request would void the link in the owner's
  /// hand. [MailPace] sends no more within twenty minutes: a link that lives no longer is never superseded.
  static final int SIDE_BY_SIDE = 3;

  private final Postgres postgres;
  private final SealedBox box;
  private final KeyedDigest addresses;

  ResetLinks(Postgres postgres, SealedBox box, KeyRing keys) {
    this.postgres = postgres;
    this.box = box;
    addresses = keys.digestFor("reset-link-address");
  }

  // The two-key form has a lock space of its own, apart from the relay's.
  private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtext('reset_link'), hashtext($1))";

  private static final String SENT = """
      SELECT created_at FROM reset_link 
      WHERE account = $1 AND proved = $2 AND created_at > $3 AND (address = $4 OR address IS NULL) ORDER BY created_at""";

  /// When links were sent to that address of the account since `since`, oldest first. Until `tx` ends nobody else sends the
  /// account one. Other addresses have a pace of their own: a stranger may know one of them alone (BACK-5).
  ///
  /// @param proved whether for claimants who passed human verification, or for the others
  Uni<List<Instant>> sent(SqlConnection tx, Reachable owner, boolean proved, Instant since) {
    return tx.preparedQuery(LOCK).execute(Tuple.of(owner.account().toString()))
        .chain(() -> tx.preparedQuery(SENT).execute(Tuple.of(owner.account().value(), proved, Rows.utc(since), address(owner))))
        .map(rows -> {
          var times = new ArrayList<Instant>();
          rows.forEach(row -> times.add(Rows.instant(row, "created_at")));
          return times;
        });
  }

  private static final String SUPERSEDE = """
      UPDATE reset_link SET void_at = $2 WHERE id IN (
        SELECT id FROM reset_link WHERE account = $1 AND proved = $4 AND (address = $3 OR address IS NULL)
          AND used_at IS NULL AND void_at IS NULL AND expires_at > $2
        ORDER BY created_at DESC, id DESC OFFSET $5)""";

  private static final String ADD = """
      INSERT INTO reset_link (id, account, digest, created_at, expires_at, proved, sent_to, reset_epoch, address, code, code_until)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)""";

  /// Stores a new link beside the latest ones to the same address, within the transaction of [#sent]. A use of one voids all of
  /// the account.
  Uni<Void> add(SqlConnection tx, NewLink link, Reachable owner, boolean proved) {
    UUID account = owner.account().value();
    String sentTo = box.seal(owner.address().value().getBytes(StandardCharsets.UTF_8), place(link.id()));
    return tx.preparedQuery(SUPERSEDE)
        .execute(Tuple.of(account, Rows.utc(link.issuedAt()), address(owner), proved, SIDE_BY_SIDE - 1))
        .chain(() -> tx.preparedQuery(ADD).execute(Tuple.tuple().addUUID(link.id()).addUUID(account)
            .addValue(link.token().map(ResetLinks::digest).orElse(null))
            .addOffsetDateTime(Rows.utc(link.issuedAt())).addOffsetDateTime(Rows.utc(link.expiresAt())).addBoolean(proved)
            .addString(sentTo).addInteger(owner.resetEpoch().orElse(null)).addValue(address(owner))
            .addString(link.code().map(NewLink.Code::digest).orElse(null))
            .addOffsetDateTime(link.code().map(code -> Rows.utc(code.until())).orElse(null))))
        .replaceWithVoid();
  }

  private static final String CODE = """
      SELECT code FROM reset_link
      WHERE id = $1 AND digest IS NULL AND code_until > $2 AND used_at IS NULL AND void_at IS NULL""";

  /// The digest of the code that a message carried; empty when it is not taken any more. Changes nothing.
  Uni<Optional<String>> code(UUID link, Instant now) {
    return postgres.pool().preparedQuery(CODE).execute(Tuple.of(link, Rows.utc(now)))
        .map(rows -> Rows.first(rows).map(row -> row.getString("code")));
  }

  private static final String REDEEM = """
      UPDATE reset_link SET digest = $2
      WHERE id = $1 AND digest IS NULL AND code_until > $3 AND used_at IS NULL AND void_at IS NULL
      RETURNING expires_at""";

  /// The code came back: from now on the link works by `token`. It was issued when the code was, so a freeze since then voids it,
  /// and it lives no longer than a link that a message carries.
  ///
  /// @return until when; empty when another use of the code was quicker
  Uni<Optional<Instant>> redeem(UUID link, OpaqueToken token, Instant now) {
    return postgres.pool().preparedQuery(REDEEM).execute(Tuple.of(link, digest(token), Rows.utc(now)))
        .map(rows -> Rows.first(rows).map(row -> Rows.instant(row, "expires_at")));
  }

  private static final String ADD_OF_CASE = """
      INSERT INTO reset_link (id, account, digest, created_at, expires_at, proved, sent_to, reset_epoch, address, of_case)
      VALUES ($1, $2, $3, $4, $5, true, $6, $7, $8, $9) ON CONFLICT (id) DO NOTHING""";

  /// Stores the one link of a recovery case that was carried out.
  ///
  /// @param recoveryCase also the link's id
  /// @return false when there is one already
  Uni<Boolean> addOfCase(SqlConnection tx, UUID recoveryCase, Reachable owner, LinkOrigin origin, OpaqueToken token, Instant now,
      Instant expiresAt) {
    String sentTo = box.seal(owner.address().value().getBytes(StandardCharsets.UTF_8), place(recoveryCase));
    return tx.preparedQuery(ADD_OF_CASE).execute(Tuple.tuple().addUUID(recoveryCase).addUUID(owner.account().value())
            .addValue(digest(token)).addOffsetDateTime(Rows.utc(now)).addOffsetDateTime(Rows.utc(expiresAt)).addString(sentTo)
            .addInteger(owner.resetEpoch().orElse(null)).addValue(address(owner)).addBoolean(origin == LinkOrigin.CASE))
        .map(added -> added.rowCount() == 1);
  }

  private static final String LIVE = """
      SELECT id, account, created_at, reset_epoch, expires_at FROM reset_link
      WHERE digest = $1 AND used_at IS NULL AND void_at IS NULL AND expires_at > $2""";

  /// Empty when the link is not live. Changes nothing.
  Uni<Optional<LiveLink>> live(OpaqueToken token, Instant now) {
    return postgres.pool().preparedQuery(LIVE).execute(Tuple.of(digest(token), Rows.utc(now)))
        .map(rows -> Rows.first(rows).map(row -> new LiveLink(row.getUUID("id"), new AccountId(row.getUUID("account")),
            issued(row), Rows.instant(row, "expires_at"))));
  }

  private static final String VOID = "UPDATE reset_link SET void_at = $2 WHERE id = $1 AND used_at IS NULL AND void_at IS NULL";

  /// auth-service refuses this link. Others of the account may be newer than its reason, and stay.
  Uni<Void> makeVoid(UUID link, Instant now) {
    return postgres.pool().preparedQuery(VOID).execute(Tuple.of(link, Rows.utc(now))).replaceWithVoid();
  }

  private static final String CLAIM = """
      UPDATE reset_link SET claim = $2, claimed_until = $3
      WHERE digest = $1 AND used_at IS NULL AND void_at IS NULL AND expires_at > $4
        AND (claim IS NULL OR claimed_until <= $4)
      RETURNING id, account, created_at, sent_to, reset_epoch, of_case""";

  /// Takes a live link for one use; empty when it is not live, or somebody else is using it.
  ///
  /// @param until when the use counts as crashed, and the link may be claimed again
  Uni<Optional<ClaimedLink>> claim(OpaqueToken token, UUID claim, Instant now, Instant until) {
    return postgres.pool().preparedQuery(CLAIM).execute(Tuple.of(digest(token), claim, Rows.utc(until), Rows.utc(now)))
        .map(rows -> Rows.first(rows)
            .map(row -> new ClaimedLink(row.getUUID("id"), new AccountId(row.getUUID("account")),
                issued(row), sentTo(row), claim, row.getBoolean("of_case") ? LinkOrigin.CASE : LinkOrigin.REQUEST)));
  }

  private Optional<String> sentTo(Row row) {
    return Optional.ofNullable(row.getString("sent_to"))
        .map(sealed -> new String(box.open(sealed, place(row.getUUID("id"))), StandardCharsets.UTF_8));
  }

  private static String place(UUID id) {
    return "reset_link/" + id;
  }

  private static final String RELEASE = """
      UPDATE reset_link SET claim = NULL, claimed_until = NULL WHERE id = $1 AND claim = $2 AND used_at IS NULL""";

  /// Gives the link back unused, unless somebody else has claimed it since.
  Uni<Void> release(ClaimedLink link) {
    return postgres.pool().preparedQuery(RELEASE).execute(Tuple.of(link.id(), link.claim())).replaceWithVoid();
  }

  private static final String USE = """
      UPDATE reset_link SET used_at = CASE WHEN id = $1 THEN $3::timestamptz END,
                            void_at = CASE WHEN id <> $1 THEN $3::timestamptz END
      WHERE account = $2 AND used_at IS NULL AND void_at IS NULL""";

  /// The password was reset by `link`: it is used, and a link sent meanwhile does not survive it.
  Uni<Void> use(ClaimedLink link, Instant now) {
    return postgres.pool().preparedQuery(USE).execute(Tuple.of(link.id(), link.account().value(), Rows.utc(now)))
        .replaceWithVoid();
  }

  private static final String SWEEP = "DELETE FROM reset_link WHERE created_at < $1";

  Uni<Void> sweep(Instant now) {
    return postgres.pool().preparedQuery(SWEEP).execute(Tuple.of(Rows.utc(now.minus(KEPT)))).replaceWithVoid();
  }

  private static Issued issued(Row row) {
    return new Issued(Rows.instant(row, "created_at"), Optional.ofNullable(row.getInteger("reset_epoch")));
  }

  private Buffer address(Reachable owner) {
    return Buffer.buffer(addresses.bytes(owner.address().value().getBytes(StandardCharsets.UTF_8)));
  }

  private static Buffer digest(OpaqueToken token) {
    return Buffer.buffer(token.digest());
  }
}
