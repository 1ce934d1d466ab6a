package io.portcullis.recovery.account;

import io.portcullis.runtime.start.Answered;
import io.portcullis.runtime.start.WarmUp;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// The first reset shall find a connection to auth-service, a token for it, and the code that asks it.
@ApplicationScoped
class AuthServiceAnswers implements WarmUp {

  private final AuthService accounts;

  AuthServiceAnswers(@RestClient AuthService accounts) {
    this.accounts = accounts;
  }

  @Override
  public String name() {
    return "auth-service answers";
  }

  @Override
  public Uni<Void> run() {
    return Answered.by(accounts.lookup(new AuthService.Lookup("nobody")));
  }
}
