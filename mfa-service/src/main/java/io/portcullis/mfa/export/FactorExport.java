package io.portcullis.mfa.export;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;

/// An account's factors as JSON. Each column is named: no secret, no key, no digest of a code, no address.
@ApplicationScoped
class FactorExport {

  private static final String DATA = """
      select json_strip_nulls(json_build_object(
        'authenticatorApps', (select coalesce(json_agg(t), '[]') from (
          select name, confirmed_at as "confirmedAt", last_used_at as "lastUsedAt"
          from totp_authenticator where account_id = $1 and confirmed_at is not null order by confirmed_at limit 100) t),
        'securityKeys', (select coalesce(json_agg(t), '[]') from (
          select name, created_at as "createdAt", last_used_at as "lastUsedAt", discoverable as passkey, backed_up as "backedUp"
          from webauthn_credential where account_id = $1 order by created_at limit 100) t),
        'codeAddresses', (select coalesce(json_agg(t), '[]') from (
          select method, confirmed_at as "confirmedAt", last_used_at as "lastUsedAt"
          from code_address where account_id = $1 order by method) t),
        'recoveryCodes', (select json_build_object('issuedAt', max(issued_at), 'left', count(*) filter (where used_at is null))
          from recovery_code where account_id = $1 having count(*) > 0),
        'tradingPassphraseChangedAt', (select changed_at from trading_passphrase where account_id = $1),
        'removals', (select coalesce(json_agg(t), '[]') from (
          select method, name, requested_at as "requestedAt", takes_effect_at as "takesEffectAt"
          from pending_removal where account_id = $1 order by requested_at limit 100) t),
        'holds', (select coalesce(json_agg(t), '[]') from (
          select kind as reason, changed_at as "changedAt", held_until as "heldUntil"
          from protection_change where account_id = $1 order by changed_at) t)))::text""";

  private final Postgres postgres;

  FactorExport(Postgres postgres) {
    this.postgres = postgres;
  }

  /// @return a JSON object
  Uni<String> of(AccountId account) {
    return postgres.pool().preparedQuery(DATA).execute(Tuple.of(account.value())).map(rows -> Rows.one(rows).getString(0));
  }
}
