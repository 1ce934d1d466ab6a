package io.portcullis.recovery.password;

import io.portcullis.runtime.crypto.Secret;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.throttle.Limit;
import io.portcullis.runtime.throttle.Throttle;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;

/// Notes that somebody forgot a password. The same work for every identifier: a count in Redis, an insert.
@ApplicationScoped
class RequestReset {

  private final Limit perNetwork;
  private final Throttle throttle;
  private final ResetRequests requests;
  private final ResetWorker worker;
  private final Ids ids;
  private final Clock clock;

  RequestReset(ResetConfig config, Throttle throttle, ResetRequests requests, ResetWorker worker, Ids ids,
      Clock clock) {
    perNetwork = new Limit("recovery:reset-network", config.requestsPerNetwork(), Duration.ofMinutes(10));
    this.throttle = throttle;
    this.requests = requests;
    this.worker = worker;
    this.ids = ids;
    this.clock = clock;
  }

  Uni<ResetRequestVerdict> handle(Secret identifier, String network) {
    return throttle.count(perNetwork.onNetwork(network)).chain(wait -> wait.isPresent()
        ? Uni.createFrom().item(new ResetRequestVerdict.Throttled(wait.get()))
        : requests.add(ids.next(), identifier, clock.instant())
            .invoke(worker::wake)
            .replaceWith(new ResetRequestVerdict.Noted()));
  }
}
