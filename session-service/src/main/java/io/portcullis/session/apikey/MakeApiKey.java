package io.portcullis.session.apikey;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.session.apikey.ReadProposedKey.Reading;
import io.portcullis.session.approval.VerifyStatement;
import io.portcullis.session.approval.VerifyStatement.Statement;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/// Makes the key that its customer approved, once.
@ApplicationScoped
class MakeApiKey {

  private final ReadProposedKey read;
  private final VerifyStatement verify;
  private final StandingApproval approval;
  private final ApiKeys keys;
  private final NewApiKeys newKeys;
  private final TellApiKeys tell;
  private final Postgres postgres;
  private final ApiKeyConfig config;

  MakeApiKey(ReadProposedKey read, VerifyStatement verify, StandingApproval approval, ApiKeys keys, NewApiKeys newKeys, TellApiKeys tell,
      Postgres postgres, ApiKeyConfig config) {
    this.read = read;
    this.verify = verify;
    this.approval = approval;
    this.keys = keys;
    this.newKeys = newKeys;
    this.tell = tell;
    this.postgres = postgres;
    this.config = config;
  }

  /// @param idempotencyKey whoever repeats the call with it gets the same key, secret included, while the statement counts
  Uni<MakeVerdict> handle(AccountId account, ProposedKey proposed, Optional<String> idempotencyKey) {
    return Uni.createFrom().deferred(() -> switch (read.handle(proposed)) {
      case Reading.Refused(var errors) -> now(new MakeVerdict.Refused(errors));
      case Reading.Good(var wanted) -> verify.handle(proposed.statement(), account, proposed.canonical(account))
          .chain(statement -> statement.isEmpty() ? now(new MakeVerdict.NotApproved())
              : postgres.withTransaction(tx -> make(tx, statement.get(), wanted, idempotencyKey)));
    });
  }

  // Under the account's lock: of two calls with one statement one makes the key.
  private Uni<MakeVerdict> make(SqlConnection tx, Statement statement, WantedKey wanted, Optional<String> idempotencyKey) {
    return approval.weigh(tx, statement).chain(weight -> switch (weight) {
      case COUNTS -> makeOnce(tx, statement, wanted, idempotencyKey);
      case VOID -> now(new MakeVerdict.NotApproved());
      case SESSION_ENDED -> now(new MakeVerdict.SessionEnded());
    });
  }

  private Uni<MakeVerdict> makeOnce(SqlConnection tx, Statement statement, WantedKey wanted, Optional<String> idempotencyKey) {
    return keys.madeBy(tx, statement.account(), statement.approval()).chain(made -> made.isPresent()
        ? now(newKeys.repeated(made.get(), idempotencyKey))
        : keys.count(tx, statement.account()).chain(count -> count >= config.atMostPerAccount()
            ? now(new MakeVerdict.TooMany()) : add(tx, statement, wanted, idempotencyKey)));
  }

  private Uni<MakeVerdict> add(SqlConnection tx, Statement statement, WantedKey wanted, Optional<String> idempotencyKey) {
    NewApiKeys.New made = newKeys.of(statement, wanted, idempotencyKey);
    return keys.add(tx, made.key(), made.origin()).chain(() -> tell.made(tx, made.key()))
        .replaceWith(new MakeVerdict.Made(made.key(), made.origin().secret()));
  }
}
