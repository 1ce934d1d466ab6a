package io.portcullis.recovery.recoverycase;

import static io.portcullis.runtime.verdict.Verdicts.done;
import static io.portcullis.runtime.verdict.Verdicts.either;

import io.portcullis.contracts.AuthEvent.AccountFrozen;
import io.portcullis.contracts.RecoveryEvent.CaseCanceller;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.contracts.SessionEvent.AssuranceLevelChange;
import io.portcullis.contracts.SessionEvent.SessionEstablished;
import io.portcullis.recovery.transaction.Transactions;
import io.portcullis.runtime.event.ChosenFacts;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.hibernate.reactive.mutiny.Mutiny;

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
  private final Transactions transactions;
  private final Clock clock;

  HearOwner(ChosenFacts facts, RecoveryCases cases, MoveCase moveCase, Transactions transactions, Clock clock) {
    this.facts = facts;
    this.cases = cases;
    this.moveCase = moveCase;
    this.transactions = transactions;
    this.clock = clock;
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
        .map(by -> transactions.run(tx -> cases.lock(found.id).chain(either(locked -> cancel(tx, locked, by), () -> done()))))
        .orElseGet(() -> done());
  }

  private Uni<Void> cancel(Mutiny.Session tx, RecoveryCase locked, CaseCanceller by) {
    if (locked.state == CaseState.COMPLETING && by == CaseCanceller.FREEZE) {
      // Whether something was taken away before, auth-service knows: it answers the next try.
      locked.dueAt = clock.instant();
      return done();
    }
    return moveCase.handle(tx, locked, CaseAction.CANCEL, new Actor.Owner(by)).replaceWithVoid();
  }
}
