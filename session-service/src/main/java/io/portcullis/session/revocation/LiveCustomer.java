package io.portcullis.session.revocation;

import io.portcullis.runtime.problem.ProblemException;
import io.portcullis.runtime.token.CurrentCustomer;
import io.portcullis.runtime.token.Customer;
import io.quarkus.security.AuthenticationFailedException;
import jakarta.enterprise.context.RequestScoped;
import java.time.Duration;

/// The customer of the request, unless their session has ended: this service holds its own endpoints to what it tells
/// the gateways.
@RequestScoped
public class LiveCustomer {

  private final CurrentCustomer customer;
  private final Revocations revocations;

  LiveCustomer(CurrentCustomer customer, Revocations revocations) {
    this.customer = customer;
    this.revocations = revocations;
  }

  /// @throws AuthenticationFailedException when the access token was revoked with its session
  /// @throws ProblemException              while the recent endings are not known
  public Customer get() {
    if (!revocations.areKnown()) {
      throw ProblemException.notYet();
    }
    Customer found = customer.get();
    if (revocations.contains(found.session())) {
      throw new AuthenticationFailedException();
    }
    return found;
  }

  /// As [CurrentCustomer#requireSettledIfAny].
  public Customer requireSettledIfAny(Duration maxAge) {
    get();
    return customer.requireSettledIfAny(maxAge);
  }

  /// As [CurrentCustomer#requireFresh].
  public Customer requireFresh(String acr, Duration maxAge) {
    get();
    return customer.requireFresh(acr, maxAge);
  }
}
