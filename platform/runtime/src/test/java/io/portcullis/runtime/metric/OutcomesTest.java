package io.portcullis.runtime.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class OutcomesTest {

  private enum Outcome { DONE, LINK_REFUSED, IDLE }

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

  @Test
  void givenOutcomes_thenEachHasItsCounterBeforeItIsCounted() {
    var outcomes = new Outcomes<>(metrics, "requests", Outcome.class);
    assertThat(metrics.find("requests").counters()).hasSize(3).allMatch(counter -> counter.count() == 0);

    outcomes.count(Outcome.LINK_REFUSED);
    assertThat(metrics.get("requests").tag("outcome", "link-refused").counter().count()).isOne();
  }

  @Test
  void givenSomeOfThem_thenOnlyTheseAreThere_withTheirOtherTags() {
    new Outcomes<>(metrics, "requests", "result", EnumSet.complementOf(EnumSet.of(Outcome.IDLE)), Outcomes::snake,
        Tags.of("method", "totp"));
    assertThat(metrics.find("requests").tag("method", "totp").counters()).extracting(counter -> counter.getId().getTag("result"))
        .containsExactlyInAnyOrder("done", "link_refused");
  }
}
