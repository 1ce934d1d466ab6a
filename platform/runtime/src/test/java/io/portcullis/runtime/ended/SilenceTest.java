package io.portcullis.runtime.ended;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class SilenceTest {

  private final Silence silence = new Silence();

  private boolean afterLooks(double... answered) {
    return DoubleStream.of(answered).mapToObj(silence::lasts).reduce(false, (_, last) -> last);
  }

  @Test
  void givenAnswersThatKeepComing_thenKafkaIsThere() {
    assertThat(afterLooks(10, 12, 14, 16)).isFalse();
  }

  @Test
  void givenASingleLookWithoutAnAnswer_thenAMachineMayBeBusy() {
    assertThat(afterLooks(10, 12, 12)).isFalse();
  }

  @Test
  void a44KafkaDown_givenNoAnswerForTwoLooks_thenItIsSilent_untilTheNextAnswer() {
    assertThat(afterLooks(10, 12, 12, 12)).isTrue();
    assertThat(silence.lasts(12)).isTrue();
    assertThat(silence.lasts(13)).isFalse();
  }

  @Test
  void a44KafkaDown_givenAStartWithoutKafka_thenItIsSilent() {
    assertThat(afterLooks(0, 0, 0)).isTrue();
  }
}
