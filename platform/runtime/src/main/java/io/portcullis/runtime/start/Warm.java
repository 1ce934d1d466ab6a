package io.portcullis.runtime.start;

import static io.portcullis.runtime.verdict.Verdicts.done;

import io.quarkus.arc.All;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;
import org.jboss.logging.Logger;

/// Keeps an instance from taking requests until each [WarmUp] has succeeded once: else the first customers of a new
/// instance would pay for everything that is slow the first time, and some be refused for it.
///
/// What was up once stays up: a neighbour that goes away later takes nobody with it. A neighbour that is away at the start
/// holds an instance back for [#PATIENCE] only, for much of a service works without its neighbours.
@Startup
@Readiness
@ApplicationScoped
class Warm implements HealthCheck {

  static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Logger LOG = Logger.getLogger(Warm.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private final List<WarmUp> warmUps;
  private final Duration patience;
  private final Set<String> pending = ConcurrentHashMap.newKeySet();

  @Inject
  Warm(@All List<WarmUp> warmUps) {
    this(warmUps, PATIENCE);
  }

  Warm(List<WarmUp> warmUps, Duration patience) {
    this.warmUps = warmUps;
    this.patience = patience;
  }

  /// Tests play the neighbours themselves, and count their calls.
  void atStart(@Observes StartupEvent started) {
    if (LaunchMode.current() == LaunchMode.NORMAL) {
      begin();
    }
  }

  void begin() {
    warmUps.forEach(warmUp -> pending.add(warmUp.name()));
    warmUps.forEach(warmUp -> attempts(warmUp).subscribe().with(_ -> pending.remove(warmUp.name())));
  }

  private Uni<Void> attempts(WarmUp warmUp) {
    return Uni.createFrom().deferred(warmUp::run)
        .onFailure().retry().withBackOff(FIRST_PAUSE, LONGEST_PAUSE).expireIn(patience.toMillis())
        .onFailure().recoverWithUni(failure -> {
          LOG.warnf("%s: not within %d s, going on without: %s", warmUp.name(), patience.toSeconds(), failure);
          return done();
        });
  }

  @Override
  public HealthCheckResponse call() {
    var response = HealthCheckResponse.named("first calls made").status(pending.isEmpty());
    if (!pending.isEmpty()) {
      response.withData("waits for", String.join(", ", pending));
    }
    return response.build();
  }
}
