package io.portcullis.notification.exchange;

import static io.portcullis.runtime.verdict.Verdicts.now;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.contracts.EventId;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.Outbox;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.metric.Outcomes;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// Has a customer told what a system of the exchange says, once for each key.
@Startup
@ApplicationScoped
class TellCustomer {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration CLOCKS = Duration.ofMinutes(5);
  private static final Duration WORTH_TELLING = Duration.ofDays(7);

  private final Postgres postgres;
  private final ExchangeFacts facts;
  private final ExchangeConfig config;
  private final Outbox outbox;
  private final Ids ids;
  private final ObjectMapper json;
  private final Clock clock;
  private final Outcomes<TellVerdict.Outcome> outcomes;

  TellCustomer(Postgres postgres, ExchangeFacts facts, ExchangeConfig config, Outbox outbox, Ids ids, ObjectMapper json,
      Clock clock, MeterRegistry metrics) {
    this.postgres = postgres;
    this.facts = facts;
    this.config = config;
    this.outbox = outbox;
    this.ids = ids;
    this.json = json;
    this.clock = clock;
    outcomes = new Outcomes<>(metrics, "portcullis.exchange.alerts", TellVerdict.Outcome.class);
  }

  Uni<TellVerdict> handle(String system, ExchangeFact fact, String key) {
    return Uni.createFrom().deferred(() -> isTimely(fact)
            ? postgres.withTransaction(tx -> facts.lock(tx, system, fact.accountId(), key).chain(() -> tell(tx, system, fact, key)))
            : verdict(new TellVerdict.WrongTime()))
        .invoke(verdict -> outcomes.count(verdict.outcome()));
  }

  private boolean isTimely(ExchangeFact fact) {
    Instant now = clock.instant();
    return fact.time().filter(at -> at.isAfter(now.plus(CLOCKS)) || at.isBefore(now.minus(WORTH_TELLING))).isEmpty();
  }

  private Uni<TellVerdict> tell(SqlConnection tx, String system, ExchangeFact fact, String key) {
    String content = write(fact);
    return facts.find(tx, system, key, content).chain(known -> known.isPresent()
        ? verdict(known.get().sameContent() ? new TellVerdict.Repeated(known.get().event()) : new TellVerdict.KeyReused())
        : facts.wait(tx, system, fact.accountId(), config.alertsPerHour(), HOUR).chain(wait -> wait.isPresent()
            ? verdict(new TellVerdict.TooMany(wait.get()))
            : accept(tx, system, fact, key, content)));
  }

  private Uni<TellVerdict> accept(SqlConnection tx, String system, ExchangeFact fact, String key, String content) {
    EventId id = ids.nextEvent();
    return facts.add(tx, system, fact.accountId(), key, content, id)
        .chain(() -> outbox.append(tx, fact.event(id, system, fact.time().orElseGet(clock::instant))))
        .replaceWith(new TellVerdict.Accepted(id));
  }

  private static Uni<TellVerdict> verdict(TellVerdict verdict) {
    return now(verdict);
  }

  private String write(ExchangeFact fact) {
    try {
      return json.writeValueAsString(fact);
    } catch (JsonProcessingException unwritable) {
      throw new IllegalStateException("a fact has no JSON form", unwritable);
    }
  }
}
