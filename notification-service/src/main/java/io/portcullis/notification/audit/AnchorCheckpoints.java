package io.portcullis.notification.audit;

import static io.portcullis.runtime.verdict.Verdicts.done;

import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.notification.audit.MerkleLog.State;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.metric.Outcomes;
import io.portcullis.transparency.NoteVerifier;
import io.portcullis.transparency.SignedNote;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/// Writes checkpoints where the database's administrators can't change them: into the service's log, and into the file of the
/// installation. Two instances may write the same one.
@ApplicationScoped
class AnchorCheckpoints {

  private static final Logger LOG = Logger.getLogger(AnchorCheckpoints.class);

  private enum Outcome { WRITTEN, FAILED }

  private final Postgres postgres;
  private final MerkleLog log;
  private final CheckpointFile file;
  private final LogKeys keys;
  private final Vertx threads;
  private final Outcomes<Outcome> outcomes;

  AnchorCheckpoints(Postgres postgres, MerkleLog log, CheckpointFile file, LogKeys keys, Vertx threads, MeterRegistry metrics) {
    this.postgres = postgres;
    this.log = log;
    this.file = file;
    this.keys = keys;
    this.threads = threads;
    outcomes = new Outcomes<>(metrics, "portcullis.audit.anchors", Outcome.class);
  }

  void start(@Observes StartupEvent started) {
    for (NoteVerifier verifier : keys.verifiers()) {
      LOG.infof("audit log: checkpoints are signed by %s", verifier);
    }
  }

  @Scheduled(every = "5m", delayed = "1m", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> handle() {
    return log.state(postgres.pool()).chain(state -> state.size() > state.anchored() ? anchor(state) : done())
        .onFailure().invoke(failure -> {
          outcomes.count(Outcome.FAILED);
          LOG.errorf("audit log: no checkpoint was written, will try again: %s", failure);
        })
        .onFailure().recoverWithNull();
  }

  private Uni<Void> anchor(State state) {
    SignedNote note = state.checkpoint().orElseThrow();
    return threads.executeBlocking(() -> {
      file.append(note);
      return note;
    }, false).chain(() -> log.anchored(postgres.pool(), state.size())).invoke(() -> {
      outcomes.count(Outcome.WRITTEN);
      // One line, from which the note can be made again.
      LOG.infof("audit log: checkpoint %s", note.toString().replace("\n", "\\n"));
    });
  }
}
