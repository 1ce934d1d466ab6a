package io.portcullis.recovery.recoverycase;

import static io.portcullis.runtime.verdict.Verdicts.done;

import io.portcullis.contracts.AuthEvent.AccountFrozen;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.contracts.SessionEvent.AssuranceLevelChange;
import io.portcullis.contracts.SessionEvent.SessionEstablished;
import io.portcullis.runtime.event.ChosenFacts;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Hears of sign-ins and freezes that speak against a case, and cancels the case (BACK-3).
///
/// Hearing of one twice or late does no harm, so no inbox is needed: a case is cancelled once, and what happened before a case was
/// opened says nothing about it.
@ApplicationScoped
class HearOwner {

  private static final Set<Class<? extends SecurityEvent>> KINDS = Set.of(SessionEstablished.class, AssuranceLevelChange.class, AccountFrozen.class);

  private final ChosenFacts facts;
  private final RecoveryCases cases;
  private final MoveCase moveCase;

  HearOwner(ChosenFacts facts, RecoveryCases cases, MoveCase moveCase) {
    this.facts = facts;
    this.cases = cases;
    this.moveCase = moveCase;
  }

  @Incoming("owners")
  Uni<Void> hear(ConsumerRecords<String, byte[]> poll) {
    return facts.hear("owners", poll, KINDS, heard -> {
      List<SecurityEvent> against = heard.stream().filter(HearOwner::speaksAgainstCases).toList();
      return against.isEmpty() ? done() : cancel(against);
    });
  }

  // Most sign-ins show no second factor: for them nothing is looked up.
  private static boolean speaksAgainstCases(SecurityEvent event) {
    return switch (event) {
      case SessionEstablished signIn -> signIn.factorSettledAt().isPresent();
      case AssuranceLevelChange stepUp -> stepUp.factorSettledAt().isPresent();
      default -> true;
    };
  }

  private Uni<Void> cancel(List<SecurityEvent> heard) {
    Set<UUID> accounts = heard.stream().map(event -> event.subject().value()).collect(Collectors.toSet());
    return Panache.withSession(() -> cases.openOf(accounts)).chain(open -> Multi.createFrom().iterable(open)
        .onItem().transformToUniAndConcatenate(found -> cancel(found, heard))
        .onItem().ignoreAsUni());
  }

  private Uni<Void> cancel(RecoveryCase found, List<SecurityEvent> heard) {
    return heard.stream().map(found::cancelledBy).flatMap(Optional::stream).findFirst()
        .map(by -> moveCase.handle(found.id, CaseAction.CANCEL, new Actor.Owner(by)).replaceWithVoid())
        .orElseGet(() -> done());
  }
}
