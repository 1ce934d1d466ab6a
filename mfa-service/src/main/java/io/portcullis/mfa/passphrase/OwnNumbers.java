package io.portcullis.mfa.passphrase;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.outofband.CodeAddresses;
import io.portcullis.mfa.seal.SealedColumn;
import io.portcullis.runtime.crypto.SealedBox;
import io.portcullis.runtime.crypto.SealedBox.SealBroken;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/// The phone numbers of an account's owner: the one that gets codes, and those that the account is found by. auth-service tells the
/// latter whenever they change, since this service asks nobody above it. They are kept sealed, and nothing is ever sent there.
@ApplicationScoped
class OwnNumbers {

  private static final Logger LOG = Logger.getLogger(OwnNumbers.class);
  // No digit, so that six digits are never found across two numbers.
  private static final String BETWEEN = " ";

  private final CodeAddresses addresses;
  private final SealedBox box;
  private final Postgres postgres;
  private final Counter brokenSeals;

  OwnNumbers(CodeAddresses addresses, SealedBox box, Postgres postgres, MeterRegistry metrics) {
    this.addresses = addresses;
    this.box = box;
    this.postgres = postgres;
    this.brokenSeals = metrics.counter("portcullis.mfa.broken.seals");
  }

  private static final String KEEP = """
      insert into own_numbers (account_id, sealed_numbers) values ($1, $2)
      on conflict (account_id) do update set sealed_numbers = excluded.sealed_numbers""";
  private static final String FORGET = "delete from own_numbers where account_id = $1";

  /// They take the place of those that were told before.
  Uni<Void> keep(AccountId account, List<String> numbers) {
    return (numbers.isEmpty()
        ? postgres.pool().preparedQuery(FORGET).execute(Tuple.of(account.value()))
        : postgres.pool().preparedQuery(KEEP).execute(Tuple.of(account.value(), seal(account, numbers)))).replaceWithVoid();
  }

  /// Whether these digits stand in one of them.
  Uni<Boolean> haveIn(SqlConnection tx, AccountId account, String digits) {
    return addresses.isPartOfNumber(account, digits).chain(found -> found
        ? Uni.createFrom().item(true)
        : told(tx, account).map(numbers -> numbers.filter(all -> all.contains(digits)).isPresent()));
  }

  private static final String FIND = "select sealed_numbers from own_numbers where account_id = $1";

  private Uni<Optional<String>> told(SqlConnection tx, AccountId account) {
    return tx.preparedQuery(FIND).execute(Tuple.of(account.value()))
        .map(rows -> Rows.first(rows).flatMap(row -> open(account, row.getString(0))));
  }

  private String seal(AccountId account, List<String> numbers) {
    return box.seal(String.join(BETWEEN, numbers).getBytes(StandardCharsets.UTF_8), place(account));
  }

  /// Empty, and counted, when somebody altered it: a passphrase that is easily guessed is better than none that can be set.
  private Optional<String> open(AccountId account, String sealed) {
    try {
      return Optional.of(new String(box.open(sealed, place(account)), StandardCharsets.UTF_8));
    } catch (SealBroken tampered) {
      brokenSeals.increment();
      LOG.errorf("the sealed numbers of account %s do not open", account);
      return Optional.empty();
    }
  }

  @Produces
  @Singleton
  static SealedColumn column() {
    return new SealedColumn("own_numbers", "account_id", "sealed_numbers", (account, _) -> place(account));
  }

  private static String place(AccountId account) {
    return "own-numbers/" + account;
  }
}
