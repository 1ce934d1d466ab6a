package io.portcullis.recovery.support;

import static io.portcullis.runtime.verdict.Verdicts.done;

import io.portcullis.contracts.SecurityEvent;
import io.portcullis.runtime.event.EventDecoder;
import io.portcullis.runtime.event.EventDecoder.MalformedEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/// Keeps what happened to accounts for the support desk: nobody may ask notification-service, which has the activity list.
///
/// An event's id is its row's, so hearing it twice does no harm. What can't be read or was not proved is passed over;
/// notification-service reads the same records and raises the alarm.
@ApplicationScoped
class HearTimeline {

  private static final Logger LOG = Logger.getLogger(HearTimeline.class);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final EventDecoder decoder;
  private final Timelines timelines;

  HearTimeline(EventDecoder decoder, Timelines timelines) {
    this.decoder = decoder;
    this.timelines = timelines;
  }

  @Incoming("timeline")
  Uni<Void> hear(ConsumerRecords<String, byte[]> poll) {
    List<SecurityEvent> events = StreamSupport.stream(poll.spliterator(), false).flatMap(this::event).toList();
    return events.isEmpty() ? done() : Uni.createFrom().deferred(() -> timelines.add(events))
        .onFailure().invoke(failure -> LOG.warnf("timeline: not kept yet, will try again: %s", failure))
        .onFailure().retry().withBackOff(FIRST_PAUSE, LONGEST_PAUSE).indefinitely();
  }

  private Stream<SecurityEvent> event(ConsumerRecord<String, byte[]> record) {
    try {
      return decoder.securityEvent(record).stream();
    } catch (MalformedEvent passedOver) {
      return Stream.empty();
    }
  }
}
