package io.portcullis.mfa.policy;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SessionId;
import io.portcullis.runtime.crypto.OpaqueToken;
import io.portcullis.runtime.crypto.Secret;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.token.Customer;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// The table `password_proof`: that the password was shown in a session a moment ago. auth-service, which alone can tell a
/// right password, has one made; the customer shows it with the beginning of an enrolment. So a stolen access token enrols no
/// first factor.
@ApplicationScoped
class PasswordProofs {

  /// Good for as many beginnings as a customer needs, such as another message.
  static final Duration LIFETIME = Duration.ofMinutes(10);
  private static final String PREFIX = "ppp";

  private final Postgres postgres;
  private final SecureRandom random;
  private final Clock clock;

  PasswordProofs(Postgres postgres, SecureRandom random, Clock clock) {
    this.postgres = postgres;
    this.random = random;
    this.clock = clock;
  }

  private static final String ADD =
      "insert into password_proof (account_id, session_id, digest, ground, expires_at) values ($1, $2, $3, $4, $5)";

  Uni<OpaqueToken> make(AccountId account, SessionId session, Ground ground) {
    return Uni.createFrom().deferred(() -> {
      OpaqueToken proof = OpaqueToken.random(PREFIX, random);
      return postgres.pool().preparedQuery(ADD).execute(Tuple.of(account.value(), session.value(),
          Buffer.buffer(proof.digest()), ground.wireName(), utc(clock.instant().plus(LIFETIME)))).replaceWith(proof);
    });
  }

  private static final String FIND = """
      select ground from password_proof
      where account_id = $1 and session_id = $2 and digest = $3 and expires_at > $4
      """;

  /// Empty unless it was made for this customer's very session.
  Uni<Optional<Ground>> find(SqlConnection tx, Customer customer, Optional<Secret> shown) {
    return shown.flatMap(secret -> OpaqueToken.parse(PREFIX, secret.reveal()))
        .map(proof -> tx.preparedQuery(FIND).execute(Tuple.of(customer.account().value(), customer.session().value(),
                Buffer.buffer(proof.digest()), utc(clock.instant())))
            .map(rows -> StreamSupport.stream(rows.spliterator(), false).findFirst()
                .map(row -> Ground.of(row.getString(0)))))
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
  }

  private static final String SWEEP = "delete from password_proof where expires_at <= $1";

  /// Any number of replicas may do it at once.
  @Scheduled(every = "10m", delayed = "1m", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> sweep() {
    return Uni.createFrom().deferred(() -> postgres.pool().preparedQuery(SWEEP).execute(Tuple.of(utc(clock.instant()))))
        .replaceWithVoid();
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
