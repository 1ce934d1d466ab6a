package io.portcullis.recovery.freeze;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.portcullis.recovery.account.Accounts;
import io.portcullis.runtime.metric.Outcomes;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;

/// Freezes the account that a genuine link names. Keeps nothing: auth-service remembers the alert's id, so a link
/// used twice, or again after an outage, freezes once.
@Startup
@ApplicationScoped
class FreezeAccount {

  enum Verdict { FROZEN, LINK_REFUSED }

  private final FreezeLinks links;
  private final Accounts accounts;
  private final Outcomes<Verdict> outcomes;

  FreezeAccount(FreezeLinks links, Accounts accounts, MeterRegistry metrics) {
    this.links = links;
    this.accounts = accounts;
    outcomes = new Outcomes<>(metrics, "portcullis.recovery.freezes", "outcome", EnumSet.allOf(Verdict.class), Outcomes::snake, Tags.empty());
  }

  Uni<Verdict> handle(String token) {
    return Uni.createFrom().deferred(() -> links.verify(token)
            .map(link -> accounts.freeze(link.account(), link.alert().value(), "freeze-link", link.alertedAt()))
            .orElseGet(() -> now(false)))
        .map(frozen -> frozen ? Verdict.FROZEN : Verdict.LINK_REFUSED)
        .invoke(outcomes::count);
  }
}
