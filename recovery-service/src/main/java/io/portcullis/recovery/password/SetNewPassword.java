package io.portcullis.recovery.password;

import static io.portcullis.runtime.verdict.Verdicts.either;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.recovery.account.Accounts;
import io.portcullis.recovery.account.PasswordChange;
import io.portcullis.recovery.password.NewPasswordVerdict.AccountIsFrozen;
import io.portcullis.recovery.password.NewPasswordVerdict.LinkRefused;
import io.portcullis.recovery.password.NewPasswordVerdict.PasswordRefused;
import io.portcullis.recovery.password.NewPasswordVerdict.Reset;
import io.portcullis.recovery.password.NewPasswordVerdict.SettingsAreLocked;
import io.portcullis.runtime.crypto.OpaqueToken;
import io.portcullis.runtime.crypto.Secret;
import io.portcullis.runtime.event.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Sets a new password by a link.
///
/// Claim, act, use: the claim keeps everybody else out while auth-service works, and is taken back when nothing came
/// of it, so that a refused password or an outage does not burn the link. Should this process die in between, the
/// claim lapses; auth-service knows the reset by its id and will not carry it out twice.
@ApplicationScoped
class SetNewPassword {

  // Longer than auth-service may take to answer, or a claim could lapse under a call that still succeeds.
  private static final Duration CLAIM = Duration.ofSeconds(30);

  private final ResetLinks links;
  private final Accounts accounts;
  private final ResetMetrics metrics;
  private final Ids ids;
  private final Clock clock;

  SetNewPassword(ResetLinks links, Accounts accounts, ResetMetrics metrics, Ids ids, Clock clock) {
    this.links = links;
    this.accounts = accounts;
    this.metrics = metrics;
    this.ids = ids;
    this.clock = clock;
  }

  Uni<NewPasswordVerdict> handle(OpaqueToken token, Secret password) {
    return claim(token)
        .chain(either(claimed -> setPassword(claimed, password), () -> now(new LinkRefused())))
        .invoke(metrics::used);
  }

  private Uni<Optional<ClaimedLink>> claim(OpaqueToken token) {
    return Uni.createFrom().deferred(() -> {
      Instant now = clock.instant();
      return links.claim(token, ids.next(), now, now.plus(CLAIM));
    });
  }

  private Uni<NewPasswordVerdict> setPassword(ClaimedLink link, Secret password) {
    return accounts.setPassword(link.account(), link.id(), link.issued(), link.sentTo(), false, password)
        .onFailure().call(() -> links.release(link))
        .chain(change -> switch (change) {
          case PasswordChange.Changed() -> links.use(link, clock.instant()).replaceWith(new Reset());
          case PasswordChange.Refused(var reason, var strength, var suggestions) ->
              links.release(link).replaceWith(new PasswordRefused(reason, strength, suggestions));
          case PasswordChange.SettingsLocked(var opensAt) -> links.release(link).replaceWith(new SettingsAreLocked(opensAt));
          case PasswordChange.Frozen() -> links.release(link).replaceWith(new AccountIsFrozen());
          case PasswordChange.Gone() -> links.makeVoid(link.id(), clock.instant()).replaceWith(new LinkRefused());
        });
  }
}
