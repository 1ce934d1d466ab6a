package io.portcullis.runtime.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.EventId;
import io.portcullis.notification.OnTheStack;
import io.portcullis.notification.Tables;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// One poll, one statement. Here, as this service is the one that has consumers.
@QuarkusTest
@OnTheStack
class InboxTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MANY = 300;

  @Inject Inbox inbox;
  @Inject Postgres postgres;
  @Inject Tables tables;

  private final String consumer = "inbox-test-" + UUID.randomUUID();

  @Test
  void replayedEvent_withinOnePollAndInTheNext_thenItIsFreshOnce() {
    EventId a = event();
    EventId b = event();
    EventId c = event();

    assertThat(take(List.of(b, a, b))).containsExactly(b, a);
    assertThat(take(List.of(a, c, b, c))).containsExactly(c);
    assertThat(take(List.of(a, b, c))).isEmpty();
    assertThat(take(List.of())).isEmpty();
  }

  @Test
  void givenAnotherConsumer_thenItsMarksAreItsOwn() {
    EventId a = event();
    take(List.of(a));

    assertThat(postgres.withTransaction(tx -> inbox.fresh(tx, consumer + "-2", List.of(a), Function.identity()))
        .await().atMost(PATIENCE)).containsExactly(a);
  }

  @Test
  void givenAnEffectThatFails_thenItsMarksAreGone() {
    EventId a = event();

    Uni<Void> failing = postgres.withTransaction(tx -> inbox.fresh(tx, consumer, List.of(a), Function.identity())
        .chain(() -> Uni.createFrom().failure(new IllegalStateException("the effect"))));
    assertThat(failing.onFailure().recoverWithNull().await().atMost(PATIENCE)).isNull();

    assertThat(take(List.of(a))).containsExactly(a);
  }

  /// Two instances that were given the same records while the group was rebalanced.
  @Test
  void givenTheSameEventsTwiceAtOnceInOppositeOrder_thenEachIsFreshForOneAndNobodyWaitsForEver() {
    List<EventId> events = Stream.generate(InboxTest::event).limit(MANY).toList();

    List<List<EventId>> both = Uni.join().all(taking(events), taking(events.reversed())).andFailFast().await().atMost(PATIENCE);

    var fresh = new ArrayList<EventId>(both.getFirst());
    fresh.addAll(both.getLast());
    assertThat(fresh).containsExactlyInAnyOrderElementsOf(events);
    assertThat(tables.count("select count(*) from inbox where consumer = '%s'".formatted(consumer))).isEqualTo(MANY);
  }

  private List<EventId> take(List<EventId> events) {
    return taking(events).await().atMost(PATIENCE);
  }

  private Uni<List<EventId>> taking(List<EventId> events) {
    return postgres.withTransaction(tx -> inbox.fresh(tx, consumer, events, Function.identity()));
  }

  private static EventId event() {
    return new EventId(UUID.randomUUID());
  }
}
