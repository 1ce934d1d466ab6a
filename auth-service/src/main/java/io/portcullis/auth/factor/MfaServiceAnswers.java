package io.portcullis.auth.factor;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.start.Answered;
import io.portcullis.runtime.start.WarmUp;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// The first sign-in shall find a connection to mfa-service, a token for it, and the code that asks it.
@ApplicationScoped
class MfaServiceAnswers implements WarmUp {

  private static final AccountId NOBODY = new AccountId(new UUID(0, 0));

  private final SecondFactors factors;

  MfaServiceAnswers(@RestClient SecondFactors factors) {
    this.factors = factors;
  }

  @Override
  public String name() {
    return "mfa-service answers";
  }

  @Override
  public Uni<Void> run() {
    return Answered.by(factors.methods(NOBODY));
  }
}
