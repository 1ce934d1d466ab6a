package io.portcullis.notification.delivery;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jboss.logging.Logger;

/// Letters of some channels, so many under way at once. What waits in one lane holds up no other: no code by mail waits for a push
/// service that is slow.
final class Lane {

  private static final Logger LOG = Logger.getLogger(Lane.class);

  private final Set<Channel> channels;
  private final int atOnce;
  private final BiFunction<Set<Channel>, Integer, Uni<List<Delivery>>> claim;
  private final Function<Delivery, Uni<Void>> deliver;

  /// All that follows is read and written on this context alone.
  private final Context context;
  private int underWay;
  private boolean claiming;
  private boolean wokenMeanwhile;

  Lane(Set<Channel> channels, int atOnce, Context context, BiFunction<Set<Channel>, Integer, Uni<List<Delivery>>> claim,
      Function<Delivery, Uni<Void>> deliver) {
    this.channels = channels;
    this.atOnce = atOnce;
    this.context = context;
    this.claim = claim;
    this.deliver = deliver;
  }

  /// Returns at once.
  void wake() {
    context.runOnContext(_ -> fill());
  }

  private void fill() {
    int free = atOnce - underWay;
    if (claiming || free == 0) {
      wokenMeanwhile = true;
      return;
    }
    claiming = true;
    wokenMeanwhile = false;
    claim.apply(channels, free).subscribe().with(
        claimed -> context.runOnContext(_ -> begin(claimed, free)),
        failure -> context.runOnContext(_ -> {
          claiming = false;
          LOG.warnf("deliveries: nothing could be claimed, the poll will try again: %s", failure);
        }));
  }

  private void begin(List<Delivery> claimed, int asked) {
    claiming = false;
    underWay += claimed.size();
    claimed.forEach(delivery -> deliver.apply(delivery).subscribe().with(
        _ -> context.runOnContext(_ -> finish()),
        failure -> context.runOnContext(_ -> {
          LOG.warnf("delivery %s: not settled, its lease will end: %s", delivery.id(), failure);
          finish();
        })));
    if (wokenMeanwhile || claimed.size() == asked) {
      fill();
    }
  }

  private void finish() {
    underWay--;
    if (wokenMeanwhile) {
      fill();
    }
  }
}
