package io.portcullis.notification.owner;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.MfaEvent.AuthenticatorEnrolled;
import io.portcullis.contracts.SecurityEventType;
import io.portcullis.runtime.event.Postgres;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/// What the audit trail tells of second factors.
@ApplicationScoped
class EnrolledFactors {

  /// How far clocks may differ; a token's times are whole seconds besides.
  private static final Duration CLOCKS = Duration.ofMinutes(1);

  private static final String TYPES = "select distinct type from audit_event where account_id = $1 and time > $2";

  private final Postgres postgres;

  EnrolledFactors(Postgres postgres) {
    this.postgres = postgres;
  }

  /// Whether a factor was enrolled since `authTime`, or shortly before.
  Uni<Boolean> isEnrolledSince(AccountId account, Instant authTime) {
    return postgres.pool().preparedQuery(TYPES)
        .execute(Tuple.of(account.value(), authTime.minus(CLOCKS).atOffset(ZoneOffset.UTC)))
        .map(rows -> rows.stream().flatMap(row -> SecurityEventType.of(row.getString(0)).stream())
            .anyMatch(AuthenticatorEnrolled.class::equals));
  }
}
