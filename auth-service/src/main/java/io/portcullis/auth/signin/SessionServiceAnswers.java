package io.portcullis.auth.signin;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.start.Answered;
import io.portcullis.runtime.start.WarmUp;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// The first sign-in shall find a connection to session-service, a token for it, and the code that asks it.
///
/// It asks for a session without evidence, which is refused before anything is looked at.
@ApplicationScoped
class SessionServiceAnswers implements WarmUp {

  private static final SessionOpening.Wanted NOTHING = new SessionOpening.Wanted(new AccountId(new UUID(0, 0)), List.of(), List.of(),
      Optional.empty(), Optional.empty(), "", "", false, false, Optional.empty(), Optional.empty(), false,
      Optional.empty(), false);

  private final SessionOpening sessions;

  SessionServiceAnswers(@RestClient SessionOpening sessions) {
    this.sessions = sessions;
  }

  @Override
  public String name() {
    return "session-service answers";
  }

  @Override
  public Uni<Void> run() {
    return Answered.by(sessions.open(NOTHING));
  }
}
