package io.portcullis.auth.registration;

import io.portcullis.runtime.event.Postgres;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/// Forgets registrations that nobody finished: addresses of people who never became customers are not ours to keep.
@ApplicationScoped
class SweepRegistrations {

  private final Registrations registrations;
  private final MailboxSlots slots;
  private final Postgres postgres;
  private final Clock clock;

  SweepRegistrations(Registrations registrations, MailboxSlots slots, Postgres postgres, Clock clock) {
    this.registrations = registrations;
    this.slots = slots;
    this.postgres = postgres;
    this.clock = clock;
  }

  @Scheduled(every = "1h", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> sweep() {
    return registrations.sweep(postgres.pool(), clock.instant()).chain(() -> slots.sweep(clock.instant()));
  }
}
