package io.portcullis.notification.alert;

import io.portcullis.contracts.AuthEvent.AccountExportChange;
import io.portcullis.contracts.AuthEvent.ApprovalGranted;
import io.portcullis.contracts.AuthEvent.BookOnlyChange;
import io.portcullis.contracts.MfaEvent.AuthenticatorRemovalImminent;
import io.portcullis.contracts.MfaEvent.AuthenticatorRemovalRequested;
import io.portcullis.contracts.MfaEvent.AuthenticatorRemoved;
import io.portcullis.contracts.NotificationEvent.WithdrawalTold;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.notification.delivery.Channel;
import io.portcullis.notification.delivery.Destination;
import io.portcullis.notification.letter.Letter;
import io.portcullis.runtime.crypto.KeyRing;
import io.portcullis.runtime.crypto.KeyedDigest;
import io.portcullis.runtime.event.Postgres;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/// Bundles alerts that say the same. A thief who repeats one harmless change would use up the texts of the day and then go on
/// unheard, or bury one mail under hundreds. One text, five mails and five pushes of any hour are sent at once. One more is sent when
/// there is room again, for all that came meanwhile, so that no fact stays untold.
///
/// A removal that can still be stopped stands for itself alone. Else a thief would ask for the removal of five keys of his own,
/// and then of the owner's. mfa-service bounds how many can be asked for in a day. An approval that was given does so, too: it can
/// be declined for the minutes until it is executed, and five small ones must not hide a large one. auth-service bounds them. So does the book-only mode
/// of an address book: each change of it takes a proof. And so does a withdrawal: `exchange/` bounds them.
@ApplicationScoped
class RepeatedAlerts {

  private static final Duration APART = Duration.ofHours(1);
  private static final int MAILS_AT_ONCE = 5;
  private static final int PUSHES_AT_ONCE = 5;
  private static final int TEXTS_AT_ONCE = 1;
  private static final Duration MEMORY = Duration.ofHours(3);

  private final Postgres postgres;
  private final KeyedDigest numbers;
  private final Clock clock;

  RepeatedAlerts(Postgres postgres, KeyRing ring, Clock clock) {
    this.postgres = postgres;
    this.numbers = ring.digestFor("text-of-kind-number");
    this.clock = clock;
  }

  // $4 is now, $5 an hour ago, $6 how many are sent at once. While one waits to be sent, nothing is returned: it stands for this
  // one, too. `at_once` holds when those of the last hour were sent at once; the one that stands for others does not count.
  private static final String TAKE = """
      insert into text_of_kind as known (account_id, number, kind, sent_at, at_once)
      values ($1, $2, $3, $4::timestamptz, array[$4::timestamptz])
      on conflict (account_id, number, kind) do update set (sent_at, at_once, again_at) = (
        select case when room then excluded.sent_at else known.sent_at end,
          case when room then recent || excluded.sent_at else recent end,
          case when room then null else recent[1] + interval '1 hour' end
        from (select recent, cardinality(recent) < $6 as room from (select array(
          select sent from unnest(known.at_once) sent where sent > $5::timestamptz order by sent) as recent) as last_hour) as state)
      where known.again_at is null or known.again_at <= $4::timestamptz
      returning again_at""";

  /// When the alert goes out; empty when another one stands for it.
  Uni<Optional<Instant>> due(SqlConnection tx, SecurityEvent event, Destination to, Letter letter) {
    Instant now = clock.instant();
    if (event instanceof AuthenticatorRemovalRequested || event instanceof AuthenticatorRemovalImminent
        || event instanceof ApprovalGranted || event instanceof BookOnlyChange || event instanceof AccountExportChange
        || event instanceof WithdrawalTold) {
      return Uni.createFrom().item(Optional.of(now));
    }
    String kind = kind(event, letter);
    return tx.preparedQuery(TAKE).execute(Tuple.of(event.subject().value(), numbers.of(to.value()), kind, utc(now),
        utc(now.minus(APART)), atOnce(to.channel()))).map(rows -> rows.stream().findFirst()
            .map(row -> Optional.ofNullable(row.getOffsetDateTime(0)).map(OffsetDateTime::toInstant).orElse(now)));
  }

  // One type has different words, as for a phrase that was set or removed; and a passkey that is gone and an app that is gone
  // are two facts. Not by name: that is free text, and a thief could give each decoy another.
  private static String kind(SecurityEvent event, Letter letter) {
    String words = event.type() + ' ' + letter.brief();
    return event instanceof AuthenticatorRemoved removed ? words + ' ' + removed.authenticator() : words;
  }

  private static int atOnce(Channel channel) {
    return switch (channel) {
      case EMAIL -> MAILS_AT_ONCE;
      case PUSH -> PUSHES_AT_ONCE;
      case SMS -> TEXTS_AT_ONCE;
    };
  }

  private static final String FORGET = "delete from text_of_kind where coalesce(again_at, sent_at) < $1";

  @Scheduled(every = "1h", delayed = "25m")
  Uni<Void> forgetOld() {
    return Uni.createFrom().deferred(() -> postgres.pool().preparedQuery(FORGET)
        .execute(Tuple.of(utc(clock.instant().minus(MEMORY))))).replaceWithVoid();
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
