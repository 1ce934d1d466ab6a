package io.portcullis.runtime.ended;

import io.portcullis.contracts.Revocation;
import io.portcullis.contracts.SettingsLocked;
import io.portcullis.runtime.event.EventDecoder;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Remembers what a record of session-service says, whichever way it came.
@ApplicationScoped
class TakeEnding {

  private final EventDecoder decoder;
  private final EndedSessions ended;

  TakeEnding(EventDecoder decoder, EndedSessions ended) {
    this.decoder = decoder;
    this.ended = ended;
  }

  /// @return when the session ended that `record` tells of; empty for a lock of the settings
  /// @throws EventDecoder.MalformedEvent when it can't be read, or session-service did not write it
  Optional<Instant> handle(ConsumerRecord<?, byte[]> record) {
    Optional<SettingsLocked> lock = decoder.settingsLocked(record);
    if (lock.isPresent()) {
      ended.addLock(lock.get().account(), lock.get().until());
      return Optional.empty();
    }
    Revocation revocation = decoder.revocation(record);
    if (revocation.session() == null || revocation.until() == null) {
      return Optional.empty();
    }
    ended.add(revocation.session(), revocation.until());
    return Optional.ofNullable(revocation.time());
  }
}
