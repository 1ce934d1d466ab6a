package io.portcullis.auth.factor;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.problem.ProblemException;
import io.portcullis.runtime.token.CurrentCustomer;
import io.portcullis.runtime.token.Customer;
import io.portcullis.runtime.token.FactorNotSettled;
import io.portcullis.runtime.token.StepUpRequired;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// Whether the current customer may change what the account stands on: an identifier, the password.
///
/// To be asked at the start of the request, before anything is changed: `protectedChange.admit().chain(customer -> …)`.
/// - An account without a second factor: the password, shown within five minutes.
/// - An account with one: a *settled* second factor, shown within five minutes, in an unrestricted session.
///
/// mfa-service is asked what is enrolled now. The token alone would not do: a session from before the first factor was
/// enrolled says that there is none.
@ApplicationScoped
public class ProtectedChange {

  /// How old the authentication behind the change may be.
  public static final Duration FRESH = Duration.ofMinutes(5);

  private final CurrentCustomer current;
  private final SecondFactors secondFactors;

  ProtectedChange(CurrentCustomer current, @RestClient SecondFactors secondFactors) {
    this.current = current;
    this.secondFactors = secondFactors;
  }

  /// Refuses while the customer's lock of the settings is on. Fails with [StepUpRequired] when a factor is to be shown, or with [FactorNotSettled] when the one that was shown is
  /// fresh. Both name the methods by which a settled one can be shown, and are answered as problems.
  public Uni<Admitted> admit() {
    Customer customer = current.requireUnlocked();
    return secondFactors.methods(customer.account())
        .onFailure().transform(ProblemException::unavailable)
        .map(enrolled -> hasFactor(enrolled)
            ? new Admitted(settled(enrolled.settled().orElse(List.of())), true)
            : new Admitted(current.requireFresh(Customer.STRENGTHS.getFirst(), FRESH), false));
  }

  /// @param besideFactor whether the account has a second factor now
  public record Admitted(Customer customer, boolean besideFactor) {}

  /// Whether the account has a second factor now, of any age.
  public Uni<Boolean> hasFactor(AccountId account) {
    return secondFactors.methods(account).onFailure().transform(ProblemException::unavailable)
        .map(ProtectedChange::hasFactor);
  }

  private static boolean hasFactor(SecondFactors.Methods enrolled) {
    return !enrolled.methods().isEmpty() || enrolled.isOneWithheld();
  }

  /// As [#admit], for a change whose request brings the password itself: where no second factor is enrolled, that is proof
  /// enough, however old the session's is.
  public Uni<Customer> admitBesidePassword() {
    Customer customer = current.requireUnlocked();
    return secondFactors.methods(customer.account())
        .onFailure().transform(ProblemException::unavailable)
        .map(enrolled -> {
          if (enrolled.methods().isEmpty()) {
            return customer.isRestricted() ? current.requireFresh(Customer.STRENGTHS.getFirst(), FRESH) : customer;
          }
          return settled(enrolled.settled().orElse(List.of()));
        });
  }

  private Customer settled(List<String> methods) {
    try {
      return current.requireSettledFactor(FRESH);
    } catch (StepUpRequired needed) {
      throw needed.naming(methods);
    } catch (FactorNotSettled fresh) {
      throw fresh.naming(methods);
    }
  }
}
