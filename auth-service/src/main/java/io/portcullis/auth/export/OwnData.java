package io.portcullis.auth.export;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;

/// What auth-service knows of an account's owner. Each column is named, so that none comes along that nobody thought of: no hash, no
/// digest of a code or device, and no action in its wording, which may name other people.
@ApplicationScoped
class OwnData {

  private static final String DATA = """
      select json_strip_nulls(json_build_object(
        'createdAt', created_at, 'status', status, 'language', locale,
        'identifiers', (select coalesce(json_agg(t), '[]') from (
          select type, canonical as value, verified_at as "verifiedAt", primary_since as "primarySince"
          from identifier where account_id = $1 order by verified_at) t),
        'passwordChangedAt', (select changed_at from password_credential where account_id = $1),
        'addressBook', (select coalesce(json_agg(t), '[]') from (
          select asset, network, address, memo, label, added_at as "addedAt", usable_at as "usableAt"
          from address_book_entry where account_id = $1 order by added_at) t),
        'addressBookOnlySince', (select since from book_only where account_id = $1),
        'approvals', (select coalesce(json_agg(t), '[]') from (
          select type, state, consumer as system, out_asset as asset, out_amount::text as amount, proposed_at as "proposedAt",
            approved_at as "approvedAt", declined_at as "declinedAt", consumed_at as "executedAt"
          from approval where account_id = $1 order by proposed_at desc limit 1000) t),
        'holds', (select coalesce(json_agg(t), '[]') from (
          select kind as reason, changed_at as "changedAt", held_until as "heldUntil"
          from protection_change where account_id = $1 order by changed_at) t),
        'closesAt', (select closes_at from account_closure where account_id = $1)))::text
      from account where id = $1""";

  private final Postgres postgres;

  OwnData(Postgres postgres) {
    this.postgres = postgres;
  }

  /// @return a JSON object
  Uni<String> of(AccountId account) {
    return postgres.pool().preparedQuery(DATA).execute(Tuple.of(account.value())).map(rows -> Rows.one(rows).getString(0));
  }
}
