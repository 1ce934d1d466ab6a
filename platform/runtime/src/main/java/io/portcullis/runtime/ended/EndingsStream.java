package io.portcullis.runtime.ended;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.runtime.event.CarriedRecord;
import io.portcullis.runtime.redis.RedisDoor;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;

/// The second way of endings: a stream in Redis. session-service adds each one there too, and the services read it while Kafka is
/// away. Redis bounds it, and drops it when nothing was added for a while.
@ApplicationScoped
public class EndingsStream {

  private static final String KEY = "session:endings";
  private static final String FIELD = "record";
  /// About 1 KB each. A reader is a second behind, and three when Kafka has just gone.
  private static final String KEPT = "5000";
  /// Longer than any ending is of interest.
  private static final Duration UNTOUCHED = Duration.ofHours(2);
  private static final int PAGE = 500;

  private final RedisDoor redis;

  EndingsStream(RedisDoor redis) {
    this.redis = redis;
  }

  /// Fails as unavailable while Redis is away.
  public Uni<Void> add(List<ProducerRecord<String, byte[]>> records) {
    List<String> entry = Stream.concat(Stream.of(KEY, "MAXLEN", "~", KEPT, "*"),
        records.stream().flatMap(record -> Stream.of(FIELD, CarriedRecord.write(record)))).toList();
    return redis.ask(api -> api.xadd(entry))
        .chain(() -> redis.ask(api -> api.pexpire(List.of(KEY, Long.toString(UNTOUCHED.toMillis())))))
        .replaceWithVoid();
  }

  /// Hands each record that came after `last` to `reader`, as text ([CarriedRecord#read]).
  ///
  /// @param last what this method returned before; empty for all
  Uni<String> readOn(String last, Consumer<String> reader) {
    return redis.ask(api -> api.xrange(List.of(KEY, last.isEmpty() ? "-" : "(" + last, "+", "COUNT", Integer.toString(PAGE))))
        .chain(page -> {
          String read = last;
          for (int i = 0; i < page.size(); i++) {
            Response entry = page.get(i);
            read = entry.get(0).toString();
            records(entry.get(1)).forEach(reader);
          }
          return page.size() < PAGE ? now(read) : readOn(read, reader);
        });
  }

  // Names and values by turns.
  private static List<String> records(Response fields) {
    var values = new ArrayList<String>();
    for (int i = 1; i < fields.size(); i += 2) {
      values.add(fields.get(i).toString());
    }
    return values;
  }
}
