package io.portcullis.recovery.compromised;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SessionId;
import io.portcullis.recovery.account.Accounts;
import io.portcullis.runtime.metric.Outcomes;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.Optional;

/// Freezes the account of the customer who is signed in. Keeps nothing: auth-service remembers the session, which reports once.
@Startup
@ApplicationScoped
class ReportCompromise {

  enum Verdict { FROZEN, NO_ACCOUNT }

  private final Accounts accounts;
  private final Outcomes<Verdict> outcomes;

  ReportCompromise(Accounts accounts, MeterRegistry metrics) {
    this.accounts = accounts;
    outcomes = new Outcomes<>(metrics, "portcullis.recovery.compromises", "outcome", EnumSet.allOf(Verdict.class), Outcomes::snake, Tags.empty());
  }

  // The session's id names the request: a client that repeats it after a lost answer freezes no account that is open again.
  Uni<Verdict> handle(AccountId account, SessionId session) {
    return accounts.freeze(account, session.value(), "compromised", Optional.empty())
        .map(known -> known ? Verdict.FROZEN : Verdict.NO_ACCOUNT)
        .invoke(outcomes::count);
  }
}
