package io.portcullis.runtime.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.ServiceUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class WarmTest {

  private final List<UniEmitter<? super Void>> attempts = new ArrayList<>();

  private final WarmUp neighbour = new WarmUp() {
    @Override
    public String name() {
      return "neighbour answers";
    }

    @Override
    public Uni<Void> run() {
      return Uni.createFrom().emitter(attempts::add);
    }
  };

  @Test
  void givenANeighbourThatHasNotAnswered_thenTheInstanceIsNotStarted_untilItDoes() {
    var warm = new Warm(List.of(neighbour), Duration.ofMinutes(1));
    warm.begin();
    assertThat(warm.call().getStatus()).isEqualTo(Status.DOWN);
    assertThat(warm.call().getData().orElseThrow()).containsEntry("waits for", "neighbour answers");

    attempts.getFirst().complete(null);
    assertThat(warm.call().getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void givenANeighbourThatIsAway_whenPatienceEnds_thenTheInstanceGoesOnWithoutIt() {
    var warm = new Warm(List.of(neighbour), Duration.ZERO);
    warm.begin();
    attempts.getFirst().fail(new ServiceUnavailableException());
    assertThat(warm.call().getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void givenNothingToWarmUp_thenTheInstanceIsStarted() {
    var warm = new Warm(List.of(), Duration.ofMinutes(1));
    warm.begin();
    assertThat(warm.call().getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void aRefusalIsAnAnswer_butNotOneOfOurToken_norAFailureOfTheOtherEnd() {
    assertThat(answered(new NotFoundException())).isTrue();
    assertThat(answered(new ForbiddenException())).isFalse();
    assertThat(answered(new ServiceUnavailableException())).isFalse();
    assertThat(answered(new IllegalStateException("connection refused"))).isFalse();
  }

  private static boolean answered(Exception failure) {
    var outcome = new ArrayList<Boolean>();
    Answered.by(Uni.createFrom().failure(failure)).subscribe().with(_ -> outcome.add(true), _ -> outcome.add(false));
    return outcome.getFirst();
  }
}
