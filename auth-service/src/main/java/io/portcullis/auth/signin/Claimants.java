package io.portcullis.auth.signin;

import io.portcullis.auth.account.AccountStatus;
import io.portcullis.auth.password.PasswordHash;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.portcullis.runtime.identifier.Identifier;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;

/// What a sign-in needs to know of the account that is claimed, and the table `known_device`.
@ApplicationScoped
class Claimants {

  private final Postgres postgres;

  Claimants(Postgres postgres) {
    this.postgres = postgres;
  }

  /// @param knownDevice whether the presented device completed a sign-in to this account before
  /// @param closing     whether somebody asked to have the account closed
  record Claimant(AccountId account, AccountStatus status, PasswordHash hash, boolean knownDevice, boolean closing) {}

  private static final String FIND = """
      select a.id, %s, c.hash,
        exists (select 1 from known_device d where d.account_id = a.id and d.token_digest = $2) as known_device,
        exists (select 1 from account_closure k where k.account_id = a.id) as closing
      from identifier i
        join account a on a.id = i.account_id
        join password_credential c on c.account_id = a.id
      where i.canonical = $1""".formatted(AccountStatus.OF_ROW);

  /// Everything in one statement: sign-in pays for each round trip.
  Uni<Optional<Claimant>> find(Identifier identifier, Optional<DeviceMark> device) {
    byte[] digest = device.map(DeviceMark::digest).orElseGet(() -> new byte[0]);
    return postgres.pool().preparedQuery(FIND)
        .execute(Tuple.of(identifier.canonical(), Buffer.buffer(digest)))
        .map(Claimants::read);
  }

  private static Optional<Claimant> read(RowSet<Row> rows) {
    Iterator<Row> found = rows.iterator();
    if (!found.hasNext()) {
      return Optional.empty();
    }
    Row row = found.next();
    return Optional.of(new Claimant(new AccountId(row.getUUID("id")), AccountStatus.of(row.getString("status")),
        PasswordHash.parse(row.getString("hash")), row.getBoolean("known_device"), row.getBoolean("closing")));
  }

  private static final String IS_KNOWN = "select 1 from known_device where account_id = $1 and token_digest = $2";

  /// Whether a sign-in to the account was completed on the device before.
  Uni<Boolean> isKnown(AccountId account, DeviceMark device) {
    return postgres.pool().preparedQuery(IS_KNOWN).execute(Tuple.of(account.value(), Buffer.buffer(device.digest())))
        .map(rows -> rows.size() > 0);
  }

  // Twenty devices keep a budget of their own; the oldest gives way.
  private static final String REMEMBER = """
      with remembered as (
        insert into known_device (account_id, token_digest, recorded_at) values ($1, $2, $3)
        on conflict (account_id, token_digest) do nothing)
      delete from known_device where account_id = $1 and token_digest in (
        select token_digest from known_device where account_id = $1 order by recorded_at desc offset 19)""";

  Uni<Void> remember(AccountId account, DeviceMark device, Instant now) {
    return postgres.pool().preparedQuery(REMEMBER).execute(Tuple.of(account.value(),
        Buffer.buffer(device.digest()), Rows.utc(now))).replaceWithVoid();
  }
}
