package io.portcullis.auth.approval;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.runtime.event.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Amounts of one asset that one account lets out within a day, added up: many small withdrawals are a large one.
@ApplicationScoped
class DailySums {

  private static final Duration DAY = Duration.ofHours(24);

  private final Map<String, BigDecimal> limits;
  private final Clock clock;

  DailySums(ApprovalConfig config, Clock clock) {
    limits = ApprovalPolicy.limits(config.securityKeyAboveDaily().orElse(List.of()));
    this.clock = clock;
  }

  // What was approved and not consumed in time moved nothing, and what was declined neither.
  private static final String SUM = """
      select coalesce(sum(out_amount), 0) from approval
      where account_id = $1 and out_asset = $2 and approved_at > $3 and id <> $4
        and (state = 'consumed' or state = 'approved' and ends_at > $5)""";

  /// Whether this one, with what was approved before it, is above the limit of its asset. Exact under the account's lock.
  Uni<Boolean> exceeds(SqlClient client, Approval approval) {
    Optional<Outflow> outflow = Outflow.of(approval.action());
    Optional<BigDecimal> limit = outflow.flatMap(this::limit);
    return limit.isEmpty() ? now(false) : Uni.createFrom().deferred(() -> client.preparedQuery(SUM).execute(Tuple.of(
            approval.account().value(), outflow.get().asset(), Rows.utc(clock.instant().minus(DAY)), approval.id(), Rows.utc(clock.instant())))
        .map(rows -> Rows.one(rows).getBigDecimal(0).add(outflow.get().amount()).compareTo(limit.get()) > 0));
  }

  private Optional<BigDecimal> limit(Outflow outflow) {
    return Optional.ofNullable(limits.get(outflow.asset())).or(() -> Optional.ofNullable(limits.get(Outflow.ANY_ASSET)));
  }
}
