package io.portcullis.auth.factor;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.account.Account;
import io.portcullis.auth.account.Accounts;
import io.portcullis.auth.factor.SecondFactors.Prepared;
import io.portcullis.auth.factor.SecondFactors.Binding;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// Has mfa-service send a code, or make a WebAuthn challenge, for a sign-in, a step-up or an approval that is under way.
@ApplicationScoped
public class PrepareFactor {

  private final SecondFactors secondFactors;
  private final Accounts accounts;
  private final Postgres postgres;

  PrepareFactor(@RestClient SecondFactors secondFactors, Accounts accounts, Postgres postgres) {
    this.secondFactors = secondFactors;
    this.accounts = accounts;
    this.postgres = postgres;
  }

  /// @param challenge mfa-service's
  /// @param what      as it was begun with
  /// @param method    one that was offered
  public Uni<Prepared> handle(String challenge, Binding what, String method) {
    return locale(what.accountId(), method).chain(locale -> secondFactors
        .prepare(challenge, new SecondFactors.Preparation(what, method, locale))
        .onFailure().transform(ProblemException::unavailable));
  }

  // A key gets no message, so nobody asks in which language.
  private Uni<Optional<String>> locale(AccountId account, String method) {
    return method.equals(SecondFactors.WEBAUTHN)
        ? now(Optional.empty())
        : accounts.find(postgres.pool(), account).map(found -> found.map(Account::locale));
  }
}
