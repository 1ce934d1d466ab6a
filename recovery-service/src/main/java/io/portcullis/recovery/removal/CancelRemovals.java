package io.portcullis.recovery.removal;

import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.recovery.account.Accounts;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;

/// Cancels the removals that a genuine link names. Keeps nothing: a removal that is cancelled already stays so.
@ApplicationScoped
class CancelRemovals {

  enum Verdict { CANCELLED, LINK_REFUSED }

  private final RemovalLinks links;
  private final Accounts accounts;
  private final MeterRegistry metrics;

  CancelRemovals(RemovalLinks links, Accounts accounts, MeterRegistry metrics) {
    this.links = links;
    this.accounts = accounts;
    this.metrics = metrics;
  }

  Uni<Verdict> handle(String token) {
    return Uni.createFrom().deferred(() -> links.verify(token)
            .map(link -> accounts.cancelRemovals(link.account(), link.askedUntil()))
            .orElseGet(() -> Uni.createFrom().item(false)))
        .map(cancelled -> cancelled ? Verdict.CANCELLED : Verdict.LINK_REFUSED)
        .invoke(verdict -> metrics
            .counter("portcullis.recovery.removals.cancelled", "outcome", verdict.name().toLowerCase(Locale.ROOT)).increment());
  }
}
