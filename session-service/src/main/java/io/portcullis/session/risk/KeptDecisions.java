package io.portcullis.session.risk;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SessionEvent.RiskReason;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.session.place.Place;
import io.portcullis.session.risk.AssessSignIn.Assessment;
import io.portcullis.session.useragent.DeviceName;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The table `sign_in`: what was decided about an account's sign-ins, and why. The allowed ones are written by the
/// statement that opens their session.
@ApplicationScoped
public class KeptDecisions {

  private final Postgres postgres;

  KeptDecisions(Postgres postgres) {
    this.postgres = postgres;
  }

  private static final String KEEP = """
      insert into sign_in (account_id, id, at, decision, score, reasons, device, kind, address, place)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)""";

  /// Keeps one that opened no session.
  public Uni<Void> keep(SqlConnection tx, AccountId account, UUID id, Decision decision, Assessment assessment,
      DeviceName device, Optional<String> address, Instant now) {
    return tx.preparedQuery(KEEP).execute(Tuple.from(Arrays.asList(account.value(), id, now.atOffset(ZoneOffset.UTC),
        decision.toString(), assessment.risk().score(),
        assessment.risk().reasons().stream().map(RiskReason::name).toArray(String[]::new), device.name(),
        device.kind().wireName(), address.orElse(null), assessment.place().map(Place::name).orElse(null)))).replaceWithVoid();
  }

  private static final String WAS_BLOCKED =
      "select exists (select 1 from sign_in where account_id = $1 and at > $2 and decision = '" + Decision.BLOCKED + "')";

  public Uni<Boolean> wasBlockedSince(SqlConnection tx, AccountId account, Instant since) {
    return tx.preparedQuery(WAS_BLOCKED).execute(Tuple.of(account.value(), since.atOffset(ZoneOffset.UTC)))
        .map(rows -> rows.iterator().next().getBoolean(0));
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
    return new KeptDecision(row.getUUID("id"), row.getOffsetDateTime("at").toInstant(), row.getString("decision"),
        row.getInteger("score"), Arrays.stream(row.getArrayOfStrings("reasons")).map(RiskReason::valueOf).toList(),
        row.getString("device"), row.getString("kind"), Optional.ofNullable(row.getString("address")),
        Optional.ofNullable(row.getString("place")));
  }
}
