package io.portcullis.mfa.totp;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.MfaEvent.AuthenticatorEnrolled;
import io.portcullis.contracts.MfaEvent.AuthenticatorType;
import io.portcullis.mfa.policy.ChangePolicy;
import io.portcullis.mfa.policy.ChangePolicy.Admitted;
import io.portcullis.mfa.policy.EnrolledMethods;
import io.portcullis.mfa.policy.Method;
import io.portcullis.mfa.recoverycode.IssueRecoveryCodes;
import io.portcullis.mfa.recoverycode.RecoveryCode;
import io.portcullis.mfa.totp.ConfirmAuthenticator.ConfirmationVerdict.Confirmed;
import io.portcullis.mfa.totp.ConfirmAuthenticator.ConfirmationVerdict.Ended;
import io.portcullis.mfa.totp.ConfirmAuthenticator.ConfirmationVerdict.Refused;
import io.portcullis.mfa.totp.PendingAuthenticators.Pending;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Outbox;
import io.portcullis.runtime.event.Postgres;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Makes a pending authenticator count, once it has shown a right code. With the first one come recovery codes.
@ApplicationScoped
class ConfirmAuthenticator {

  /// The enrolment demanded freshness; installing an app may take as long as the enrolment waits.
  private static final Duration FRESH = ChangePolicy.FRESH.plus(PendingAuthenticators.LIFETIME);

  /// Any step will do: nothing was accepted from this secret before.
  private static final long NO_WATERMARK = -1;

  private final ChangePolicy policy;
  private final EnrolledMethods enrolled;
  private final PendingAuthenticators pending;
  private final TotpSecretBox secrets;
  private final TimeSteps steps;
  private final IssueRecoveryCodes recoveryCodes;
  private final Postgres postgres;
  private final Outbox outbox;
  private final Ids ids;
  private final Clock clock;

  ConfirmAuthenticator(ChangePolicy policy, EnrolledMethods enrolled, PendingAuthenticators pending,
      TotpSecretBox secrets, TimeSteps steps, IssueRecoveryCodes recoveryCodes, Postgres postgres, Outbox outbox, Ids ids,
      Clock clock) {
    this.policy = policy;
    this.enrolled = enrolled;
    this.pending = pending;
    this.secrets = secrets;
    this.steps = steps;
    this.recoveryCodes = recoveryCodes;
    this.postgres = postgres;
    this.outbox = outbox;
    this.ids = ids;
    this.clock = clock;
  }

  /// Wrong, and gone: the second does not say whether it was used, expired, unknown or someone else's.
  sealed interface ConfirmationVerdict {

    /// @param recoveryCodes to be shown now and never again; empty unless this is the first authenticator
    record Confirmed(AuthenticatorId id, List<RecoveryCode> recoveryCodes) implements ConfirmationVerdict {}

    /// @param drift told, since whoever types has just been shown the secret
    record Refused(Optional<ClockDrift> drift) implements ConfirmationVerdict {}

    record Ended() implements ConfirmationVerdict {}
  }

  Uni<ConfirmationVerdict> handle(AuthenticatorId id, TotpCode code) {
    // A wrong code is a verdict, so that the transaction commits and the try stays counted.
    return postgres.withTransaction(tx -> policy.admitEndOfEnrolment(tx, FRESH)
        .chain(admitted -> pending.countTry(tx, admitted.account(), id)
            .chain(found -> found.filter(authenticator -> admitted.restingOn(authenticator.ground()).mayEnrol())
                .map(authenticator -> confirm(tx, admitted.restingOn(authenticator.ground()), id, authenticator, code))
                .orElseGet(() -> Uni.createFrom().item(new Ended())))));
  }

  private Uni<ConfirmationVerdict> confirm(
      SqlConnection tx, Admitted admitted, AuthenticatorId id, Pending authenticator, TotpCode code) {
    AccountId account = admitted.account();
    var key = new TotpKey(authenticator.algorithm(), secrets.open(authenticator.sealedSecret(), account, id));
    var step = steps.match(key, code, NO_WATERMARK);
    if (step.isEmpty()) {
      return Uni.createFrom().item(new Refused(steps.diagnose(key, code, NO_WATERMARK)));
    }
    Instant now = clock.instant();
    // The confirming code is used up with it: it can't be the first sign-in's code, too.
    return pending.confirm(tx, admitted, id, step.getAsLong())
        .chain(() -> enrolled.added(tx, admitted, Method.TOTP, now))
        .chain(held -> outbox.append(tx, new AuthenticatorEnrolled(ids.nextEvent(), account, now, AuthenticatorType.TOTP,
            authenticator.name(), enrolled.resetTakesUntil(admitted, now), held)))
        .chain(() -> admitted.addsFirst()
            ? recoveryCodes.issue(tx, account)
            : Uni.createFrom().item(List.<RecoveryCode>of()))
        .map(codes -> new Confirmed(id, codes));
  }
}
