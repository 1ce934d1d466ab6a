package io.portcullis.auth.approval;

import io.portcullis.auth.approval.Approval.Consumption;
import io.portcullis.auth.approval.Approval.Grant;
import io.portcullis.auth.approval.Approval.State;
import io.portcullis.auth.approval.Approval.Window;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.AuthEvent.ApprovalRefusal;
import io.portcullis.contracts.SessionId;
import io.portcullis.runtime.event.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// The table `approval`. Each change of state is one conditional statement: of two that race, one wins.
@ApplicationScoped
class Approvals {

  private final Ids ids;

  Approvals(Ids ids) {
    this.ids = ids;
  }

  private static final String SELECT = """
      select id, account_id, consumer, action, state, proposed_at, ends_at, approved_at, acr, amr, statement, session_id, account_epoch,
       consumed_at, consumption_digest from approval where\s""";

  private static final String FIND = SELECT + "id = $1";

  Uni<Optional<Approval>> find(SqlClient client, UUID id) {
    return client.preparedQuery(FIND).execute(Tuple.of(id)).map(Approvals::first);
  }

  private static final String FIND_OF = SELECT + "id = $1 and account_id = $2";

  /// Empty for another account's, too.
  Uni<Optional<Approval>> find(SqlClient client, UUID id, AccountId owner) {
    return client.preparedQuery(FIND_OF).execute(Tuple.of(id, owner.value())).map(Approvals::first);
  }

  private static final String PAGE = SELECT + """
      account_id = $1 and id < $2 and (not $3 or state = 'open' and ends_at > $4) order by id desc limit $5""";

  /// Newest first.
  ///
  /// @param before the id that the page before ended with
  Uni<List<Approval>> page(SqlClient client, AccountId owner, UUID before, Which which, Instant now, int limit) {
    return client.preparedQuery(PAGE).execute(Tuple.of(owner.value(), before, which == Which.OPEN, at(now), limit))
        .map(rows -> rows.stream().map(Approvals::approval).toList());
  }

  enum Which { ALL, OPEN }

  private static final String FIND_BY_KEY = SELECT + "idempotency_digest = $1";

  Uni<Optional<Approval>> findByKey(SqlClient client, String idempotencyDigest) {
    return client.preparedQuery(FIND_BY_KEY).execute(Tuple.of(idempotencyDigest)).map(Approvals::first);
  }

  static final Duration RATED = Duration.ofHours(1);

  // None waits for longer than an hour, so the open ones are among those of the last hour.
  private static final String LOAD = """
      select count(*) as proposed, min(proposed_at) as first_proposed,
        count(*) filter (where state = 'open' and ends_at > $4) as open,
        min(ends_at) filter (where state = 'open' and ends_at > $4) as first_end
      from approval where account_id = $1 and consumer = $2 and proposer = $3 and proposed_at > $5
        and ($6::uuid is null or proposer_session = $6)""";

  /// @param proposed within the last hour
  record Load(long proposed, long open, Instant firstProposed, Instant firstEnd) {}

  /// How much of its share a proposer has used. Exact under the account's lock.
  ///
  /// @param session the one whose proposals are counted; all when empty
  Uni<Load> load(SqlConnection tx, Proposal proposal, Optional<SessionId> session, Instant now) {
    return tx.preparedQuery(LOAD).execute(Tuple.of(proposal.account().value(), proposal.system(), proposal.proposer().wireName(),
            at(now), at(now.minus(RATED)), session.map(SessionId::value).orElse(null)))
        .map(rows -> rows.iterator().next())
        .map(row -> new Load(row.getLong("proposed"), row.getLong("open"), instant(row, "first_proposed").orElse(now),
            instant(row, "first_end").orElse(now)));
  }

  private static final String ADD = """
      insert into approval (id, account_id, consumer, proposer, type, action, action_hash, proposed_at, ends_at, idempotency_digest,
        proposer_session)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)""";

  Uni<Approval> add(SqlConnection tx, Proposal proposal, Action action, Window window, Optional<String> idempotencyDigest) {
    var approval = new Approval(ids.next(), proposal.account(), proposal.system(), action, State.OPEN, window,
        Optional.empty(), Optional.empty());
    return tx.preparedQuery(ADD).execute(Tuple.tuple().addUUID(approval.id()).addUUID(approval.account().value())
        .addString(approval.system()).addString(proposal.proposer().wireName()).addString(action.type())
        .addString(action.canonical()).addString(action.hash().value())
        .addOffsetDateTime(at(window.proposedAt())).addOffsetDateTime(at(window.endsAt()))
        .addString(idempotencyDigest.orElse(null)).addUUID(proposal.session().map(SessionId::value).orElse(null)))
        .replaceWith(approval);
  }

  private static final String APPROVE = """
      update approval set state = 'approved', approved_at = $2, ends_at = $3, acr = $4, amr = $5, statement = $6, evidence = $7,
        account_epoch = $8, session_id = $9, out_asset = $10, out_amount = $11
      where id = $1 and state = 'open' and ends_at > $2""";

