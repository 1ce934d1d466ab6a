package io.portcullis.notification.owner;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.runtime.token.CurrentCustomer;
import io.portcullis.runtime.token.Customer;
import io.portcullis.runtime.token.FactorAge;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.RequestScoped;
import java.time.Duration;

/// As [CurrentCustomer#requireSettled], by what the trail has heard since the token was issued.
@RequestScoped
public class SettledOwner {

  private final CurrentCustomer customer;
  private final EnrolledFactors factors;

  SettledOwner(CurrentCustomer customer, EnrolledFactors factors) {
    this.customer = customer;
    this.factors = factors;
  }

  // The access token may say that no factor is enrolled, and one was since.
  public Uni<Customer> require(Duration maxAge) {
    return Uni.createFrom().deferred(() -> {
      Customer owner = customer.requireSettled(maxAge);
      return owner.factor() instanceof FactorAge.NoneEnrolled
          ? factors.isEnrolledSince(owner.account(), owner.authTime())
              .map(enrolled -> enrolled ? customer.requireSettledFactor(maxAge) : owner)
          : now(owner);
    });
  }
}
