package io.portcullis.mfa.removal;

import static io.portcullis.runtime.verdict.Verdicts.done;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SessionId;
import io.portcullis.runtime.event.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How many removals that wait may be asked for: each one is told to every address at once, and so is cancelling it. A thief
/// who asks and cancels on and on would bury the alert that matters. One session fills half of an account's share,
/// so it leaves the owner some.
///
/// The table `asked_removal`, counted under the lock of the account's row.
@ApplicationScoped
class AskedRemovals {

  static final Duration WINDOW = Duration.ofDays(1);
  static final int PER_SESSION = 5;
  static final int PER_ACCOUNT = 10;

  private static final String FORGET = "delete from asked_removal where account_id = $1 and asked_at <= $2";
  private static final String LATELY = "select session_id, asked_at from asked_removal where account_id = $1 order by asked_at";
  private static final String ADD = "insert into asked_removal (account_id, session_id, asked_at) values ($1, $2, $3)";

  private record Asked(boolean here, Instant at) {}

  /// Counts one.
  ///
  /// @return how long to wait; empty when it may be asked for
  Uni<Optional<Duration>> add(SqlConnection tx, AccountId account, SessionId session, Instant now) {
    return tx.preparedQuery(FORGET).execute(Tuple.of(account.value(), Rows.utc(now.minus(WINDOW))))
        .chain(() -> tx.preparedQuery(LATELY).execute(Tuple.of(account.value())))
        .map(rows -> rows.stream().map(row -> new Asked(row.getUUID("session_id").equals(session.value()),
            Rows.instant(row, "asked_at"))).toList())
        .map(lately -> wait(lately.stream().filter(Asked::here).toList(), PER_SESSION, now)
            .or(() -> wait(lately, PER_ACCOUNT, now)))
        .call(wait -> wait.isPresent()
            ? done()
            : tx.preparedQuery(ADD).execute(Tuple.of(account.value(), session.value(), Rows.utc(now))));
  }

  private static Optional<Duration> wait(List<Asked> lately, int most, Instant now) {
    return lately.size() < most
        ? Optional.empty()
        : Optional.of(Duration.between(now, lately.get(lately.size() - most).at().plus(WINDOW)));
  }
}
