package io.portcullis.mfa.totp;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.MfaEvent.AuthenticatorRemoved;
import io.portcullis.contracts.MfaEvent.AuthenticatorType;
import io.portcullis.mfa.policy.ChangePolicy;
import io.portcullis.mfa.policy.ChangePolicy.Admitted;
import io.portcullis.mfa.policy.EnrolledMethods;
import io.portcullis.mfa.recoverycode.RecoveryCodes;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Outbox;
import io.portcullis.runtime.event.Postgres;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/// Takes an authenticator away. With the last one go the recovery codes: they stand in for a second factor, they are
/// none of their own.
@ApplicationScoped
class RemoveAuthenticator {

  private static final String REMOVE = """
      delete from totp_authenticator where account_id = $1 and id = $2 and confirmed_at is not null returning name
      """;

  private final ChangePolicy policy;
  private final EnrolledMethods enrolled;
  private final RecoveryCodes recoveryCodes;
  private final Postgres postgres;
  private final Outbox outbox;
  private final Ids ids;
  private final Clock clock;

  RemoveAuthenticator(ChangePolicy policy, EnrolledMethods enrolled, RecoveryCodes recoveryCodes, Postgres postgres,
      Outbox outbox, Ids ids, Clock clock) {
    this.policy = policy;
    this.enrolled = enrolled;
    this.recoveryCodes = recoveryCodes;
    this.postgres = postgres;
    this.outbox = outbox;
    this.ids = ids;
    this.clock = clock;
  }

  /// `Unknown` is also what someone else's authenticator is.
  enum Removal { REMOVED, UNKNOWN }

  Uni<Removal> handle(AuthenticatorId id) {
    return postgres.withTransaction(tx -> policy.admitSecondFactor(tx, ChangePolicy.FRESH)
        .chain(admitted -> tx.preparedQuery(REMOVE).execute(Tuple.of(admitted.account().value(), id.value()))
            .chain(removed -> removed.rowCount() == 0
                ? Uni.createFrom().item(Removal.UNKNOWN)
                : tell(tx, admitted, removed.iterator().next().getString(0)).replaceWith(Removal.REMOVED))));
  }

  private Uni<Void> tell(SqlConnection tx, Admitted admitted, String name) {
    AccountId account = admitted.account();
    var event = new AuthenticatorRemoved(ids.nextEvent(), account, clock.instant(), AuthenticatorType.TOTP, name);
    return enrolled.changed(tx, account, event.time())
        .chain(() -> outbox.append(tx, event))
        .chain(() -> admitted.enrolled() == 1 ? recoveryCodes.deleteAll(tx, account) : Uni.createFrom().voidItem());
  }
}
