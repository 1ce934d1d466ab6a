package io.portcullis.recovery.recoverycase;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.EventId;
import io.portcullis.contracts.RecoveryEvent;
import io.portcullis.contracts.RecoveryEvent.CaseApproved;
import io.portcullis.contracts.RecoveryEvent.CaseCancelled;
import io.portcullis.contracts.RecoveryEvent.CaseCanceller;
import io.portcullis.contracts.RecoveryEvent.CaseCompleted;
import io.portcullis.contracts.RecoveryEvent.CaseExpired;
import io.portcullis.contracts.RecoveryEvent.CaseOpened;
import io.portcullis.contracts.RecoveryEvent.CaseRejected;
import io.portcullis.contracts.RecoveryEvent.CaseWaitEnded;
import io.portcullis.contracts.RecoveryEvent.CaseWaitStarted;
import io.portcullis.recovery.recoverycase.CaseTable.Told;
import io.portcullis.runtime.event.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/// The event that tells an account's owner what the table says must be told.
@ApplicationScoped
class CaseNews {

  private final Ids ids;

  CaseNews(Ids ids) {
    this.ids = ids;
  }

  /// Empty where nobody is told, or nobody is there.
  Optional<RecoveryEvent> of(RecoveryCase about, Told told, Actor actor, Instant now) {
    return about.owner().flatMap(owner -> of(ids.nextEvent(), owner, about, told, actor, now));
  }

  private static Optional<RecoveryEvent> of(EventId id, AccountId owner, RecoveryCase about, Told told, Actor actor, Instant now) {
    return switch (told) {
      case NOBODY -> Optional.empty();
      case OPENED -> Optional.of(new CaseOpened(id, owner, now, about.id, about.reason, Optional.of(about.share.opener())));
      case APPROVED -> Optional.of(new CaseApproved(id, owner, now, about.id));
      case WAIT_STARTED -> Optional.of(new CaseWaitStarted(id, owner, now, about.id, about.waitEndsAt));
      case WAIT_ENDED -> Optional.of(new CaseWaitEnded(id, owner, now, about.id));
      case COMPLETED -> Optional.of(new CaseCompleted(id, owner, now, about.id));
      case CANCELLED -> Optional.of(new CaseCancelled(id, owner, now, about.id,
          actor instanceof Actor.Owner by ? by.by() : CaseCanceller.CLAIMANT));
      case REJECTED -> Optional.of(new CaseRejected(id, owner, now, about.id));
      case EXPIRED -> Optional.of(new CaseExpired(id, owner, now, about.id));
    };
  }
}
