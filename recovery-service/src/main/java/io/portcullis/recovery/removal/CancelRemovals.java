package io.portcullis.recovery.removal;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.portcullis.recovery.account.Accounts;
import io.portcullis.runtime.metric.Outcomes;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;

/// Cancels the removals that a genuine link names. Keeps nothing: a removal that is cancelled already stays so.
@Startup
@ApplicationScoped
class CancelRemovals {

  enum Verdict { CANCELLED, LINK_REFUSED }

  private final RemovalLinks links;
  private final Accounts accounts;
  private final Outcomes<Verdict> outcomes;

  CancelRemovals(RemovalLinks links, Accounts accounts, MeterRegistry metrics) {
    this.links = links;
    this.accounts = accounts;
    outcomes = new Outcomes<>(metrics, "portcullis.recovery.removals.cancelled", "outcome", EnumSet.allOf(Verdict.class), Outcomes::snake, Tags.empty());
  }

  Uni<Verdict> handle(String token) {
    return Uni.createFrom().deferred(() -> links.verify(token)
            .map(link -> accounts.cancelRemovals(link.account(), link.askedUntil()))
            .orElseGet(() -> now(false)))
        .map(cancelled -> cancelled ? Verdict.CANCELLED : Verdict.LINK_REFUSED)
        .invoke(outcomes::count);
  }
}
