package io.portcullis.session.revocation;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.Revocation;
import io.portcullis.contracts.SessionId;
import io.portcullis.contracts.SettingsLocked;
import io.portcullis.runtime.ended.EndingsStream;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.event.ProvedRecords;
import io.portcullis.runtime.log.SparseLog;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;

/// Tells the other services of endings by Redis, beside Kafka: they read it while Kafka is away. Each instance writes what it hears, so
/// an instance that dies after a commit leaves no gap.
///
/// Nobody waits for it. While Redis is away the newest endings wait here, and are written with the next one.
@ApplicationScoped
class TellByRedis {

  private static final Logger LOG = Logger.getLogger(TellByRedis.class);
  private static final int MOST_WAITING = 5_000;
  private static final int BATCH = 50;

  private final EndingsStream stream;
  private final ProvedRecords proved;
  private final Ids ids;
  private final Clock clock;
  private final SparseLog sparsely;
  private final Deque<ProducerRecord<String, byte[]>> waiting = new ArrayDeque<>();
  private boolean isWriting;

  TellByRedis(EndingsStream stream, ProvedRecords proved, Ids ids, Clock clock) {
    this.stream = stream;
    this.proved = proved;
    this.ids = ids;
    this.clock = clock;
    this.sparsely = new SparseLog(clock);
  }

  void ended(SessionId session, Instant forgetAt) {
    tell(proved.of(new Revocation(ids.nextEvent(), session, clock.instant(), forgetAt)));
  }

  void settingsLocked(AccountId account, Instant forgetAt) {
    tell(proved.of(new SettingsLocked(ids.nextEvent(), account, clock.instant(), forgetAt)));
  }

  private void tell(ProducerRecord<String, byte[]> record) {
    synchronized (waiting) {
      if (waiting.size() == MOST_WAITING) {
        waiting.removeFirst();
      }
      waiting.addLast(record);
    }
    writeOn();
  }

  /// Writes what still waits, if anything does.
  void writeOn() {
    List<ProducerRecord<String, byte[]>> batch = nextBatch();
    if (!batch.isEmpty()) {
      stream.add(batch).subscribe().with(
          _ -> {
            written();
            writeOn();
          },
          away -> {
            written();
            putBack(batch);
            sparsely.due("away").ifPresent(more -> LOG.warnf("endings: not told by Redis yet, will retry%s: %s", more, away));
          });
    }
  }

  /// Empty while another one is on its way.
  private List<ProducerRecord<String, byte[]>> nextBatch() {
    synchronized (waiting) {
      var batch = new ArrayList<ProducerRecord<String, byte[]>>();
      while (!isWriting && batch.size() < BATCH && !waiting.isEmpty()) {
        batch.add(waiting.removeFirst());
      }
      isWriting |= !batch.isEmpty();
      return batch;
    }
  }

  private void written() {
    synchronized (waiting) {
      isWriting = false;
    }
  }

  private void putBack(List<ProducerRecord<String, byte[]>> batch) {
    synchronized (waiting) {
      batch.reversed().stream().limit(MOST_WAITING - waiting.size()).forEach(waiting::addFirst);
    }
  }
}
