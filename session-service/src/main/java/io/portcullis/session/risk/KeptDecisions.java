package io.portcullis.session.risk;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SessionEvent.RiskReason;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.portcullis.session.place.Place;
import io.portcullis.session.risk.AssessSignIn.Assessment;
import io.portcullis.session.useragent.DeviceName;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The table `sign_in`: what was decided about an account's sign-ins, and why. The allowed ones are written by the
/// statement that opens their session.
@ApplicationScoped
public class KeptDecisions {

  private final Postgres postgres;
  private final Ids ids;

  KeptDecisions(Postgres postgres, Ids ids) {
    this.postgres = postgres;
    this.ids = ids;
  }

  /// Whoever knows the password may be turned away all day: one of its kind in that time is kept.
  private static final Duration KEPT_ONCE_IN = Duration.ofMinutes(1);

  private static final String KEEP = """
      insert into sign_in (account_id, id, at, decision, score, reasons, device, kind, address, place)
      select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10
      where not exists (select 1 from sign_in where account_id = $1 and id > $11 and decision = $4)""";

  /// Keeps one that opened no session.
  ///
  /// @param tx holds the account's lock
  public Uni<Void> keep(SqlConnection tx, AccountId account, Decision decision, Assessment assessment,
      DeviceName device, Optional<String> address, Instant now) {
    return tx.preparedQuery(KEEP).execute(Tuple.from(Arrays.asList(account.value(), ids.next(), Rows.utc(now),
        decision.toString(), assessment.risk().score(),
        assessment.risk().reasons().stream().map(RiskReason::name).toArray(String[]::new), device.name(),
        device.kind().wireName(), address.orElse(null), assessment.place().map(Place::name).orElse(null),
        Ids.firstOf(now.minus(KEPT_ONCE_IN))))).replaceWithVoid();
  }

  private static final String PAGE = """
      select id, at, decision, score, reasons, device, kind, address, place from sign_in
      where account_id = $1 and id < $2 order by id desc limit $3""";

  /// @param device as it called itself
  /// @param place  as it was known then; empty when unknown
  record KeptDecision(UUID id, Instant at, String decision, int score, List<RiskReason> reasons, String device,
      String kind, Optional<String> address, Optional<String> place) {}

  /// The `limit` newest that are older than `before`.
  Uni<List<KeptDecision>> page(AccountId account, UUID before, int limit) {
    return postgres.pool().preparedQuery(PAGE).execute(Tuple.of(account.value(), before, limit))
        .map(rows -> rows.stream().map(KeptDecisions::decision).toList());
  }

  private static KeptDecision decision(Row row) {
    return new KeptDecision(row.getUUID("id"), Rows.instant(row, "at"), row.getString("decision"),
        row.getInteger("score"), reasons(row),
        row.getString("device"), row.getString("kind"), Optional.ofNullable(row.getString("address")),
        Optional.ofNullable(row.getString("place")));
  }

  /// Of a row's column `reasons`, which may be absent. Those that a newer release has written are left out.
  public static List<RiskReason> reasons(Row row) {
    String[] names = row.getArrayOfStrings("reasons");
    return names == null ? List.of() : Arrays.stream(names).flatMap(name ->
        Arrays.stream(RiskReason.values()).filter(reason -> reason.name().equals(name))).toList();
  }
}
