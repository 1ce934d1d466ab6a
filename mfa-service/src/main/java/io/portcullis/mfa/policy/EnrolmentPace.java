package io.portcullis.mfa.policy;

import io.portcullis.runtime.throttle.Limit;
import io.portcullis.runtime.throttle.Throttle;
import io.portcullis.runtime.token.CurrentCustomer;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How many enrolments one session may begin, of whatever factor: each makes a secret, a challenge or a message. Counted
/// in Redis by the session, so that a stolen one uses up nobody else's share; **fails closed**.
@Startup
@ApplicationScoped
public class EnrolmentPace {

  private final Limit limit = new Limit("mfa:enrolments", 30, Duration.ofHours(1));
  private final Throttle throttle;
  private final CurrentCustomer customer;

  EnrolmentPace(Throttle throttle, CurrentCustomer customer) {
    this.throttle = throttle;
    throttle.expect(limit);
    this.customer = customer;
  }

  /// Counts one beginning.
  ///
  /// @return how long to wait; empty when it may go on
  public Uni<Optional<Duration>> begin() {
    return throttle.count(List.of(limit.on(customer.get().session().toString())));
  }
}
