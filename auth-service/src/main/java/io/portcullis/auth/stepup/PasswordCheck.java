package io.portcullis.auth.stepup;

import static io.portcullis.runtime.verdict.Verdicts.either;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.burst.FailureBursts;
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
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/// Whether a signed-in customer knows the password. A stolen session must not become a place to guess it, so tries are
/// counted for the session and the account before they are looked at; without Redis nobody may try. The owner hears of many
/// wrong ones.
@ApplicationScoped
public class PasswordCheck {

  private final PasswordCredentials credentials;
  private final PasswordHasher hasher;
  private final Throttle throttle;
  private final Limits limits;
  private final FailureBursts bursts;
  private final Postgres postgres;
  private final Clock clock;

  PasswordCheck(PasswordCredentials credentials, PasswordHasher hasher, Throttle throttle, Limits limits, FailureBursts bursts,
      Postgres postgres, Clock clock) {
    this.credentials = credentials;
    this.hasher = hasher;
    this.throttle = throttle;
    this.limits = limits;
    this.bursts = bursts;
    this.postgres = postgres;
    this.clock = clock;
  }

  public sealed interface Checked {
    record Right() implements Checked {}
    record Wrong() implements Checked {}
    record Throttled(Duration retryAfter) implements Checked {}
  }

  public Uni<Checked> handle(SessionId session, AccountId account, Secret typed) {
    List<Counted> counted = limits.passwordIn(session, account);
    return throttle.count(counted).chain(either(
        wait -> now(new Throttled(wait)),
        () -> credentials.find(postgres.pool(), account)
            .chain(stored -> hasher.matches(Password.parse(typed.reveal()), stored))
            // No guess was looked at, so none was made.
            .onFailure(HashingSaturated.class).call(() -> forgive(counted))
            .chain(matches -> matches
                ? forgive(counted).replaceWith(new Right())
                : bursts.inSession(account, clock.instant()).replaceWith(new Wrong()))));
  }

  private Uni<Void> forgive(List<Counted> counted) {
    return throttle.forgive(counted).onFailure().recoverWithNull();
  }
}
