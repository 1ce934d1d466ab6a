package io.portcullis.notification.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.Address;
import io.portcullis.contracts.EventId;
import io.portcullis.notification.budget.Purpose;
import io.portcullis.notification.contact.AddressDigests;
import io.portcullis.notification.delivery.Delivery.Envelope;
import io.portcullis.notification.letter.Letter;
import io.portcullis.runtime.crypto.SealedBox;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// The letters that are owed and the memory of those that were settled.
@ApplicationScoped
public class Deliveries {

  /// After this another worker takes the letter over; twice as long as a try may last.
  private static final Duration LEASE = Duration.ofMinutes(1);

  private final Postgres postgres;
  private final SealedBox sealedBox;
  private final ObjectMapper json;
  private final AddressDigests digests;
  private final Ids ids;
  private final Clock clock;

  Deliveries(Postgres postgres, SealedBox sealedBox, ObjectMapper json, AddressDigests digests, Ids ids, Clock clock) {
    this.postgres = postgres;
    this.sealedBox = sealedBox;
    this.digests = digests;
    // During a rolling update an older worker meets letters of a newer one.
    this.json = json.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    this.ids = ids;
    this.clock = clock;
  }

  private static final String QUEUE = """
      insert into delivery (id, account_id, kind, channel, content, state, created_at, next_try_at, expires_at, purpose, address, wanted_at,
        tells)
      values ($1, $2, $3, $4, $5, 'queued', $6::timestamptz, greatest($6::timestamptz, $9::timestamptz), $7, $8, $10, $11, $12)""";

  /// Owes an alert to `to` if the caller's transaction commits; then [DeliverQueued#wake] sends it.
  ///
  /// @param kind   wire name of the event or message behind it
  /// @param timing not before it is due
  public Uni<Void> queue(SqlConnection tx, String kind, Purpose purpose, Destination to, Letter letter, Timing timing) {
    return Uni.createFrom().deferred(() -> queue(tx, ids.next(), kind, purpose, to, letter, timing));
  }

  /// @param happened what the letter tells of
  /// @param due      when it may be sent
  /// @param expires  when it is better not to be sent any more
  /// @param held     the facts that a later letter may take over until then, as [HeldLetters] does
  public record Timing(Instant happened, Instant due, Instant expires, List<EventId> held) {

    public Timing(Instant happened, Instant due, Instant expires) {
      this(happened, due, expires, List.of());
    }
  }

  /// As above, for a letter that is asked after.
  ///
  /// @param id under which [#state] will tell what became of it
  public Uni<Void> queue(SqlConnection tx, UUID id, String kind, Purpose purpose, Address to, Letter letter, Timing timing) {
    return queue(tx, id, kind, purpose, Destination.of(to), letter, timing);
  }

  private Uni<Void> queue(SqlConnection tx, UUID id, String kind, Purpose purpose, Destination to, Letter letter, Timing timing) {
    return Uni.createFrom().deferred(() -> tx.preparedQuery(QUEUE).execute(Tuple.tuple()
        .addUUID(id).addUUID(letter.account().map(AccountId::value).orElse(null)).addString(kind)
        .addString(to.channel().column()).addString(seal(id, new Envelope(to, letter)))
        .addOffsetDateTime(now()).addOffsetDateTime(Rows.utc(timing.expires()))
        .addString(purpose.column()).addOffsetDateTime(Rows.utc(timing.due()))
        .addString(to.channel() == Channel.EMAIL ? digests.of(to.value()) : null)
        .addOffsetDateTime(Rows.utc(wanted(timing)))
        .addArrayOfUUID(timing.held().isEmpty() ? null : timing.held().stream().map(EventId::value).toArray(UUID[]::new)))
        .replaceWithVoid());
  }

  // Quiet hours, or alerts of its kind that went before, are no delay.
  private Instant wanted(Timing timing) {
    return timing.due().isAfter(clock.instant()) ? timing.due() : timing.happened();
  }

  private static final String SINCE = """
      select count(*) from delivery where account_id = $1 and kind = $2 and channel = $3 and created_at > $4""";

  /// How many letters of `kind` the account was owed by that channel within `last`, sent or not.
  public Uni<Long> countSince(SqlConnection tx, AccountId account, String kind, Address.Channel channel, Duration last) {
    return Uni.createFrom().deferred(() -> tx.preparedQuery(SINCE)
        .execute(Tuple.of(account.value(), kind, Channel.of(channel).column(), now().minus(last)))
        .map(rows -> Rows.one(rows).getLong(0)));
  }

  /// What became of one letter.
  ///
  /// @param tries     how often it was handed to the provider so far
  /// @param settledAt when it was sent or given up; empty while it waits
  /// @param refusal   why it was refused; empty when it was not
  public record DeliveryState(Address.Channel channel, State state, int tries, Optional<Instant> settledAt,
      Optional<String> refusal) {
    public enum State { QUEUED, SENT, FAILED, REFUSED }
  }

  // Alerts are nobody's to ask after: their ids are told to nobody.
  private static final String STATE =
      "select channel, state, tries, settled_at, refusal from delivery where id = $1 and kind like 'io.portcullis.message.%'";

