package io.portcullis.mfa.recoverycode;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.MfaEvent.RecoveryCodesIssued;
import io.portcullis.mfa.policy.ChangePolicy;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Outbox;
import io.portcullis.runtime.event.Postgres;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// Makes a new set of recovery codes; every older one is void in the same moment.
@ApplicationScoped
public class IssueRecoveryCodes {

  static final int CODES = 10;

  private final ChangePolicy policy;
  private final RecoveryCodes codes;
  private final RecoveryCodeDigest digest;
  private final Postgres postgres;
  private final Outbox outbox;
  private final Ids ids;
  private final SecureRandom random;
  private final Clock clock;

  IssueRecoveryCodes(ChangePolicy policy, RecoveryCodes codes, RecoveryCodeDigest digest, Postgres postgres,
      Outbox outbox, Ids ids, SecureRandom random, Clock clock) {
    this.policy = policy;
    this.codes = codes;
    this.digest = digest;
    this.postgres = postgres;
    this.outbox = outbox;
    this.ids = ids;
    this.random = random;
    this.clock = clock;
  }

  sealed interface IssueVerdict {

    record Issued(List<RecoveryCode> codes) implements IssueVerdict {}

    /// The account has no second factor that a recovery code could stand in for.
    record NothingToRecover() implements IssueVerdict {}
  }

  /// The customer asks for a new set.
  Uni<IssueVerdict> handle() {
    return postgres.withTransaction(tx -> policy.admitBySettled(tx, ChangePolicy.FRESH)
        .chain(admitted -> admitted.enrolled() == 0
            ? now(new IssueVerdict.NothingToRecover())
            : issue(tx, admitted.account()).map(IssueVerdict.Issued::new)));
  }

  /// As part of a change that the caller was admitted to.
  public Uni<List<RecoveryCode>> issue(SqlConnection tx, AccountId account) {
    return Uni.createFrom().deferred(() -> {
      Instant now = clock.instant();
      List<RecoveryCode> fresh = Stream.generate(() -> RecoveryCode.generate(random)).limit(CODES).toList();
      List<String> digests = fresh.stream().map(code -> digest.of(account, code)).toList();
      return codes.replace(tx, account, digests, now)
          .chain(() -> outbox.append(tx, new RecoveryCodesIssued(ids.nextEvent(), account, now, fresh.size())))
          .replaceWith(fresh);
    });
  }
}
