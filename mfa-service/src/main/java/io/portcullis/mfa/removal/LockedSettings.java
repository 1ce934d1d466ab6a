package io.portcullis.mfa.removal;

import static io.portcullis.runtime.verdict.Verdicts.done;

import io.portcullis.contracts.SettingsLocked;
import io.portcullis.runtime.event.EventDecoder;
import io.portcullis.runtime.event.EventDecoder.MalformedEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/// Hears that a customer has locked the settings, and cancels the removals that wait: a thief's that was asked for before must
/// not be carried out under the lock (SAFE-12). One of the replicas hears it; what it heard is remembered by Kafka.
///
/// Hearing it twice or late does no harm: only what was asked for before the lock is cancelled.
@ApplicationScoped
class LockedSettings {

  private static final Logger LOG = Logger.getLogger(LockedSettings.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final EventDecoder decoder;
  private final CancelRemovals cancel;

  LockedSettings(EventDecoder decoder, CancelRemovals cancel) {
    this.decoder = decoder;
    this.cancel = cancel;
  }

  @Incoming("settings-locks")
  Uni<Void> hear(ConsumerRecord<String, byte[]> record) {
    Optional<SettingsLocked> lock = read(record);
    return lock.isEmpty() ? done() : cancel.askedUntil(lock.get().account(), lock.get().time())
        .onFailure().invoke(failure -> LOG.warnf("settings locks: removals wait still, will try again: %s", failure))
        // As long as it takes: nobody else tells.
        .onFailure().retry().withBackOff(FIRST_PAUSE, LONGEST_PAUSE).indefinitely();
  }

  // What can't be read or was not proved is passed over: each instance's memory of ended sessions reads the same, and alarms.
  private Optional<SettingsLocked> read(ConsumerRecord<String, byte[]> record) {
    try {
      return decoder.settingsLocked(record);
    } catch (MalformedEvent passedOver) {
      return Optional.empty();
    }
  }
}
