package io.portcullis.notification.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.FromPlace;
import io.portcullis.contracts.OnApiKey;
import io.portcullis.contracts.OnDevice;
import io.portcullis.contracts.SecurityEventType;
import io.portcullis.transparency.Erasure;
import org.junit.jupiter.api.Test;

/// The auditor's program needs the JDK alone, so it spells out what the events of the house are called.
class ErasureTest {

  @Test
  void names_givenTheEventsOfTheHouse_thenWhatIsKeptIsAmongThem_andNoneHasADeviceAKeyOrAPlace() {
    for (String type : Erasure.KEPT) {
      if (!type.equals(ReadLog.READING)) {
        Class<?> kept = SecurityEventType.of(type).orElseThrow();
        assertThat(OnDevice.class.isAssignableFrom(kept) || OnApiKey.class.isAssignableFrom(kept) || FromPlace.class.isAssignableFrom(kept))
            .as(type).isFalse();
      }
    }
    assertThat(Erasure.KEPT).contains(ReadLog.READING);
  }
}
