package io.portcullis.session.key;

import io.portcullis.session.key.RetireSigningKey.Verdict.NotSigning;
import io.portcullis.session.key.RetireSigningKey.Verdict.Retires;
import io.portcullis.session.key.RetireSigningKey.Verdict.Unknown;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.jboss.logging.Logger;

/// Lets the next key sign as soon as every verifier can have it. The command names the key that shall stop, so that
/// saying it twice, or by sixteen at once, rotates once.
@ApplicationScoped
class RetireSigningKey {

  private static final Logger LOG = Logger.getLogger(RetireSigningKey.class);

  private final Keysmith keysmith;
  private final KeyMetrics metrics;

  RetireSigningKey(Keysmith keysmith, KeyMetrics metrics) {
    this.keysmith = keysmith;
    this.metrics = metrics;
  }

  sealed interface Verdict {
    /// It has stopped, or stops when the next key's turn has come.
    record Retires(Succession keys) implements Verdict {}

    /// It has not begun to sign.
    record NotSigning() implements Verdict {}

    record Unknown() implements Verdict {}
  }

  Uni<Verdict> handle(String kid) {
    return keysmith.work(found -> retire(found, kid)).map(work -> work.before().find(kid)
        .map(key -> switch (work.before().stateOf(key)) {
          case SIGNING -> {
            if (!work.changedNothing()) {
              metrics.rotated();
              LOG.infof("signing key %s was told to retire", kid);
            }
            yield new Retires(work.after());
          }
          case RETIRING -> new Retires(work.after());
          case NEXT -> new NotSigning();
        })
        .orElseGet(Unknown::new));
  }

  private static Succession retire(Succession found, String kid) {
    boolean signs = found.signing().filter(key -> key.kid().equals(kid)).isPresent();
    return signs ? found.next().map(next -> hasten(found, next)).orElse(found) : found;
  }

  private static Succession hasten(Succession found, SigningKey next) {
    Instant everywhere = next.createdAt().plus(JwksResource.CACHEABLE);
    Instant soonest = everywhere.isAfter(found.now()) ? everywhere : found.now();
    return soonest.isBefore(next.activeFrom()) ? found.withTurn(next, soonest) : found;
  }
}
