package io.portcullis.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.testkit.Management;
import org.junit.jupiter.api.Test;

@RecoveryTest
class ForgeryAlarmTest {

  /// An alarm on the increase of a counter misses the first one when the counter begins with it.
  @Test
  void a25Forgery_givenNoneYet_thenTheAlarmsCountersAreThere() {
    assertThat(Management.metrics().lines())
        .anyMatch(line -> line.startsWith("portcullis_events_forged_total{topic=\"portcullis.revocations\"}"));
  }
}
