package io.portcullis.session.revocation;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.problem.ProblemException;
import io.portcullis.runtime.token.CurrentCustomer;
import io.portcullis.runtime.token.Customer;
import io.portcullis.runtime.token.FactorAge;
import io.portcullis.runtime.token.StepUpRequired;
import io.quarkus.security.AuthenticationFailedException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.RequestScoped;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/// The customer of the request, unless their session has ended: this service holds its own endpoints to what it tells
/// the gateways.
@RequestScoped
public class LiveCustomer {

  private final CurrentCustomer customer;
  private final Revocations revocations;
  private final Postgres postgres;

  LiveCustomer(CurrentCustomer customer, Revocations revocations, Postgres postgres) {
    this.customer = customer;
    this.revocations = revocations;
    this.postgres = postgres;
  }

  /// @throws AuthenticationFailedException when the access token was revoked with its session
  /// @throws ProblemException              while the recent endings are not known
  public Customer get() {
    if (!revocations.areKnown()) {
      throw ProblemException.notYet();
    }
    Customer found = customer.get();
    if (revocations.voids(found)) {
      throw new AuthenticationFailedException();
    }
    return found;
  }

  /// Fails as [CurrentCustomer#requireSettledIfAny] throws, also where the access token says that no factor is enrolled and
  /// the session has heard of one since.
  public Uni<Customer> requireSettledIfAny(Duration maxAge) {
    return settled(maxAge, customer::requireSettledIfAny);
  }

  /// Fails as [CurrentCustomer#requireSettled] throws, also where the access token says that no factor is enrolled and the session
  /// has heard of one since.
  public Uni<Customer> requireSettled(Duration maxAge) {
    return settled(maxAge, customer::requireSettled);
  }

  private Uni<Customer> settled(Duration maxAge, Function<Duration, Customer> byToken) {
    return Uni.createFrom().deferred(() -> {
      get();
      Customer found = byToken.apply(maxAge);
      return found.factor() instanceof FactorAge.NoneEnrolled
          ? isStillWithout(found).map(without -> admit(found, without, maxAge)) : now(found);
    });
  }

  private Customer admit(Customer found, boolean isStillWithout, Duration maxAge) {
    if (!isStillWithout) {
      throw customer.tooWeak("aal2", maxAge);
    }
    return found;
  }

  // Both words are taken back at once when a factor is heard of.
  private static final String STILL_WITHOUT = """
      select from session where account_id = $1 and id = $2 and (factor_enrolled = false or elevated_factor_enrolled = false)""";

  private Uni<Boolean> isStillWithout(Customer found) {
    return postgres.pool().preparedQuery(STILL_WITHOUT)
        .execute(Tuple.of(found.account().value(), found.session().value())).map(rows -> rows.size() > 0);
  }

  /// As [CurrentCustomer#requireUnlocked].
  public Customer requireUnlocked() {
    get();
    return customer.requireUnlocked();
  }

  /// As [CurrentCustomer#settledFactorDespiteSettingsLock].
  public Customer settledFactorDespiteSettingsLock(Duration maxAge) {
    get();
    return customer.settledFactorDespiteSettingsLock(maxAge);
  }

  /// As [CurrentCustomer#freshEvenRestrictedDespiteSettingsLock].
  public Customer freshEvenRestrictedDespiteSettingsLock(String acr, Duration maxAge) {
    get();
    return customer.freshEvenRestrictedDespiteSettingsLock(acr, maxAge);
  }

  /// The answer to one who must show these factors in a step-up.
  public StepUpRequired lacking(String acr, Duration maxAge, List<String> methods) {
    return customer.tooWeak(acr, maxAge).naming(methods);
  }

  /// As [CurrentCustomer#requireFresh].
  public Customer requireFresh(String acr, Duration maxAge) {
    get();
    return customer.requireFresh(acr, maxAge);
  }
}
