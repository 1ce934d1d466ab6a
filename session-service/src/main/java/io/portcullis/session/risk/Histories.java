package io.portcullis.session.risk;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.DeviceId;
import io.portcullis.runtime.event.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/// What an account's rows tell about a sign-in: the device if it is known, where the account has been, where it is used.
@ApplicationScoped
class Histories {

  // A live session that is refreshed says where its phone is far better than a sign-in long ago does. Sessions of one
  // account are few: there is a limit to them.
  private static final String READ = """
      select d.id, d.trusted_at, d.trusted_until,
        array(select v.country from visited_country v where v.account_id = $1 and v.last_seen_at > $3) as countries,
        latest.address, latest.refreshed_at
      from (select) as one
        left join device d on d.account_id = $1 and d.token_digest = $2
        left join lateral (
          select s.address, s.refreshed_at from session s
          where s.account_id = $1 and s.ended_at is null and s.idle_at > $4 and s.address is not null
          order by s.refreshed_at desc limit 1) latest on true
      """;

  /// @param device  empty when the account was never signed in to from it
  /// @param lastUse of the sessions that are live
  record History(Optional<KnownDevice> device, Set<String> countries, Optional<Use> lastUse) {}

  /// @param digest of the device token that was shown
  Uni<History> read(SqlConnection tx, AccountId account, Optional<byte[]> digest, Instant countriesSince, Instant now) {
    return tx.preparedQuery(READ)
        .execute(Tuple.of(account.value(), digest.map(Buffer::buffer).orElse(null), Rows.utc(countriesSince), Rows.utc(now)))
        .map(rows -> history(Rows.one(rows)));
  }

  private static History history(Row row) {
    Optional<KnownDevice> device = Optional.ofNullable(row.getUUID("id")).map(id -> new KnownDevice(
        new DeviceId(id), Rows.maybeInstant(row, "trusted_at"), Rows.maybeInstant(row, "trusted_until")));
    Optional<Use> lastUse = Optional.ofNullable(row.getString("address"))
        .map(address -> new Use(address, Rows.maybeInstant(row, "refreshed_at").orElseThrow()));
    return new History(device, Set.copyOf(Arrays.asList(row.getArrayOfStrings("countries"))), lastUse);
  }
}
