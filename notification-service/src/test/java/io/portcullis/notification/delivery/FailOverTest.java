package io.portcullis.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FailOverTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String MUTE = "mute";
  private static final String WELL = "well";

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

  private FailOver<String> between(String first, String second) {
    return new FailOver<>(first, Optional.of(second), _ -> false, Duration.ofMillis(10), "mail", Clock.systemUTC(), metrics);
  }

  private static String ask(FailOver<String> providers) {
    return providers.ask(provider -> provider.equals(MUTE) ? Uni.createFrom().<String>nothing() : Uni.createFrom().item(provider))
        .await().atMost(PATIENCE);
  }

  // A provider that is overloaded often takes the connection, and says no more.
  @Test
  void silence_givenTheFirstNeverAnswers_thenThatIsAFailure_andTheNextTryAsksTheSecond() {
    var providers = between(MUTE, WELL);
    assertThatThrownBy(() -> ask(providers)).isInstanceOf(TimeoutException.class);
    assertThat(metrics.get("mail").tags("provider", "first", "outcome", "failed").counter().count()).isEqualTo(1);

    assertThat(ask(providers)).isEqualTo(WELL);
  }
}
