package io.portcullis.auth.burst;

import static io.portcullis.runtime.verdict.Verdicts.done;

import io.portcullis.auth.throttle.Limits;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.GuessPlace;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.portcullis.runtime.throttle.Limit.Counted;
import io.portcullis.runtime.throttle.Throttle;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Many wrong passwords for one account: the tables `password_failures_noted` and `password_failures_told`.
@ApplicationScoped
public class FailureBursts {

  private static final Logger LOG = Logger.getLogger(FailureBursts.class);

  /// Each tenth failure of the hour is noted: the first burst surely, and a few more rows in a long night.
  private static final long BURST = 10;
  private static final Duration TOLD_AT_MOST_EVERY = Duration.ofDays(1);

  private final Throttle throttle;
  private final Limits limits;
  private final Postgres postgres;
  private final Ids ids;

  FailureBursts(Throttle throttle, Limits limits, Postgres postgres, Ids ids) {
    this.throttle = throttle;
    this.limits = limits;
    this.postgres = postgres;
    this.ids = ids;
  }

  /// A wrong password at the sign-in. An account's are counted together, whatever identifier was typed and from where. For an
  /// unknown one the same is only read: a key for each invented identifier would fill Redis.
  ///
  /// @param known           the account that was claimed; empty for an unknown identifier
  /// @param asked           that account, or an id that nobody has, at the same cost
  /// @param atTheIdentifier how many the identifier's limits have counted
  public Uni<Void> atSignIn(Optional<AccountId> known, AccountId asked, long atTheIdentifier, Instant now) {
    List<Counted> counted = List.of(limits.wrongPassword(asked));
    return (known.isPresent() ? count(counted) : throttle.read(counted).replaceWith(atTheIdentifier))
        // The password was refused in any case.
        .onFailure().recoverWithItem(0L)
        .chain(failures -> note(asked, GuessPlace.SIGN_IN, failures, now));
  }

  /// A wrong password that somebody signed in has shown: perhaps out of a stolen session.
  public Uni<Void> inSession(AccountId account, Instant now) {
    return count(List.of(limits.wrongPasswordInSession(account))).onFailure().recoverWithItem(0L)
        .chain(failures -> note(account, GuessPlace.SESSION, failures, now));
  }

  private Uni<Long> count(List<Counted> counted) {
    return throttle.tally(counted).map(tally -> tally.counts().getFirst());
  }

  private static final String NOTE = """
      insert into password_failures_noted (id, account_id, failures, noted_at, in_session) values ($1, $2, $3, $4, $5)""";

  // That the next burst is full, if it is.
  private Uni<Void> note(AccountId account, GuessPlace place, long failures, Instant now) {
    if (failures == 0 || failures % BURST != 0) {
      return done();
    }
    return postgres.pool().preparedQuery(NOTE).execute(Tuple.of(
            ids.next(), account.value(), (int) failures, Rows.utc(now), place == GuessPlace.SESSION))
        .replaceWithVoid()
        // The password was refused in any case; at the next tenth it is tried again.
        .onFailure().invoke(failure -> LOG.warnf("a burst of wrong passwords was not noted: %s", failure))
        .onFailure().recoverWithNull();
  }

  record Burst(AccountId account, GuessPlace place, int failures) {}

  // Several instances may take notes at the same time: each takes others. Of two for one account and place, one is told.
  private static final String TAKE = """
      with noted as (
        delete from password_failures_noted where id in (
          select id from password_failures_noted order by noted_at limit 100 for update skip locked)
        returning account_id, in_session, failures),
      burst as (
        select a.id, noted.in_session, max(noted.failures) as failures from noted join account a on a.id = noted.account_id
        group by a.id, noted.in_session)
      insert into password_failures_told as told (account_id, in_session, failures, told_at)
      select id, in_session, failures, $1 from burst order by id, in_session
      on conflict (account_id, in_session) do update set failures = excluded.failures, told_at = excluded.told_at
        where told.told_at <= $2
      returning account_id, in_session, failures""";

  /// Takes what was noted, and marks its owners as told.
  ///
  /// @return of those who exist and were not told within a day of failures at that place
  Uni<List<Burst>> take(SqlConnection tx, Instant now) {
    return tx.preparedQuery(TAKE)
        .execute(Tuple.of(Rows.utc(now), Rows.utc(now.minus(TOLD_AT_MOST_EVERY))))
        .map(rows -> {
          List<Burst> found = new ArrayList<>();
          for (Row row : rows) {
            found.add(new Burst(new AccountId(row.getUUID("account_id")),
                row.getBoolean("in_session") ? GuessPlace.SESSION : GuessPlace.SIGN_IN, row.getInteger("failures")));
          }
          return found;
        });
  }
}
