package io.portcullis.runtime.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.notification.OnTheStack;
import io.portcullis.notification.Tables;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Here, as this service is the one that has consumers.
@QuarkusTest
@OnTheStack
class InboxSweepTest {

  @Inject Inbox inbox;
  @Inject Tables tables;

  @Test
  void givenMoreOldMarksThanABatch_whenSwept_thenAllGoAndTheNewStay() {
    mark("old", 1_700, "31 days");
    mark("new", 300, "29 days");

    inbox.sweep().await().atMost(Duration.ofSeconds(40));

    assertThat(tables.count("select count(*) from inbox where consumer = 'old'")).isZero();
    assertThat(tables.count("select count(*) from inbox where consumer = 'new'")).isEqualTo(300);
  }

  private void mark(String consumer, int marks, String age) {
    tables.meddle("insert into inbox (consumer, event_id, seen_at) select '%s', gen_random_uuid(), now() - interval '%s' from generate_series(1, %d)"
        .formatted(consumer, age, marks));
  }
}
