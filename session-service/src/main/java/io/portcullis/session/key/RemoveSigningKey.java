package io.portcullis.session.key;

import io.portcullis.session.key.RemoveSigningKey.Verdict.Removed;
import io.portcullis.session.key.RemoveSigningKey.Verdict.Unknown;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/// Takes a key back that somebody else may have: nothing it signed counts from now on. When it was the one that signs,
/// the next one signs at once, known to verifiers or not.
@ApplicationScoped
class RemoveSigningKey {

  private static final Logger LOG = Logger.getLogger(RemoveSigningKey.class);

  private final Keysmith keysmith;
  private final KeyMetrics metrics;

  RemoveSigningKey(Keysmith keysmith, KeyMetrics metrics) {
    this.keysmith = keysmith;
    this.metrics = metrics;
  }

  sealed interface Verdict {
    record Removed(Succession keys) implements Verdict {}

    record Unknown() implements Verdict {}
  }

  Uni<Verdict> handle(String kid) {
    return keysmith.work(found -> remove(found, kid)).map(work -> {
      if (work.before().find(kid).isEmpty()) {
        return new Unknown();
      }
      metrics.removed();
      LOG.warnf("signing key %s was removed: tokens signed by it are void", kid);
      return new Removed(work.after());
    });
  }

  private static Succession remove(Succession found, String kid) {
    return found.find(kid).map(key -> switch (found.stateOf(key)) {
      // Else one that retired before would sign again.
      case SIGNING -> found.next().map(next -> found.withTurn(next, found.now())).orElse(found).without(key);
      case RETIRING, NEXT -> found.without(key);
    }).orElse(found);
  }
}
