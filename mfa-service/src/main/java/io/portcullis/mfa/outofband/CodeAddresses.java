package io.portcullis.mfa.outofband;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.Message;
import io.portcullis.contracts.Message.FactorAddressRemovalPending;
import io.portcullis.contracts.Message.FactorAddressRemoved;
import io.portcullis.contracts.MfaEvent.AuthenticatorType;
import io.portcullis.mfa.policy.AssuranceProfile;
import io.portcullis.mfa.policy.ChangePolicy.Admitted;
import io.portcullis.mfa.policy.Method;
import io.portcullis.mfa.policy.Settling;
import io.portcullis.runtime.event.Outbox;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.identifier.Identifier;
import io.portcullis.runtime.identifier.Mask;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/// The confirmed addresses of an account: at most one e-mail address and one number.
@ApplicationScoped
public class CodeAddresses {

  private final Postgres postgres;
  private final CodeAddressBox box;
  private final AssuranceProfile profile;
  private final Settling settling;
  private final Outbox outbox;

  CodeAddresses(Postgres postgres, CodeAddressBox box, AssuranceProfile profile, Settling settling,
      Outbox outbox) {
    this.settling = settling;
    this.outbox = outbox;
    this.postgres = postgres;
    this.box = box;
    this.profile = profile;
  }

  /// @param address    masked
  /// @param accepted   false when the installation's profile does not take this method any more
  /// @param settledAt  from when on it may confirm changes of older factors
  /// @param lastUsedAt empty until a code that was sent there has proved something
  public record CodeAddress(Method method, String address, boolean besideStronger, boolean accepted,
      Instant confirmedAt, Instant settledAt, Optional<Instant> lastUsedAt) {}

  private static final String LIST = """
      select method, sealed_address, beside_stronger, confirmed_at, last_used_at, first_factor
      from code_address where account_id = $1
      """;

  public Uni<List<CodeAddress>> of(AccountId account) {
    return postgres.pool().preparedQuery(LIST).execute(Tuple.of(account.value()))
        .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(row -> address(account, row)).toList());
  }

  private CodeAddress address(AccountId account, Row row) {
    Method method = Method.of(row.getString(0));
    return new CodeAddress(method, box.open(account, method, row.getString(1)).map(Mask::of).orElse(""),
        row.getBoolean(2), profile.admits(method), row.getOffsetDateTime(3).toInstant(),
        settling.settledAt(row, "confirmed_at"),
        Optional.ofNullable(row.getOffsetDateTime(4)).map(OffsetDateTime::toInstant));
  }

  private static final String FIND = "select sealed_address from code_address where account_id = $1 and method = $2";

  /// Where codes of `method` go; empty when nothing is enrolled, or what is there does not open.
  Uni<Optional<Identifier>> find(AccountId account, Method method) {
    return postgres.pool().preparedQuery(FIND).execute(Tuple.of(account.value(), method.wireName()))
        .map(rows -> first(rows, account, method));
  }

  /// Whether these digits are in the number to which text messages go.
  public Uni<Boolean> isPartOfNumber(AccountId account, String digits) {
    return find(account, Method.SMS).map(number -> number.filter(found -> found.canonical().contains(digits)).isPresent());
  }

  private static final String PUT = """
      insert into code_address (account_id, method, sealed_address, beside_stronger, confirmed_at, first_factor)
      values ($1, $2, $3, $4, $5, $6)
      on conflict (account_id, method) do update set sealed_address = excluded.sealed_address,
        beside_stronger = excluded.beside_stronger, confirmed_at = excluded.confirmed_at, last_used_at = null,
        first_factor = excluded.first_factor
      """;

  Uni<Void> put(SqlConnection tx, Admitted admitted, Method method, PendingAddresses.Pending confirmed, Instant now) {
    return tx.preparedQuery(PUT).execute(Tuple.of(admitted.account().value(), method.wireName(),
        confirmed.sealedAddress(), confirmed.besideStronger(), utc(now), admitted.settlesAtOnce())).replaceWithVoid();
  }

  /// The name under which it is remembered, its masked form; empty when there is none.
  Uni<Optional<String>> nameOf(SqlConnection tx, AccountId account, Method method) {
    return tx.preparedQuery(FIND).execute(Tuple.of(account.value(), method.wireName()))
        .map(rows -> rows.rowCount() == 0
            ? Optional.empty()
            : Optional.of(first(rows, account, method).map(Mask::of).orElse("")));
  }

  private static final String REMOVE = """
      delete from code_address where account_id = $1 and method = $2 returning sealed_address
      """;

  /// Takes an address away, and tells it so: alerts go to the account's own addresses, which a thief may read by now.
  ///
  /// @return the name under which it is remembered, its masked form; empty when there was none
  Uni<Optional<String>> remove(SqlConnection tx, AccountId account, Method method) {
    return tx.preparedQuery(REMOVE).execute(Tuple.of(account.value(), method.wireName())).chain(rows -> {
      if (rows.rowCount() == 0) {
        return Uni.createFrom().item(Optional.<String>empty());
      }
      Optional<Identifier> removed = first(rows, account, method);
      return tell(tx, account, removed,
          address -> new FactorAddressRemoved(address.address(), SendCode.DEFAULT_LOCALE, Optional.of(account)))
          .replaceWith(Optional.of(removed.map(Mask::of).orElse("")));
    });
  }

  /// Tells an address that its removal waits, as [#remove] does when it is gone.
  Uni<Void> warn(SqlConnection tx, AccountId account, Method method, Instant takesEffectAt) {
    return tx.preparedQuery(FIND).execute(Tuple.of(account.value(), method.wireName()))
        .chain(rows -> tell(tx, account, first(rows, account, method), address -> new FactorAddressRemovalPending(
            address.address(), SendCode.DEFAULT_LOCALE, Optional.of(account), takesEffectAt)));
  }

  private Uni<Void> tell(
      SqlConnection tx, AccountId account, Optional<Identifier> told, Function<Identifier, Message> news) {
    return told
        .map(address -> outbox.owe(tx, account.value(), news.apply(address)))
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  private static final String USED = """
      update code_address set last_used_at = $3 where account_id = $1 and method = $2
      returning confirmed_at, first_factor
      """;

  /// @return from when on the address is settled; empty when it was taken away in this moment
  Uni<Optional<Instant>> recordUse(SqlConnection tx, AccountId account, Method method, Instant now) {
    return tx.preparedQuery(USED).execute(Tuple.of(account.value(), method.wireName(), utc(now)))
        .map(rows -> StreamSupport.stream(rows.spliterator(), false).findFirst()
            .map(row -> settling.settledAt(row, "confirmed_at")));
  }

  private Optional<Identifier> first(Iterable<Row> rows, AccountId account, Method method) {
    return StreamSupport.stream(rows.spliterator(), false).findFirst()
        .flatMap(row -> box.open(account, method, row.getString(0)));
  }

  /// How codes get to `address`.
  public static Method methodOf(Identifier address) {
    return switch (address.type()) {
      case EMAIL -> Method.EMAIL;
      case PHONE -> Method.SMS;
    };
  }

  static AuthenticatorType eventTypeOf(Method method) {
    return switch (CodeAddressBox.typeOf(method)) {
      case EMAIL -> AuthenticatorType.EMAIL;
      case PHONE -> AuthenticatorType.SMS;
    };
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
