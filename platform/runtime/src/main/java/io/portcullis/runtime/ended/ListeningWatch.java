package io.portcullis.runtime.ended;

import static io.portcullis.runtime.verdict.Verdicts.done;

import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.contracts.Revocation;
import io.portcullis.runtime.event.CarriedRecord;
import io.portcullis.runtime.event.EventDecoder.ForgedEvent;
import io.portcullis.runtime.event.EventDecoder.MalformedEvent;
import io.portcullis.runtime.event.ForgedRecords;
import io.portcullis.runtime.log.SparseLog;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.jboss.logging.Logger;

/// Looks once a second whether Kafka still answers. While it does not, this instance reads the endings from Redis. While it does,
/// nobody asks Redis for them.
@ApplicationScoped
class ListeningWatch {

  private static final Logger LOG = Logger.getLogger(ListeningWatch.class);
  private static final String WAY = "revocations by Redis";
  private static final String ANSWERS = "fetch-total";
  private static final String ANSWERS_GROUP = "consumer-fetch-manager-metrics";

  private final EndedSessionsTopic topic;
  private final KafkaClientService clients;
  private final EndingsStream stream;
  private final TakeEnding takeEnding;
  private final ForgedRecords forged;
  private final SparseLog sparsely;
  private final AtomicInteger isSilent;
  private final Silence silence = new Silence();
  /// The last entry that was read; empty when all of them are to be read again.
  private volatile String last = "";

  ListeningWatch(@Identifier(EndedSessionsTopic.CONSUMER) EndedSessionsTopic topic, KafkaClientService clients,
      EndingsStream stream, TakeEnding takeEnding, ForgedRecords forged, Clock clock, MeterRegistry metrics) {
    this.topic = topic;
    this.clients = clients;
    this.stream = stream;
    this.takeEnding = takeEnding;
    this.forged = forged;
    this.sparsely = new SparseLog(clock);
    this.isSilent = metrics.gauge("portcullis.revocations.silent", new AtomicInteger());
  }

  @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> look() {
    Optional<KafkaConsumer<String, byte[]>> reader = Optional.ofNullable(clients.getConsumer(EndedSessionsTopic.CONSUMER));
    reader.ifPresent(topic::lookWhereItStands);
    boolean isAway = silence.lasts(reader.map(KafkaConsumer::unwrap).map(ListeningWatch::answers).orElse(0.0));
    isSilent.set(isAway ? 1 : 0);
    return isAway ? readRedis() : done();
  }

  private static double answers(Consumer<?, ?> consumer) {
    return consumer.metrics().entrySet().stream().filter(entry -> isAnswers(entry.getKey()))
        .map(Map.Entry::getValue).map(Metric::metricValue).mapToDouble(value -> ((Number) value).doubleValue()).sum();
  }

  private static boolean isAnswers(MetricName name) {
    return name.name().equals(ANSWERS) && name.group().equals(ANSWERS_GROUP);
  }

  private Uni<Void> readRedis() {
    return stream.readOn(last, this::take)
        .invoke(read -> last = read)
        .replaceWithVoid()
        .onFailure().invoke(away -> {
          // Another Redis may answer next, which numbers its entries anew.
          last = "";
          sparsely.due("away").ifPresent(more ->
              LOG.warnf("revocations: neither Kafka nor Redis tells which sessions ended, will retry%s: %s", more, away));
        })
        .onFailure().recoverWithNull();
  }

  private void take(String text) {
    try {
      take(CarriedRecord.read(Revocation.TOPIC, text));
    } catch (MalformedEvent unreadable) {
      sparsely.due("unreadable").ifPresent(more -> LOG.warnf("revocations: skipped an entry of Redis that can't be read%s", more));
    }
  }

  private void take(ConsumerRecord<String, byte[]> record) {
    try {
      takeEnding.handle(record);
    } catch (ForgedEvent forgery) {
      forged.alarm(WAY, record, forgery);
    }
  }
}
