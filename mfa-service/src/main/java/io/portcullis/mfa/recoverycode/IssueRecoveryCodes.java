package io.portcullis.mfa.recoverycode;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.MfaEvent.RecoveryCodesIssued;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Outbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Makes a new set of recovery codes; every older one is void in the same moment.
@ApplicationScoped
public class IssueRecoveryCodes {

  static final int CODES = 10;

  private final RecoveryCodes codes;
  private final RecoveryCodeDigest digest;
  private final Outbox outbox;
  private final Ids ids;
  private final SecureRandom random;
  private final Clock clock;

  IssueRecoveryCodes(RecoveryCodes codes, RecoveryCodeDigest digest, Outbox outbox, Ids ids, SecureRandom random, Clock clock) {
    this.codes = codes;
    this.digest = digest;
    this.outbox = outbox;
    this.ids = ids;
    this.random = random;
    this.clock = clock;
  }

  /// With the first factor, which holds withdrawals itself.
  public Uni<List<RecoveryCode>> issue(SqlConnection tx, AccountId account) {
    return handle(tx, account, Optional.empty());
  }

  /// As part of a change that the caller was admitted to.
  ///
  /// @param heldUntil until when the change holds withdrawals
  Uni<List<RecoveryCode>> handle(SqlConnection tx, AccountId account, Optional<Instant> heldUntil) {
    return Uni.createFrom().deferred(() -> {
      Instant now = clock.instant();
      List<RecoveryCode> fresh = Stream.generate(() -> RecoveryCode.generate(random)).limit(CODES).toList();
      List<String> digests = fresh.stream().map(code -> digest.of(account, code)).toList();
      return codes.replace(tx, account, digests, now)
          .chain(() -> outbox.append(tx, new RecoveryCodesIssued(ids.nextEvent(), account, now, fresh.size(), heldUntil)))
          .replaceWith(fresh);
    });
  }
}
