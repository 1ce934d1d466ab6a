package io.portcullis.notification.budget;

import static io.portcullis.runtime.verdict.Verdicts.done;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.Address;
import io.portcullis.notification.budget.TextBudget.Admission.Admitted;
import io.portcullis.notification.budget.TextBudget.Admission.Refused;
import io.portcullis.runtime.crypto.KeyRing;
import io.portcullis.runtime.crypto.KeyedDigest;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.event.Rows;
import io.portcullis.runtime.identifier.TextRoute;
import io.portcullis.runtime.identifier.TextRoutes;
import io.portcullis.runtime.metric.Outcomes;
import io.portcullis.runtime.verdict.Verdicts;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/// The one budget of all text messages, whichever service owes them: by number, prefix, country and in all, in any
/// 24 hours, and by the share of codes that come back. Counted before the provider is asked.
///
/// Each purpose is counted alone: what strangers cause takes nothing from what an owner's acts cause, nor from alerts.
///
/// It stands in PostgreSQL, where the letters stand, too: it is lost with nothing less than them, and without it nothing
/// is sent (fails closed). A few thousand rows a day are counted anew each time; one lock makes replicas take turns.
@Startup
@ApplicationScoped
public class TextBudget {

  private static final Logger LOG = Logger.getLogger(TextBudget.class);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration LINK_PAUSE = Duration.ofHours(1);
  private static final Duration MEMORY = Duration.ofDays(2);
  private static final String EVERYWHERE = "all";

  /// auth-service has one sent in each hour of the clock, and all who ask in that hour share it. One that was refused here would
  /// shut out its owner for the hour: so none is for its number.
  private static final long HUMAN_CODES_PER_NUMBER = 25;

  /// Enough to say that more happened. A thief who causes alerts at will must not pay with the company's money.
  private static final long DIGESTS_PER_NUMBER = 4;

  private final Postgres postgres;
  private final TextRoutes routes;
  private final KeyedDigest numbers;
  private final TextBudgetConfig config;
  private final MeterRegistry metrics;
  private final Clock clock;

  TextBudget(Postgres postgres, TextRoutes routes, KeyRing ring, TextBudgetConfig config, MeterRegistry metrics,
      Clock clock) {
    this.postgres = postgres;
    this.routes = routes;
    numbers = ring.digestFor("text-message-number");
    this.config = config;
    this.metrics = metrics;
    this.clock = clock;
    routes.countriesNamed().forEach(this::expect);
    for (Purpose purpose : Purpose.values()) {
      circuits(Refusal.ALL, EVERYWHERE, purpose);
    }
    circuits(Refusal.CONVERSION, EVERYWHERE, Purpose.UNPROVED);
  }

  // Made as soon as a text message goes to a region, or at the start for those that the settings name.
  private void expect(String region) {
    for (Purpose purpose : Purpose.values()) {
      circuits(Refusal.PREFIX, region, purpose);
      circuits(Refusal.COUNTRY, region, purpose);
    }
    circuits(Refusal.CONVERSION, region, Purpose.UNPROVED);
    metrics.counter("portcullis.sms.codes.entered", "region", region);
  }

  private Counter circuits(Refusal circuit, String region, Purpose purpose) {
    return metrics.counter("portcullis.sms.circuits.opened",
        "circuit", Outcomes.snake(circuit), "region", region, "purpose", purpose.column());
  }

  public sealed interface Admission {

    record Admitted() implements Admission {}

    record Refused(Refusal refusal) implements Admission {}
  }

  /// Why a text message is not sent. Who asks for it hears no more than whether the number itself is at fault.
  public enum Refusal {
    NUMBER_NOT_SUPPORTED, NUMBER, PREFIX, COUNTRY, ALL,
    /// Too few codes come back from that country, or from everywhere.
    CONVERSION;

    public String column() {
      return this == NUMBER_NOT_SUPPORTED ? "number-not-supported" : "too-many";
    }
  }

  private static final String TAKE_TURNS = "select pg_advisory_xact_lock(hashtext('text-budget'))";
  private static final String KNOWN = "select from text_message where id = $1";

  /// Reserves one text message; a second try of the same one is free.
  ///
  /// @param account whose letter it is; empty while there is none
  public Uni<Admission> reserve(UUID id, String number, Purpose purpose, Optional<AccountId> account) {
    return routes.to(number)
        .map(route -> postgres.withTransaction(tx -> tx.query(TAKE_TURNS).execute()
            .chain(() -> tx.preparedQuery(KNOWN).execute(Tuple.of(id)))
            .chain(known -> known.size() == 1
                ? Verdicts.<Admission>now(new Admitted())
                : reserve(tx, new Wanted(id, numbers.of(number), route, purpose, account, clock.instant())))))
        .orElseGet(() -> now(new Refused(Refusal.NUMBER_NOT_SUPPORTED)))
        .invoke(admission -> count(number, purpose, admission));
  }

  private record Wanted(UUID id, String number, TextRoute route, Purpose purpose, Optional<AccountId> account,
      Instant now) {}