  /// Empty when no message came in under `id`.
  public Uni<Optional<DeliveryState>> state(EventId id) {
    return postgres.pool().preparedQuery(STATE).execute(Tuple.of(id.value()))
        .map(rows -> Rows.first(rows).map(row -> new DeliveryState(Address.Channel.valueOf(row.getString(0).toUpperCase(Locale.ROOT)),
            DeliveryState.State.valueOf(row.getString(1).toUpperCase(Locale.ROOT)), row.getInteger(2),
            Rows.maybeInstant(row, 3),
            Optional.ofNullable(row.getString(4)))));
  }

  private static final String SENT_MAIL = """
      select account_id, kind, address, created_at from delivery
      where id = $1 and channel = 'email' and tries > 0 and account_id is not null and address is not null""";

  /// A mail that went to an account lately.
  ///
  /// @param address a digest
  public record SentMail(AccountId account, String kind, String address, Instant written) {}

  /// Empty when none has this id, or it was forgotten.
  public Uni<Optional<SentMail>> sentMail(SqlConnection tx, UUID id) {
    return tx.preparedQuery(SENT_MAIL).execute(Tuple.of(id)).map(rows -> Rows.first(rows).map(row ->
        new SentMail(new AccountId(row.getUUID(0)), row.getString(1), row.getString(2), Rows.instant(row, "created_at"))));
  }

  private static final String CLAIM = """
      update delivery set tries = tries + 1, next_try_at = $2
      from (select id as claimed from delivery
            where state = 'queued' and next_try_at <= $1 and channel = any($4)
            order by next_try_at limit $3 for update skip locked) as queue
      where id = claimed
      returning id, kind, channel, case when waits_for is null then purpose else 'digest' end as purpose, tries, coalesce(wanted_at, created_at) as wanted, expires_at, content""";

  /// Takes up to `limit` letters that are due, for the length of a lease.
  Uni<List<Delivery>> claim(Set<Channel> channels, int limit) {
    return Uni.createFrom().deferred(() -> postgres.pool().preparedQuery(CLAIM)
        .execute(Tuple.of(now(), now().plus(LEASE), limit, channels.stream().map(Channel::column).toArray(String[]::new)))
        .map(rows -> rows.stream().map(Deliveries::delivery).toList()));
  }

  /// Whether it is better not to be sent any more.
  boolean isOver(Delivery delivery) {
    return !delivery.expires().isAfter(clock.instant());
  }

  Duration sinceWanted(Delivery delivery) {
    return Duration.between(delivery.wanted(), clock.instant());
  }

  private static final String SETTLE = """
      update delivery set state = $3, content = null, settled_at = $4, refusal = $5
      where id = $1 and tries = $2 and state = 'queued'""";

  Uni<Void> markSent(Delivery delivery) {
    return settle(delivery, "sent", Optional.empty());
  }

  Uni<Void> markFailed(Delivery delivery) {
    return settle(delivery, "failed", Optional.empty());
  }

  /// @param reason as `GET /v1/messages/{id}` tells it
  Uni<Void> markRefused(Delivery delivery, String reason) {
    return settle(delivery, "refused", Optional.of(reason));
  }

  private Uni<Void> settle(Delivery delivery, String state, Optional<String> refusal) {
    return postgres.pool().preparedQuery(SETTLE)
        .execute(Tuple.of(delivery.id(), delivery.attempt(), state, now(), refusal.orElse(null))).replaceWithVoid();
  }

  private static final String POSTPONE =
      "update delivery set next_try_at = $3 where id = $1 and tries = $2 and state = 'queued'";

  Uni<Void> postpone(Delivery delivery, Duration pause) {
    return postgres.pool().preparedQuery(POSTPONE)
        .execute(Tuple.of(delivery.id(), delivery.attempt(), now().plus(pause))).replaceWithVoid();
  }

  private static final String FORGET = "delete from delivery where state <> 'queued' and settled_at < $1";

  Uni<Void> forgetSettled(Duration age) {
    return Uni.createFrom().deferred(() ->
        postgres.pool().preparedQuery(FORGET).execute(Tuple.of(now().minus(age))).replaceWithVoid());
  }

  /// @throws io.portcullis.runtime.crypto.SealedBox.SealBroken when the row was tampered with
  Envelope open(Delivery delivery) {
    return open(delivery.id(), delivery.sealed());
  }

  Envelope open(UUID id, String sealed) {
    try {
      return json.readValue(sealedBox.open(sealed, place(id)), Envelope.class);
    } catch (IOException notOurs) {
      throw new IllegalStateException("a letter is unreadable", notOurs);
    }
  }

  String seal(UUID id, Envelope envelope) {
    try {
      return sealedBox.seal(json.writeValueAsBytes(envelope), place(id));
    } catch (JsonProcessingException unwritable) {
      throw new IllegalStateException("a letter has no JSON form", unwritable);
    }
  }

  private static Delivery delivery(Row row) {
    return new Delivery(row.getUUID("id"), row.getString("kind"), Channel.of(row.getString("channel")),
        Purpose.of(row.getString("purpose")), row.getInteger("tries"), Rows.instant(row, "wanted"),
        Rows.instant(row, "expires_at"), row.getString("content"));
  }

  private static String place(UUID id) {
    return "delivery/" + id;
  }

  private OffsetDateTime now() {
    return Rows.utc(clock.instant());
  }
}
