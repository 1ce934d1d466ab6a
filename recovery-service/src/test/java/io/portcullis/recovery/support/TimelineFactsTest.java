package io.portcullis.recovery.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.AuthEvent.AccountExportChange;
import io.portcullis.contracts.AuthEvent.AccountLocked;
import io.portcullis.contracts.AuthEvent.ExportAction;
import io.portcullis.contracts.DeviceId;
import io.portcullis.contracts.EventId;
import io.portcullis.contracts.RecoveryEvent.SupportActed;
import io.portcullis.contracts.SessionEvent.DeviceAction;
import io.portcullis.contracts.SessionEvent.DeviceChange;
import io.portcullis.runtime.metric.Outcomes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// The staff see codes, and nothing that a customer typed or a device sent.
class TimelineFactsTest {

  private final EventId id = new EventId(UUID.randomUUID());
  private final AccountId account = new AccountId(UUID.randomUUID());
  private final Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void givenCodes_thenTheyAreKept() {
    assertThat(TimelineFacts.read(TimelineFacts.of(new SupportActed(id, account, now, "person-1", "lock-account", "fraud-report"))))
        .contains(new TimelineEntry.Fact("operation", List.of("lock-account")), new TimelineEntry.Fact("reason", List.of("fraud-report")));
  }

  @Test
  void back7_givenACopyOfTheDataThatIsAskedFor_readyAndFetched_thenEachIsThere() {
    for (ExportAction action : List.of(ExportAction.REQUESTED, ExportAction.READY, ExportAction.FETCHED)) {
      assertThat(TimelineFacts.read(TimelineFacts.of(new AccountExportChange(id, account, now, UUID.randomUUID(), action, Optional.of(now)))))
          .containsExactly(new TimelineEntry.Fact("action", List.of(Outcomes.kebab(action))), new TimelineEntry.Fact("until", List.of(now.toString())));
    }
  }

  @Test
  void a37_givenWhatACustomerOrADeviceWrote_thenItIsLeftOut() {
    assertThat(TimelineFacts.of(new DeviceChange(id, account, now, new DeviceId(UUID.randomUUID()), "Ada's phone, 198.51.100.7",
        DeviceAction.TRUSTED))).isEqualTo("action=trusted");
  }

  @Test
  void givenACodeWithSeparators_thenItForgesNoOtherFact() {
    assertThat(TimelineFacts.read(TimelineFacts.of(new AccountLocked(id, account, now, "a;person=b"))))
        .containsExactly(new TimelineEntry.Fact("reason", List.of("a_person_b")));
  }

  @Test
  void givenNoFacts_thenNone() {
    assertThat(TimelineFacts.read("")).isEmpty();
  }
}