  private static final String SPENT = """
      select count(*) filter (where number = $1 and purpose = $4) as of_number,
             max(sent_at) filter (where number = $1 and purpose = $4) as last_to_number,
             count(*) filter (where prefix = $2 and purpose = $4) as of_prefix,
             count(*) filter (where region = $3 and purpose = $4) as of_country,
             count(*) filter (where purpose = $4) as of_all,
             count(*) filter (where region = $3 and purpose = 'unproved' and sent_at > $6) as sent_there,
             count(entered_at) filter (where region = $3 and purpose = 'unproved' and sent_at > $6) as entered_there,
             count(*) filter (where purpose = 'unproved' and sent_at > $6) as sent_everywhere,
             count(entered_at) filter (where purpose = 'unproved' and sent_at > $6) as entered_everywhere,
             exists (select from text_circuit where name = any($7) and open_until > $8) as circuit_open
      from text_message where sent_at > $5
      """;
  private static final String RESERVE = """
      insert into text_message (id, number, prefix, region, purpose, sent_at, account_id) values ($1, $2, $3, $4, $5, $6, $7)
      """;

  private Uni<Admission> reserve(SqlConnection tx, Wanted wanted) {
    TextRoute route = wanted.route();
    return tx.preparedQuery(SPENT).execute(Tuple.tuple()
            .addString(wanted.number()).addString(route.prefix()).addString(route.region())
            .addString(wanted.purpose().column()).addOffsetDateTime(Rows.utc(wanted.now().minus(DAY)))
            .addOffsetDateTime(Rows.utc(wanted.now().minus(config.conversionWindow())))
            .addArrayOfString(new String[] {
                circuit(Refusal.CONVERSION, route.region()), circuit(Refusal.CONVERSION, EVERYWHERE)})
            .addOffsetDateTime(Rows.utc(wanted.now())))
        .map(Rows::one)
        .chain(spent -> refusal(wanted, spent)
            .map(refusal -> refuse(tx, wanted, refusal, spent))
            .orElseGet(() -> tx.preparedQuery(RESERVE).execute(Tuple.tuple().addUUID(wanted.id())
                .addString(wanted.number()).addString(route.prefix()).addString(route.region())
                .addString(wanted.purpose().column()).addOffsetDateTime(Rows.utc(wanted.now()))
                .addUUID(wanted.account().map(AccountId::value).orElse(null))).replaceWith(new Admitted())));
  }

  /// From narrow to wide: what a narrow limit refuses is nobody else's loss.
  private Optional<Refusal> refusal(Wanted wanted, Row spent) {
    long perPrefix = switch (wanted.purpose()) {
      case UNPROVED, STRANGERS -> config.unprovedPerPrefix();
      case PROVED, RESET_LINK, HUMAN_CODE -> config.perPrefix();
      case ALERT, URGENT, TAKE_BACK, DIGEST -> config.alertsPerCountry();
    };
    long perCountry = switch (wanted.purpose()) {
      case UNPROVED, STRANGERS -> config.unprovedPerCountry();
      case PROVED, RESET_LINK, HUMAN_CODE -> config.perCountry();
      case ALERT, URGENT, TAKE_BACK, DIGEST -> config.alertsPerCountry();
    };
    long all = switch (wanted.purpose()) {
      case UNPROVED, STRANGERS -> config.unproved();
      case PROVED, RESET_LINK, HUMAN_CODE -> config.all();
      case ALERT, URGENT, TAKE_BACK, DIGEST -> config.alerts();
    };
    if (isTooMuchForNumber(wanted, spent)) {
      return Optional.of(Refusal.NUMBER);
    }
    if (spent.getLong("of_prefix") >= perPrefix) {
      return Optional.of(Refusal.PREFIX);
    }
    if (spent.getLong("of_country") >= perCountry) {
      return Optional.of(Refusal.COUNTRY);
    }
    if (spent.getLong("of_all") >= all) {
      return Optional.of(Refusal.ALL);
    }
    return wanted.purpose() == Purpose.UNPROVED && (spent.getBoolean("circuit_open") || where(wanted, spent).isPresent())
        ? Optional.of(Refusal.CONVERSION) : Optional.empty();
  }

  private boolean isTooMuchForNumber(Wanted wanted, Row spent) {
    long sent = spent.getLong("of_number");
    return switch (wanted.purpose()) {
      case UNPROVED, STRANGERS -> sent >= config.strangersPerNumber();
      case RESET_LINK -> sent >= config.resetLinksPerNumber()
          && Rows.instant(spent, "last_to_number").isAfter(wanted.now().minus(LINK_PAUSE));
      case HUMAN_CODE -> sent >= HUMAN_CODES_PER_NUMBER;
      case DIGEST -> sent >= DIGESTS_PER_NUMBER;
      case PROVED, ALERT, URGENT, TAKE_BACK -> sent >= config.perNumber();
    };
  }

