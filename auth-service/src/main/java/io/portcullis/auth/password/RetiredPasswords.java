package io.portcullis.auth.password;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The table `retired_password`: what a frozen account's password was before. Somebody else may know it, so its owner can't choose it
/// again while the account is frozen.
@ApplicationScoped
public class RetiredPasswords {

  private final PasswordHasher hasher;
  private final Postgres postgres;

  RetiredPasswords(PasswordHasher hasher, Postgres postgres) {
    this.hasher = hasher;
    this.postgres = postgres;
  }

  private static final String RETIRE = """
      insert into retired_password (account_id, hash, retired_at)
      select account_id, hash, $2 from password_credential where account_id = $1 on conflict do nothing""";

  /// To be called before the password is replaced.
  public Uni<Void> retire(SqlConnection tx, AccountId account, Instant now) {
    return tx.preparedQuery(RETIRE).execute(Tuple.of(account.value(), Rows.utc(now))).replaceWithVoid();
  }

  // Each costs a hash. Links to reset a password are few in an hour.
  private static final String FIND = """
      select hash from password_credential where account_id = $1
      union all (select hash from retired_password where account_id = $1 order by retired_at desc limit 10)""";

  /// Whether it is the account's password, or was.
  public Uni<Boolean> knows(AccountId account, Password password) {
    return postgres.pool().preparedQuery(FIND).execute(Tuple.of(account.value()))
        .chain(rows -> anyMatches(password, rows.stream().map(row -> PasswordHash.parse(row.getString(0))).toList()));
  }

  private Uni<Boolean> anyMatches(Password password, List<PasswordHash> hashes) {
    return hashes.isEmpty()
        ? now(false)
        : hasher.matches(Optional.of(password), Optional.of(hashes.getFirst())).chain(same -> same
            ? now(true) : anyMatches(password, hashes.subList(1, hashes.size())));
  }
}
