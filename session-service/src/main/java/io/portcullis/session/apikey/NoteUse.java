package io.portcullis.session.apikey;

import static io.portcullis.runtime.verdict.Verdicts.done;

import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import org.jboss.logging.Logger;

/// Writes down when and where a key is used, and tells its owner of each new network.
///
/// Fails open, by intent: requests go on while PostgreSQL is away, and the next one tries again.
@ApplicationScoped
public class NoteUse {

  private static final Logger LOG = Logger.getLogger(NoteUse.class);

  private final ApiKeyLifetimes lifetimes;
  private final TellApiKeys tell;
  private final Postgres postgres;
  private final Clock clock;

  NoteUse(ApiKeyLifetimes lifetimes, TellApiKeys tell, Postgres postgres, Clock clock) {
    this.lifetimes = lifetimes;
    this.tell = tell;
    this.postgres = postgres;
    this.clock = clock;
  }

  /// Done at once unless there is something to write.
  public Uni<Void> handle(HeldKey held, InetAddress address) {
    return Uni.createFrom().deferred(() -> {
      Instant now = clock.instant();
      if (!held.isNews(address, now)) {
        return done();
      }
      // Before it is written: of the requests that come meanwhile none writes it again.
      held.noted(address, now);
      return postgres.withTransaction(tx -> write(tx, held.key(), address, now))
          .onFailure().invoke(failure -> LOG.warnf("a use of an API key could not be noted: %s", failure))
          .onFailure().invoke(held::unnoted)
          .onFailure().recoverWithNull();
    });
  }

  private static final String USED = """
      update api_key set last_used_at = $3, last_address = $4, idle_warned_at = null,
        idle_at = case when idle_at is null then null else $5::timestamptz end
      where account_id = $1 and id = $2 and state = 'ACTIVE'""";

  private static final String FIRST_FROM = """
      insert into api_key_network (account_id, key_id, network, seen_at) values ($1, $2, $3, $4) on conflict do nothing""";

  private static final String FORGET_OLDEST = """
      delete from api_key_network where account_id = $1 and key_id = $2 and network in (
        select network from api_key_network where account_id = $1 and key_id = $2 order by seen_at desc offset 100)""";

  private Uni<Void> write(SqlConnection tx, ApiKey key, InetAddress address, Instant now) {
    ApiKeyId id = key.id();
    String from = address.getHostAddress();
    return tx.preparedQuery(USED).execute(Tuple.of(id.account().value(), id.key(), Rows.utc(now), from,
            lifetimes.warnAt(key, now).map(Rows::utc).orElse(null)))
        .chain(used -> used.rowCount() == 0 ? done() : tx.preparedQuery(FIRST_FROM)
            .execute(Tuple.of(id.account().value(), id.key(), AllowList.text(HeldKey.network(address)), Rows.utc(now)))
            .chain(first -> first.rowCount() == 0 ? done() : tx.preparedQuery(FORGET_OLDEST)
                .execute(Tuple.of(id.account().value(), id.key())).chain(() -> tell.usedElsewhere(tx, key, from, now))));
  }
}
