package io.portcullis.session.lifecycle;

import io.portcullis.contracts.DeviceId;
import io.portcullis.contracts.SessionEvent.EndReason;
import io.portcullis.contracts.SessionEvent.RiskReason;
import io.portcullis.contracts.SessionId;
import io.portcullis.runtime.event.Rows;
import io.portcullis.runtime.token.KeyThumbprint;
import io.portcullis.session.place.Place;
import io.portcullis.session.revocation.EndingsChannel;
import io.portcullis.session.risk.Decision;
import io.portcullis.session.risk.KnownDevice;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/// Writes new sessions.
@ApplicationScoped
class SessionOpenings {

  /// By the calendar of UTC, and the same all month: see the migration.
  private static final String FORGET_AT = "date_trunc('month', $4::timestamptz, 'UTC') + interval '13 months'";

  // A weak session ([NewSession#isWeak]) makes room among weak ones alone, and they make room first: with a recovery code or
  // a factor of his own, a thief signs in as often as he likes and ends no session of the owner's.
  //
  // One statement, so that a sign-in is one round trip. Its transaction holds the account's lock: what was decided on
  // still is so, and the sessions that are counted here are all there are.
  private static final String OPEN = """
      with known as (
        update device set last_seen_at = $4, last_address = $10, forget_at = %4$s,
          trusted_at = case when $22::timestamptz is null then trusted_at else $4 end,
          trusted_until = coalesce($22, trusted_until)
        where account_id = $1 and id = $3
        returning id
      ), added as (
        insert into device (account_id, id, token_digest, name, kind, first_seen_at, last_seen_at, last_address,
          trusted_at, trusted_until, forget_at)
        select $1, $5::uuid, $6::bytea, $7::text, $8::text, $4, $4, $10,
          case when $22::timestamptz is not null then $4::timestamptz end, $22, %4$s
        where not exists (select 1 from known)
        returning id
      ), used as (
        select id, false as is_new from known union all select id, true from added
      ), over_limit as (
        update session s set ended_at = $4, end_reason = '%1$s'
        where s.account_id = $1 and s.id in (
          select live.id from session live
          cross join lateral (select live.restricted or coalesce(live.factor_settled_at > $4, false)
            and live.factor_settled_enrolled is distinct from false as weak) rests
          where live.account_id = $1 and live.ended_at is null and live.idle_at > $4 and (rests.weak or not $31::boolean)
          order by rests.weak, live.id desc offset $23)
        returning s.id, pg_notify('%2$s', s.id::text)::text as told,
          coalesce((select d.name from device d where d.account_id = s.account_id and d.id = s.device_id), '') as device
      ), opened as (
        insert into session (account_id, id, device_id, address, acr, amr, auth_time, evidence_at, remembered,
          generation, refresh_digest, refreshed_at, refreshed_by, created_at, idle_at, expires_at, restricted,
          dpop_key, dpop_generation, factor_settled_at, factor_enrolled, factor_settled_enrolled)
        select $1, $9::uuid, used.id, $10::text, $11::text, $12::text[], $13::timestamptz, $2, $14::boolean,
          $15::integer, $16::bytea, $4, $17::bytea, $4, $18::timestamptz, $19::timestamptz, $20::boolean,
          $21::text, case when $21 is not null then $15::integer end, $28::timestamptz, $29::boolean, $30::boolean
        from used
      ), compared_with as (
        update account_standing set last_sign_in_at = $4, last_address = $10 where account_id = $1
      ), visited as (
        insert into visited_country as known (account_id, country, last_seen_at)
        select $1, $24::text, $4 where $24 is not null
        on conflict (account_id, country) do update set last_seen_at = excluded.last_seen_at
          where known.last_seen_at < excluded.last_seen_at - interval '1 day'
      ), explained as (
        insert into sign_in (account_id, id, at, decision, score, reasons, device, kind, address, place)
        select $1, $9, $4, '%3$s', $25::integer, $26::text[], $7, $8, $10, $27::text from used
      )
      select used.id, used.is_new, array(select id from over_limit order by id) as ended,
        array(select device from over_limit order by id) as ended_devices
      from used
      """.formatted(EndReason.SESSION_LIMIT, EndingsChannel.NAME, Decision.ALLOWED, FORGET_AT);

  /// How many an account may have beside the new one.
  private final int others;

  SessionOpenings(SessionConfig config) {
    this.others = config.atMostPerAccount() - 1;
    if (others < 0) {
      throw new IllegalArgumentException("portcullis.session.at-most-per-account: an account may have one session at least");
    }
  }

  /// @param ended the sessions that had to make room, the oldest
  record OpenedSession(DeviceId device, boolean isNew, List<EndedSession> ended) {}

  Uni<OpenedSession> open(SqlConnection tx, NewSession session) {
    return tx.preparedQuery(OPEN).execute(parameters(session)).map(rows -> opened(Rows.one(rows)));
  }

  private Tuple parameters(NewSession session) {
    Proof proof = session.proof();
    var assessment = session.assessment();
    KeptFactorAge factor = KeptFactorAge.of(session.factor());
    return Tuple.from(Arrays.asList(
        session.account().value(),
        Rows.utc(proof.oldest()),
        assessment.device().map(KnownDevice::id).map(DeviceId::value).orElse(null),
        Rows.utc(session.now()),
        session.device().id().value(),
        Buffer.buffer(session.device().token().digest()),
        session.device().name().name(),
        session.device().name().kind().wireName(),
        session.id().value(),
        session.address().orElse(null),
        proof.acr(),
        proof.amr().toArray(String[]::new),
        Rows.utc(proof.newest()),
        session.remember() == Lifetimes.Remember.YES,
        session.refreshToken().generation(),
        Buffer.buffer(session.refreshToken().digest()),
        Buffer.buffer(session.clientMark()),
        Rows.utc(session.idleAt()),
        Rows.utc(session.expiresAt()),
        session.restricted(),
        session.boundTo().map(KeyThumbprint::value).orElse(null),
        session.trustedUntil().map(Rows::utc).orElse(null),
        others,
        assessment.place().map(Place::country).orElse(null),
        assessment.risk().score(),
        assessment.risk().reasons().stream().map(RiskReason::name).toArray(String[]::new),
        assessment.place().map(Place::name).orElse(null),
        factor.settledAt(), factor.enrolled(), factor.settledEnrolled(), session.isWeak()));
  }

  private static OpenedSession opened(Row row) {
    UUID[] ended = row.getArrayOfUUIDs("ended");
    String[] devices = row.getArrayOfStrings("ended_devices");
    return new OpenedSession(new DeviceId(row.getUUID("id")), row.getBoolean("is_new"),
        IntStream.range(0, ended.length)
            .mapToObj(i -> new EndedSession(new SessionId(ended[i]), devices[i])).toList());
  }
}
