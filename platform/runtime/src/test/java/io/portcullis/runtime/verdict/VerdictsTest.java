package io.portcullis.runtime.verdict;

import static io.portcullis.runtime.verdict.Verdicts.either;
import static io.portcullis.runtime.verdict.Verdicts.now;
import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class VerdictsTest {

  private final AtomicInteger asked = new AtomicInteger();

  private String ask(Optional<String> maybe) {
    return now(maybe).chain(either(found -> now("found " + found), this::nothing)).await().indefinitely();
  }

  private Uni<String> nothing() {
    asked.incrementAndGet();
    return now("nothing");
  }

  @Test
  void givenSomethingFound_thenTheOtherWayIsNotEvenBegun() {
    assertThat(ask(Optional.of("it"))).isEqualTo("found it");
    assertThat(asked).hasValue(0);
  }

  @Test
  void givenNothingFound_thenTheOtherWayIsGone() {
    assertThat(ask(Optional.empty())).isEqualTo("nothing");
    assertThat(asked).hasValue(1);
  }
}