  /// Where too few codes come back: a region, or everywhere; empty while enough do.
  private Optional<String> where(Wanted wanted, Row spent) {
    if (isTooFew(spent.getLong("entered_there"), spent.getLong("sent_there"), config.conversionFrom())) {
      return Optional.of(wanted.route().region());
    }
    return isTooFew(spent.getLong("entered_everywhere"), spent.getLong("sent_everywhere"), 10 * config.conversionFrom())
        ? Optional.of(EVERYWHERE) : Optional.empty();
  }

  private boolean isTooFew(long entered, long sent, long from) {
    return sent >= from && 100 * entered < config.conversionPercent() * sent;
  }

  private Uni<Admission> refuse(SqlConnection tx, Wanted wanted, Refusal refusal, Row spent) {
    Uni<Void> told = switch (refusal) {
      // One number asked for again and again is nobody's alarm.
      case NUMBER_NOT_SUPPORTED, NUMBER -> done();
      case PREFIX, COUNTRY -> tellOnce(tx, wanted, refusal, wanted.route().region(), DAY);
      case ALL -> tellOnce(tx, wanted, refusal, EVERYWHERE, DAY);
      case CONVERSION -> spent.getBoolean("circuit_open")
          ? done()
          : tellOnce(tx, wanted, refusal, where(wanted, spent).orElse(EVERYWHERE), config.conversionWindow());
    };
    return told.replaceWith(new Refused(refusal));
  }

  private static final String TELL_ONCE = """
      insert into text_circuit as circuit (name, open_until) values ($1, $2)
      on conflict (name) do update set open_until = excluded.open_until where circuit.open_until <= $3
      """;

  private Uni<Void> tellOnce(SqlConnection tx, Wanted wanted, Refusal refusal, String region, Duration until) {
    String purpose = wanted.purpose().column();
    // By purpose, since each is counted alone: what strangers use up must not hide that alerts are refused.
    String circuit = circuit(refusal, region) + (refusal == Refusal.CONVERSION ? "" : ' ' + purpose);
    return tx.preparedQuery(TELL_ONCE).execute(Tuple.of(circuit, Rows.utc(wanted.now().plus(until)), Rows.utc(wanted.now())))
        .invoke(opened -> {
          if (opened.rowCount() == 1) {
            String name = refusal.name().toLowerCase(Locale.ROOT);
            circuits(refusal, region, wanted.purpose()).increment();
            LOG.errorf("text messages are refused: purpose %s, limit %s, region %s: is somebody pumping numbers? "
                + "docs/operations.md, \"When a text message circuit opens\", says what to do", purpose, name, region);
          }
        }).replaceWithVoid();
  }

  private static String circuit(Refusal refusal, String region) {
    return refusal.name().toLowerCase(Locale.ROOT) + ' ' + region;
  }

  private static final String PROVED_NUMBERS = """
      update text_message set entered_at = $2 where number = any($1) and purpose = 'unproved' and entered_at is null
      returning region
      """;

  /// These addresses were proved, so the codes that went there have come back: auth-service publishes them only then.
  public Uni<Void> proved(SqlConnection tx, List<Address> addresses) {
    String[] found = addresses.stream().filter(address -> address.channel() == Address.Channel.SMS)
        .map(address -> numbers.of(address.value())).toArray(String[]::new);
    return found.length == 0
        ? done()
        : tx.preparedQuery(PROVED_NUMBERS).execute(Tuple.of(found, Rows.utc(clock.instant()))).invoke(this::countEntered)
            .replaceWithVoid();
  }

  private static final String PROVED_FACTOR = """
      update text_message set entered_at = $2 where account_id = $1 and purpose = 'unproved' and entered_at is null
      returning region
      """;

  /// The account's new number has become a second factor, so its code has come back.
  public Uni<Void> proved(SqlConnection tx, AccountId account) {
    return tx.preparedQuery(PROVED_FACTOR).execute(Tuple.of(account.value(), Rows.utc(clock.instant())))
        .invoke(this::countEntered).replaceWithVoid();
  }

  private void countEntered(RowSet<Row> rows) {
    rows.forEach(row -> metrics.counter("portcullis.sms.codes.entered", "region", row.getString(0)).increment());
  }

  private static final String FORGET = "delete from text_message where sent_at < $1";

  public Uni<Void> forgetOld() {
    return Uni.createFrom().deferred(() ->
        postgres.pool().preparedQuery(FORGET).execute(Tuple.of(Rows.utc(clock.instant().minus(MEMORY))))).replaceWithVoid();
  }

  private void count(String number, Purpose purpose, Admission admission) {
    String region = routes.to(number).map(TextRoute::region).orElse("none");
    switch (admission) {
      case Admitted() -> {
        expect(region);
        metrics.counter("portcullis.sms.admitted", "region", region, "purpose", purpose.column()).increment();
      }
      case Refused(Refusal refusal) -> metrics.counter("portcullis.sms.refused",
          "region", region, "limit", refusal.name().toLowerCase(Locale.ROOT).replace('_', '-')).increment();
    }
  }
}
