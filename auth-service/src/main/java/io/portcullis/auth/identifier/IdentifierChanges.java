package io.portcullis.auth.identifier;

import io.portcullis.auth.account.Account;
import io.portcullis.auth.account.OwnNumbersOwed;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.AuthEvent.IdentifierAction;
import io.portcullis.runtime.crypto.OpaqueToken;
import io.portcullis.runtime.identifier.Identifier;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowIterator;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/// The table `identifier_change`, and the rows of `identifier` that a change moves.
@ApplicationScoped
class IdentifierChanges {

  /// How long a change can be taken back.
  static final Duration LIFETIME = Account.CHANGE_OPEN;

  private final OwnNumbersOwed numbersOwed;

  IdentifierChanges(OwnNumbersOwed numbersOwed) {
    this.numbersOwed = numbersOwed;
  }

  private static final String ADD = """
      insert into identifier_change (id, account_id, action, before, removed, token_digest, changed_at, ends_at, beside_factor)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9)""";

  /// @param before  the account as it was
  /// @param removed what left it
  /// @param besideFactor whether it had a second factor
  Uni<Void> add(SqlConnection tx, UUID id, Account before, IdentifierAction action, Optional<Identifier> removed,
      boolean besideFactor, OpaqueToken token, Instant now) {
    return tx.preparedQuery(ADD).execute(Tuple.tuple().addUUID(id).addUUID(before.id().value()).addString(action.name())
        .addJsonArray(json(before.identifiers())).addString(removed.map(Identifier::canonical).orElse(null))
        .addValue(Buffer.buffer(token.digest())).addOffsetDateTime(at(now)).addOffsetDateTime(at(now.plus(LIFETIME)))
        .addBoolean(besideFactor))
        .replaceWithVoid();
  }

  /// @param before the account's identifiers before it
  /// @param number of two changes of one account the later one has the higher
  /// @param besideFactor whether the account had a second factor, or may have had one
  record Change(AccountId account, long number, Instant changedAt, List<Account.Proved> before, boolean besideFactor) {
    Change {
      before = List.copyOf(before);
    }
  }

  private static final String FIND = """
      select account_id, number, changed_at, before, coalesce(beside_factor, true) as beside_factor from identifier_change
      where token_digest = $1 and void_at is null and ends_at > $2""";

  /// Empty when the token takes nothing back, now or any more.
  Uni<Optional<Change>> find(SqlClient client, OpaqueToken token, Instant now) {
    return client.preparedQuery(FIND).execute(Tuple.of(Buffer.buffer(token.digest()), at(now))).map(rows -> {
      RowIterator<Row> found = rows.iterator();
      if (!found.hasNext()) {
        return Optional.empty();
      }
      Row row = found.next();
      return Optional.of(new Change(new AccountId(row.getUUID("account_id")), row.getLong("number"),
          row.getOffsetDateTime("changed_at").toInstant(), proved(row.getJsonArray("before")),
          row.getBoolean("beside_factor")));
    });
  }

  // Not by `changed_at`: the clocks of two replicas may differ.
  private static final String VOID_FROM = """
      update identifier_change set void_at = $3 where account_id = $1 and number >= $2 and void_at is null""";

  /// The links of `change` and of what was changed after it take nothing back any more. Those of earlier changes do: whoever
  /// has the link of a later change must not void the owner's.
  Uni<Void> voidFrom(SqlConnection tx, Change change, Instant now) {
    return tx.preparedQuery(VOID_FROM).execute(Tuple.of(change.account().value(), change.number(), at(now)))
        .replaceWithVoid();
  }

  private static final String VOID_ALL = "update identifier_change set void_at = $2 where account_id = $1 and void_at is null";

  /// No link takes a change of this account back any more.
  Uni<Void> voidAll(SqlConnection tx, AccountId account, Instant now) {
    return tx.preparedQuery(VOID_ALL).execute(Tuple.of(account.value(), at(now))).replaceWithVoid();
  }

  private static final String MAKE_PRIMARY = "update identifier set primary_since = $3 where account_id = $1 and id = $2";

  Uni<Void> makePrimary(SqlConnection tx, AccountId account, UUID id, Instant now) {
    return tx.preparedQuery(MAKE_PRIMARY).execute(Tuple.of(account.value(), id, at(now))).replaceWithVoid();
  }

  private static final String LOCK_IDENTIFIER = "select pg_advisory_xact_lock(hashtext('identifier'), hashtext($1))";
  private static final String REMOVE = "delete from identifier where account_id = $1 and canonical = $2";

  /// Others who claim it wait for the end of `tx`, and then see that it is kept.
  Uni<Void> remove(SqlConnection tx, AccountId account, Identifier identifier) {
    return tx.preparedQuery(LOCK_IDENTIFIER).execute(Tuple.of(identifier.canonical()))
        .chain(() -> tx.preparedQuery(REMOVE).execute(Tuple.of(account.value(), identifier.canonical())))
        .chain(() -> numbersOwed.owe(tx, account, identifier));
  }

  private static final String PUT_BACK = """
      insert into identifier (canonical, account_id, type, verified_at, id, primary_since) values ($1, $2, $3, $4, $5, $6)
      on conflict (canonical) do update set primary_since = excluded.primary_since
        where identifier.account_id = excluded.account_id""";

  Uni<Void> putBack(SqlConnection tx, AccountId account, Account.Proved proved) {
    return tx.preparedQuery(LOCK_IDENTIFIER).execute(Tuple.of(proved.identifier().canonical()))
        .chain(() -> tx.preparedQuery(PUT_BACK).execute(Tuple.tuple().addString(proved.identifier().canonical())
            .addUUID(account.value()).addString(proved.identifier().type().wireName())
            .addOffsetDateTime(at(proved.verifiedAt())).addUUID(proved.id())
            .addOffsetDateTime(proved.primarySince().map(IdentifierChanges::at).orElse(null))))
        .chain(() -> numbersOwed.owe(tx, account, proved.identifier()));
  }

  private static JsonArray json(List<Account.Proved> identifiers) {
    var array = new JsonArray();
    for (Account.Proved proved : identifiers) {
      var object = new JsonObject().put("id", proved.id().toString()).put("type", proved.identifier().type().wireName())
          .put("canonical", proved.identifier().canonical()).put("verifiedAt", proved.verifiedAt().toString());
      proved.primarySince().ifPresent(since -> object.put("primarySince", since.toString()));
      array.add(object);
    }
    return array;
  }

  private static List<Account.Proved> proved(JsonArray array) {
    return IntStream.range(0, array.size()).mapToObj(array::getJsonObject).map(object -> new Account.Proved(
        UUID.fromString(object.getString("id")),
        Identifier.stored(object.getString("type"), object.getString("canonical")),
        Instant.parse(object.getString("verifiedAt")),
        Optional.ofNullable(object.getString("primarySince")).map(Instant::parse))).toList();
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
