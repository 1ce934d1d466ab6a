package io.portcullis.recovery.account;

import io.portcullis.contracts.AccountId;
import io.portcullis.recovery.account.WayBackService.CurrentFreeze;
import io.portcullis.runtime.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// Whether an account is frozen, as auth-service says.
@ApplicationScoped
public class Freezes {

  private static final int NOT_FOUND = 404;

  private final WayBackService auth;

  Freezes(@RestClient WayBackService auth) {
    this.auth = auth;
  }

  /// Empty while the account is not frozen.
  public Uni<Optional<CurrentFreeze>> of(AccountId account) {
    return auth.freeze(account).map(Optional::of)
        .onFailure(failure -> failure instanceof WebApplicationException refused && refused.getResponse().getStatus() == NOT_FOUND)
        .recoverWithItem(Optional.empty())
        .onFailure().transform(ProblemException::unavailable);
  }
}
