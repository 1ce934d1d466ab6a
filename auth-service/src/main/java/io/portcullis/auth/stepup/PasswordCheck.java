package io.portcullis.auth.stepup;

import io.portcullis.auth.password.HashingSaturated;
import io.portcullis.auth.password.Password;
import io.portcullis.auth.password.PasswordCredentials;
import io.portcullis.auth.password.PasswordHasher;
import io.portcullis.auth.stepup.PasswordCheck.Checked.Right;
import io.portcullis.auth.stepup.PasswordCheck.Checked.Throttled;
import io.portcullis.auth.stepup.PasswordCheck.Checked.Wrong;
import io.portcullis.auth.throttle.Limits;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SessionId;
import io.portcullis.runtime.crypto.Secret;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.throttle.Limit.Counted;
import io.portcullis.runtime.throttle.Throttle;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/// Whether a signed-in customer knows the password. A stolen session must not become a place to guess it, so tries are
/// counted for the session and the account before they are looked at; without Redis nobody may try.
@ApplicationScoped
public class PasswordCheck {

  private final PasswordCredentials credentials;
  private final PasswordHasher hasher;
  private final Throttle throttle;
  private final Limits limits;
  private final Postgres postgres;

  PasswordCheck(PasswordCredentials credentials, PasswordHasher hasher, Throttle throttle, Limits limits, Postgres postgres) {
    this.credentials = credentials;
    this.hasher = hasher;
    this.throttle = throttle;
    this.limits = limits;
    this.postgres = postgres;
  }

  public sealed interface Checked {
    record Right() implements Checked {}
    record Wrong() implements Checked {}
    record Throttled(Duration retryAfter) implements Checked {}
  }

  public Uni<Checked> handle(SessionId session, AccountId account, Secret typed) {
    List<Counted> counted = limits.passwordIn(session, account);
    return throttle.count(counted).chain(wait -> wait.isPresent()
        ? Uni.createFrom().item(new Throttled(wait.get()))
        : credentials.find(postgres.pool(), account)
            .chain(stored -> hasher.matches(Password.parse(typed.reveal()), stored))
            // No guess was looked at, so none was made.
            .onFailure(HashingSaturated.class).call(() -> forgive(counted))
            .chain(matches -> matches
                ? forgive(counted).replaceWith(new Right())
                : Uni.createFrom().item(new Wrong())));
  }

  private Uni<Void> forgive(List<Counted> counted) {
    return throttle.forgive(counted).onFailure().recoverWithNull();
  }
}
