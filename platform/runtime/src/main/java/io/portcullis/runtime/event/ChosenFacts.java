package io.portcullis.runtime.event;

import io.portcullis.contracts.SecurityEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jboss.logging.Logger;

/// Picks a few kinds of facts out of the topic that carries all, and has them taken, however long that takes.
@ApplicationScoped
public class ChosenFacts {

  private static final Logger LOG = Logger.getLogger(ChosenFacts.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final EventDecoder decoder;

  ChosenFacts(EventDecoder decoder) {
    this.decoder = decoder;
  }

  /// Runs `effect` for what the poll has of `kinds`, in its order. A failure is tried again for ever, because nobody else tells these
  /// facts. So `effect` must do no harm when it runs twice.
  public Uni<Void> hear(String consumer, ConsumerRecords<String, byte[]> poll, Set<Class<? extends SecurityEvent>> kinds,
      Function<List<SecurityEvent>, Uni<Void>> effect) {
    List<SecurityEvent> heard = StreamSupport.stream(poll.spliterator(), false)
        .flatMap(record -> decoder.heard(record, kinds).stream()).toList();
    return heard.isEmpty() ? Uni.createFrom().voidItem() : Uni.createFrom().deferred(() -> effect.apply(heard))
        .onFailure().invoke(failure -> LOG.warnf("%s: %d facts wait, will try again: %s", consumer, heard.size(), failure))
        .onFailure().retry().withBackOff(FIRST_PAUSE, LONGEST_PAUSE).indefinitely();
  }
}
