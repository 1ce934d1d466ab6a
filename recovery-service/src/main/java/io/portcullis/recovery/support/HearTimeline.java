package io.portcullis.recovery.support;

import io.portcullis.contracts.SecurityEvent;
import io.portcullis.contracts.SecurityEventType;
import io.portcullis.runtime.event.ChosenFacts;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Keeps what happened to accounts for the support desk, as codes and moments alone. notification-service has the trail with all its
/// content, and answers auditors alone.
///
/// An event's id is its row's, so hearing it twice does no harm.
@ApplicationScoped
class HearTimeline {

  private static final Set<Class<? extends SecurityEvent>> ALL = Set.copyOf(SecurityEventType.RECORDS);

  private final ChosenFacts facts;
  private final Timelines timelines;

  HearTimeline(ChosenFacts facts, Timelines timelines) {
    this.facts = facts;
    this.timelines = timelines;
  }

  @Incoming("timeline")
  Uni<Void> hear(ConsumerRecords<String, byte[]> poll) {
    return facts.hear("timeline", poll, ALL, timelines::add);
  }
}
