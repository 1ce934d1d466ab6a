package io.portcullis.session.standing;

import static io.portcullis.runtime.verdict.Verdicts.done;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SessionEvent.ApiKeyDisableReason;
import io.portcullis.contracts.SessionEvent.EndReason;
import io.portcullis.session.apikey.DisableApiKeys;
import io.portcullis.session.lifecycle.EndSessions;
import io.portcullis.session.lifecycle.EndedSession;
import io.portcullis.session.lifecycle.SessionEndings;
import io.portcullis.session.standing.Standings.Standing;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Makes a freeze or a password reset count: writes the new standing, then ends every session that it does not allow.
///
/// The order matters. The account's lock, or writing the first standing, waits for openings; what they opened is then
/// visible to the ending. Openings that come later read the new standing.
@ApplicationScoped
class TightenStanding {

  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

  private final Standings standings;
  private final SessionEndings endings;
  private final EndSessions endSessions;
  private final DisableApiKeys keys;

  TightenStanding(Standings standings, SessionEndings endings, EndSessions endSessions,
      DisableApiKeys keys) {
    this.standings = standings;
    this.endings = endings;
    this.endSessions = endSessions;
    this.keys = keys;
  }

  /// @return how many live sessions it ended
  Uni<Integer> handle(AccountId account, StandingChange change) {
    EndReason reason = change.reason().endReason();
    return endSessions
        .handle(account, reason, (tx, now) -> stayLocked(tx, account, change, now)
            .chain(() -> standings.tighten(tx, account, standing(change, now), now))
            .call(standing -> spare(tx, account, change, standing))
            .chain(standing -> endDisallowed(tx, account, standing, reason, now)
                .call(() -> isOutdated(change, standing) ? done() : endings.distrustAll(tx, account)
                    .chain(() -> endKeys(tx, account, change, now)))))
        .map(List::size);
  }

  // Keys are not opened on evidence. A freeze ends them; what gives an account back to its owner leaves it to the owner which of
  // them to enable. A customer who chooses a new password keeps them.
  private Uni<Void> endKeys(SqlConnection tx, AccountId account, StandingChange change, Instant now) {
    if (change.barred()) {
      return keys.endAllFrozen(tx, account, now);
    }
    return switch (change.reason()) {
      case FROZEN -> keys.endAllFrozen(tx, account, now);
      case PASSWORD_RESET -> keys.disableAll(tx, account, ApiKeyDisableReason.PASSWORD_RESET, now);
      case IDENTIFIER_RESTORED -> keys.disableAll(tx, account, ApiKeyDisableReason.IDENTIFIER_RESTORED, now);
      // Programs act for nobody while the account is locked.
      case LOCKED -> keys.disableAll(tx, account, ApiKeyDisableReason.ACCOUNT_LOCKED, now);
      // A freeze has ended them already.
      case PASSWORD_CHANGED, UNFROZEN, SUPPORT -> done();
    };
  }

  private Uni<Void> stayLocked(SqlConnection tx, AccountId account, StandingChange change, Instant now) {
    return change.barred() ? standings.stayLocked(tx, account, standing(change, now), now) : done();
  }

  // A freeze that is told again after the unfreeze: keys and trust of later are none of its business.
  private static boolean isOutdated(StandingChange change, Standing known) {
    return change.version().filter(version -> version < known.version().orElse(0)).isPresent();
  }

  private Uni<Void> spare(SqlConnection tx, AccountId account, StandingChange change, Standing standing) {
    return change.spared().isPresent()
        ? endings.spare(tx, account, change.spared().get(), standing.evidenceNotBefore())
        : done();
  }

  // Not taken further ahead than clocks may differ: a wrong clock at auth-service must not lock people out for long,
  // and a freeze must not fail for it either.
  private static Standing standing(StandingChange change, Instant now) {
    Instant latest = now.plus(CLOCK_TOLERANCE);
    Instant notBefore = change.evidenceNotBefore();
    Instant bounded = notBefore.isAfter(latest) ? latest : notBefore.isBefore(Instant.EPOCH) ? Instant.EPOCH : notBefore;
    return new Standing(bounded, change.barred(), change.version());
  }

  private Uni<List<EndedSession>> endDisallowed(
      SqlConnection tx, AccountId account, Standing standing, EndReason reason, Instant now) {
    return standing.barred()
        ? endings.all(tx, account, reason, now)
        : endings.onOlderEvidence(tx, account, standing.evidenceNotBefore(), reason, now);
  }
}
