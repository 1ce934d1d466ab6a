package io.portcullis.auth.closure;

import static io.portcullis.runtime.verdict.Verdicts.done;

import io.portcullis.auth.account.Accounts;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.AuthEvent.ClosureAction;
import io.portcullis.runtime.event.Postgres;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/// The account stays. Asks for no proof: whoever is in it can only keep it by this.
@ApplicationScoped
public class CancelClosure {

  private final Accounts accounts;
  private final AccountClosures closures;
  private final TellClosure tell;
  private final Postgres postgres;
  private final Clock clock;

  CancelClosure(Accounts accounts, AccountClosures closures, TellClosure tell, Postgres postgres, Clock clock) {
    this.accounts = accounts;
    this.closures = closures;
    this.tell = tell;
    this.postgres = postgres;
    this.clock = clock;
  }

  public Uni<Void> handle(AccountId account) {
    // Almost nobody asks: a sign-in locks nothing for it.
    return closures.find(postgres.pool(), account).chain(found -> found.isEmpty() ? done() : cancel(account));
  }

  private Uni<Void> cancel(AccountId account) {
    return postgres.withTransaction(tx -> accounts.lock(tx, account).chain(() -> closures.cancel(tx, account))
        .chain(news -> news ? tell.of(tx, account, ClosureAction.CANCELLED, Optional.empty(), clock.instant()) : done()));
  }
}
