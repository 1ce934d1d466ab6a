package io.portcullis.session.session;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.DeviceId;
import io.portcullis.runtime.crypto.OpaqueToken;
import io.portcullis.runtime.token.KeyThumbprint;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowIterator;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;

/// Writes new sessions.
@ApplicationScoped
class SessionOpenings {

  // One statement, so that a sign-in is one round trip. The share lock waits for a freeze or reset that is being
  // committed and then reads what it left; one that comes later waits for us and ends what we opened.
  private static final String OPEN = """
      with standing as (
        select barred, evidence_not_before > $2 as stale from account_standing where account_id = $1 for share
      ), permit as (
        select 1 from standing where not barred and not stale
      ), known as (
        update device set last_seen_at = $4
        where account_id = $1 and token_digest = $3 and exists (select 1 from permit)
        returning id, name
      ), added as (
        insert into device (account_id, id, token_digest, name, kind, first_seen_at, last_seen_at)
        select $1, $5::uuid, $6::bytea, $7::text, $8::text, $4, $4 from permit where not exists (select 1 from known)
        returning id, name
      ), used as (
        select id, name, false as is_new from known union all select id, name, true from added
      ), opened as (
        insert into session (account_id, id, device_id, address, acr, amr, auth_time, evidence_at, remembered,
          generation, refresh_digest, refreshed_at, refreshed_by, created_at, idle_at, expires_at, restricted,
          dpop_key, dpop_generation)
        select $1, $9::uuid, used.id, $10::text, $11::text, $12::text[], $13::timestamptz, $2, $14::boolean,
          $15::integer, $16::bytea, $4, $17::bytea, $4, $18::timestamptz, $19::timestamptz, $20::boolean,
          $21::text, case when $21 is not null then $15::integer end
        from used
      )
      select barred, stale, used.id as device_id, used.name as device_name, used.is_new
      from standing left join used on true
      """;

  private static final String FIRST_STANDING = """
      insert into account_standing (account_id, evidence_not_before, barred, changed_at)
      values ($1, 'epoch', false, $2) on conflict do nothing
      """;

  /// What the account's standing allowed.
  sealed interface Outcome {
    record Opened(DeviceId device, String name, boolean isNew) implements Outcome {}
    record Barred() implements Outcome {}
    record Stale() implements Outcome {}
  }

  /// An account's very first session finds no standing to lock: the row is made, and locked in a second try.
  Uni<Outcome> open(SqlConnection tx, NewSession session) {
    return tryOpen(tx, session).chain(row -> row.hasNext()
        ? Uni.createFrom().item(outcome(row.next()))
        : giveStanding(tx, session.account(), session.now())
            .chain(() -> tryOpen(tx, session))
            .map(second -> outcome(second.next())));
  }

  private Uni<RowIterator<Row>> tryOpen(SqlConnection tx, NewSession session) {
    return tx.preparedQuery(OPEN).execute(parameters(session)).map(rows -> rows.iterator());
  }

  private Uni<Void> giveStanding(SqlConnection tx, AccountId account, Instant now) {
    return tx.preparedQuery(FIRST_STANDING).execute(Tuple.of(account.value(), utc(now))).replaceWithVoid();
  }

  private static Tuple parameters(NewSession session) {
    Proof proof = session.proof();
    return Tuple.from(Arrays.asList(
        session.account().value(),
        utc(proof.oldest()),
        session.presented().map(OpaqueToken::digest).map(Buffer::buffer).orElse(null),
        utc(session.now()),
        session.device().id().value(),
        Buffer.buffer(session.device().token().digest()),
        session.device().name().name(),
        session.device().name().kind().name().toLowerCase(Locale.ROOT),
        session.id().value(),
        session.address().orElse(null),
        proof.acr(),
        proof.amr().toArray(String[]::new),
        utc(proof.newest()),
        session.remember() == Lifetimes.Remember.YES,
        session.refreshToken().generation(),
        Buffer.buffer(session.refreshToken().digest()),
        Buffer.buffer(session.clientMark()),
        utc(session.idleAt()),
        utc(session.expiresAt()),
        proof.isRestricted(),
        session.boundTo().map(KeyThumbprint::value).orElse(null)));
  }

  private static Outcome outcome(Row row) {
    if (row.getBoolean("barred")) {
      return new Outcome.Barred();
    }
    return row.getBoolean("stale") ? new Outcome.Stale() : new Outcome.Opened(
        new DeviceId(row.getUUID("device_id")), row.getString("device_name"), row.getBoolean("is_new"));
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
