package io.portcullis.mfa.recoverycode;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.MfaEvent.RecoveryCodeUsed;
import io.portcullis.mfa.policy.LastFactorGuard;
import io.portcullis.mfa.protection.ProtectionChange;
import io.portcullis.mfa.protection.ProtectionChanges;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Outbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/// What the use of a recovery code leaves behind: the last factor stays for a while, withdrawals are held, and it is told.
@ApplicationScoped
class NoteRecoveryCodeUse {

  private final LastFactorGuard lastFactorGuard;
  private final ProtectionChanges protection;
  private final Outbox outbox;
  private final Ids ids;

  NoteRecoveryCodeUse(LastFactorGuard lastFactorGuard, ProtectionChanges protection, Outbox outbox, Ids ids) {
    this.lastFactorGuard = lastFactorGuard;
    this.protection = protection;
    this.outbox = outbox;
    this.ids = ids;
  }

  /// @param left how many of the set are unused
  Uni<Void> handle(SqlConnection tx, AccountId account, int left, Instant now) {
    return lastFactorGuard.hold(tx, account, now.plus(LastFactorGuard.AFTER_RECOVERY))
        .chain(() -> protection.note(tx, account, ProtectionChange.RECOVERY_CODE_USED, now))
        .chain(held -> outbox.append(tx, new RecoveryCodeUsed(ids.nextEvent(), account, now, left, held)));
  }
}