  /// @param evidence what a security key signed, as JSON
  /// @return whether it was still open
  Uni<Boolean> approve(SqlConnection tx, Approval approval, Grant grant, Instant endsAt, Optional<String> evidence) {
    Optional<Outflow> outflow = Outflow.of(approval.action());
    return tx.preparedQuery(APPROVE).execute(Tuple.tuple().addUUID(approval.id()).addOffsetDateTime(at(grant.at()))
            .addOffsetDateTime(at(endsAt)).addString(grant.acr().acr()).addArrayOfString(grant.amr().toArray(String[]::new))
            .addString(grant.statement()).addString(evidence.orElse(null)).addInteger(grant.epoch())
            .addUUID(grant.session().map(SessionId::value).orElse(null))
            .addString(outflow.map(Outflow::asset).orElse(null)).addBigDecimal(outflow.map(Outflow::amount).orElse(null)))
        .map(rows -> rows.rowCount() == 1);
  }

  // Also one that was approved: until it is consumed its owner may think better of it, or find that a thief was quicker.
  private static final String DECLINE = """
      update approval set state = 'declined', declined_at = $3, not_me = $4
      where id = $1 and account_id = $2 and (state in ('open', 'approved') or state = 'declined' and $4 and not not_me)""";

  /// @return whether this is news
  Uni<Boolean> decline(SqlConnection tx, UUID id, AccountId owner, Instant now, boolean notMe) {
    return tx.preparedQuery(DECLINE).execute(Tuple.of(id, owner.value(), at(now), notMe)).map(rows -> rows.rowCount() == 1);
  }

  private static final String ANY_OPEN = """
      select from approval where account_id = $1 and state in ('open', 'approved') and ends_at > $2 limit 1""";

  Uni<Boolean> isAnyOpen(SqlConnection tx, AccountId owner, Instant now) {
    return tx.preparedQuery(ANY_OPEN).execute(Tuple.of(owner.value(), at(now))).map(rows -> rows.size() > 0);
  }

  private static final String VOID_ALL = """
      update approval set state = 'declined', declined_at = $2 where account_id = $1 and state in ('open', 'approved')""";

  /// Those that wait and those that nobody consumed yet.
  Uni<Void> voidAll(SqlConnection tx, AccountId owner, Instant now) {
    return tx.preparedQuery(VOID_ALL).execute(Tuple.of(owner.value(), at(now))).replaceWithVoid();
  }

  private static final String CONSUME = """
      update approval set state = 'consumed', consumed_at = $4, consumption_digest = $5
      where id = $1 and consumer = $2 and action_hash = $3 and state = 'approved' and ends_at > $4""";

  /// @return whether this consumer is the one
  Uni<Boolean> consume(SqlConnection tx, Approval approval, Consumption consumption) {
    return tx.preparedQuery(CONSUME).execute(Tuple.of(approval.id(), approval.system(), approval.action().hash().value(),
            at(consumption.at()), consumption.key().orElse(null)))
        .map(rows -> rows.rowCount() == 1);
  }

  private static final String CONSUMED = """
      select action from approval where account_id = $1 and type = $2 and state = 'consumed' and proposed_at > $3
      order by proposed_at desc limit $4""";

  /// Newest first.
  Uni<List<Action>> consumed(SqlClient client, AccountId account, String type, Instant since, int most) {
    return client.preparedQuery(CONSUMED).execute(Tuple.of(account.value(), type, at(since), most))
        .map(rows -> rows.stream().map(row -> new Action(row.getString(0))).toList());
  }

  private static final String NOTE_REFUSAL = """
      update approval set refusals_told = array_append(refusals_told, $2) where id = $1 and not ($2 = any (refusals_told))""";

  /// @return whether nobody was told of it yet: an approval is refused for one reason once
  Uni<Boolean> noteRefusal(SqlConnection tx, UUID id, ApprovalRefusal reason) {
    return tx.preparedQuery(NOTE_REFUSAL).execute(Tuple.of(id, reason.name())).map(rows -> rows.rowCount() == 1);
  }

  private static final String SWEEP = """
      delete from approval where id in (
        (select id from approval where proposed_at <= $1 order by proposed_at limit 1000)
        union all (select id from approval where state = 'open' and ends_at <= $2 order by ends_at limit 1000))""";

  /// @param decided all that were proposed until then
  /// @param ignored those that nobody approved and that ended until then
  /// @return whether there may be more
  Uni<Boolean> sweep(SqlClient client, Instant decided, Instant ignored) {
    return client.preparedQuery(SWEEP).execute(Tuple.of(at(decided), at(ignored))).map(rows -> rows.rowCount() > 0);
  }

  private static Optional<Approval> first(RowSet<Row> rows) {
    return rows.stream().findFirst().map(Approvals::approval);
  }

  private static Approval approval(Row row) {
    return new Approval(row.getUUID("id"), new AccountId(row.getUUID("account_id")), row.getString("consumer"),
        new Action(row.getString("action")), State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        new Window(instant(row, "proposed_at").orElseThrow(), instant(row, "ends_at").orElseThrow()),
        instant(row, "approved_at").map(at -> new Grant(at, RequiredStrength.named(row.getString("acr")),
            List.of(row.getArrayOfStrings("amr")), row.getString("statement"),
            Optional.ofNullable(row.getUUID("session_id")).map(SessionId::new), row.getInteger("account_epoch"))),
        instant(row, "consumed_at").map(at -> new Consumption(at, Optional.ofNullable(row.getString("consumption_digest")))));
  }

  private static Optional<Instant> instant(Row row, String column) {
    return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
