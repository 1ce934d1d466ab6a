package io.portcullis.auth.credential;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.account.Accounts;
import io.portcullis.auth.account.EvidenceCheck;
import io.portcullis.auth.account.EvidenceCheck.Standing;
import io.portcullis.auth.credential.ProvePassword.ProofVerdict.Made;
import io.portcullis.auth.credential.ProvePassword.ProofVerdict.Refused;
import io.portcullis.auth.credential.ProvePassword.ProofVerdict.Throttled;
import io.portcullis.auth.factor.SecondFactors;
import io.portcullis.auth.factor.SecondFactors.MadeProof;
import io.portcullis.auth.factor.SecondFactors.ShownPassword;
import io.portcullis.auth.stepup.PasswordCheck;
import io.portcullis.auth.stepup.PasswordCheck.Checked;
import io.portcullis.runtime.crypto.Secret;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.problem.ProblemException;
import io.portcullis.runtime.token.CurrentCustomer;
import io.portcullis.runtime.token.Customer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// A signed-in customer shows the password, and gets a proof of it for mfa-service, which enrols no first factor without
/// . It tells mfa-service when an address last let somebody in: then the password proves no more than a mailbox.
@ApplicationScoped
class ProvePassword {

  private final CurrentCustomer current;
  private final PasswordCheck check;
  private final EvidenceCheck evidenceCheck;
  private final Accounts accounts;
  private final SecondFactors secondFactors;
  private final Postgres postgres;
  private final Clock clock;

  ProvePassword(CurrentCustomer current, PasswordCheck check, EvidenceCheck evidenceCheck, Accounts accounts,
      @RestClient SecondFactors secondFactors, Postgres postgres, Clock clock) {
    this.current = current;
    this.check = check;
    this.evidenceCheck = evidenceCheck;
    this.accounts = accounts;
    this.secondFactors = secondFactors;
    this.postgres = postgres;
    this.clock = clock;
  }

  sealed interface ProofVerdict {
    record Made(MadeProof proof) implements ProofVerdict {}

    record Refused() implements ProofVerdict {}

    record Throttled(Duration retryAfter) implements ProofVerdict {}
  }

  Uni<ProofVerdict> handle(Secret password) {
    Customer customer = current.get();
    return Uni.createFrom().deferred(() -> {
      // Before the hash is read: a password that is changed meanwhile proves nothing.
      Instant at = clock.instant();
      return check.handle(customer.session(), customer.account(), password).chain(checked -> switch (checked) {
        case Checked.Throttled(var wait) -> now(new Throttled(wait));
        case Checked.Wrong() -> now(new Refused());
        case Checked.Right() -> ifStill(customer, at, () -> make(customer)
            // Asked again: a proof that was made after mfa-service has heard of a new password is not handed out.
            .chain(made -> ifStill(customer, at, () -> now(made))));
      });
    });
  }

  private Uni<ProofVerdict> ifStill(Customer customer, Instant good, Supplier<Uni<ProofVerdict>> next) {
    return evidenceCheck.of(customer.account(), good)
        .chain(standing -> standing == Standing.GOOD ? next.get() : now(new Refused()));
  }

  private Uni<ProofVerdict> make(Customer customer) {
    return accounts.letInByAddressAt(postgres.pool(), customer.account())
        .chain(at -> secondFactors.passwordProof(customer.account(), new ShownPassword(customer.session(), at))
            .onFailure().transform(ProblemException::unavailable))
        .map(Made::new);
  }
}
