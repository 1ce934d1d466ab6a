package io.portcullis.runtime.token;

import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The customer of the request that is being answered; only meaningful behind `@RolesAllowed("customer")`.
@RequestScoped
public class CurrentCustomer {

  /// Weakest first.
  private static final List<String> STRENGTHS = List.of("aal1", "aal2", "phr");

  private final SecurityIdentity identity;
  private final Clock clock;

  CurrentCustomer(SecurityIdentity identity, Clock clock) {
    this.identity = identity;
    this.clock = clock;
  }

  public Customer get() {
    if (identity.getPrincipal() instanceof Customer customer) {
      return customer;
    }
    throw new UnauthorizedException();
  }

  /// Demands an authentication at least as strong as `acr` and not older than `maxAge` (RFC 9470).
  ///
  /// @throws StepUpRequired told to the client as a challenge it can act on
  public Customer requireFresh(String acr, Duration maxAge) {
    Customer customer = get();
    boolean strong = STRENGTHS.indexOf(customer.acr()) >= STRENGTHS.indexOf(acr);
    Instant oldest = clock.instant().minus(maxAge);
    if (!strong || customer.authTime().isBefore(oldest)) {
      throw new StepUpRequired(acr, maxAge);
    }
    return customer;
  }
}
