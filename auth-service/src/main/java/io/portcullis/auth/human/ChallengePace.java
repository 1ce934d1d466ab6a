package io.portcullis.auth.human;

import io.portcullis.runtime.http.ClientNetwork;
import io.portcullis.runtime.throttle.Limit;
import io.portcullis.runtime.throttle.Limit.Counted;
import io.portcullis.runtime.throttle.Throttle;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/// How hard the next puzzle is: the more challenges a network was given lately, or all networks together, the harder.
/// Fails closed, as [Throttle] does.
@Startup
@ApplicationScoped
class ChallengePace {

  private static final Duration WINDOW = Duration.ofMinutes(10);
  private static final String ALL = "all";

  private final Limit fewOfNetwork = new Limit("auth:human-few", 10, WINDOW);
  private final Limit manyOfNetwork = new Limit("auth:human-many", 50, WINDOW);
  private final Limit fewEverywhere = new Limit("auth:human-few-everywhere", 2_000, WINDOW);
  private final Limit manyEverywhere = new Limit("auth:human-many-everywhere", 20_000, WINDOW);

  private final Throttle throttle;

  ChallengePace(Throttle throttle) {
    this.throttle = throttle;
    throttle.expect(fewEverywhere, manyEverywhere);
    throttle.expectOnNetworks(fewOfNetwork, manyOfNetwork);
  }

  /// Counts one challenge.
  Uni<Difficulty> next(ClientNetwork network) {
    return Uni.combine().all().unis(
            isWithin(fewOfNetwork.onNetwork(network)), isWithin(manyOfNetwork.onNetwork(network)),
            isWithin(List.of(fewEverywhere.on(ALL))), isWithin(List.of(manyEverywhere.on(ALL))))
        .with((few, many, fewAll, manyAll) -> level(few, many).orHarder(level(fewAll, manyAll)));
  }

  private static Difficulty level(Boolean few, Boolean many) {
    if (few) {
      return Difficulty.USUAL;
    }
    return many ? Difficulty.RAISED : Difficulty.HIGH;
  }

  private Uni<Boolean> isWithin(List<Counted> counted) {
    return throttle.count(counted).map(wait -> wait.isEmpty());
  }
}
