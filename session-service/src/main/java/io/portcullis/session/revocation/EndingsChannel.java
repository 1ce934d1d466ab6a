package io.portcullis.session.revocation;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SessionId;
import io.portcullis.session.AccessTokenConfig;
import io.portcullis.session.Notifications;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;

/// Listens to PostgreSQL for the endings that other instances commit: the way that works while Kafka is away.
///
/// Every time the subscription stands anew the recent endings are read from the table, and once in a while regardless.
@ApplicationScoped
public class EndingsChannel {

  /// What the store of sessions notifies with the id of the ended session.
  public static final String NAME = "portcullis_session_ended";
  /// Notified with the id of an account whose customer has locked the settings.
  public static final String SETTINGS_LOCKED = "portcullis_settings_locked";

  private final Notifications notifications;
  private final RevokedSessions table;
  private final Revocations revocations;
  private final Duration memory;
  private final Clock clock;

  EndingsChannel(Notifications notifications, RevokedSessions table, Revocations revocations, AccessTokenConfig tokens,
      Clock clock) {
    this.notifications = notifications;
    this.table = table;
    this.revocations = revocations;
    this.memory = tokens.revocationMemory();
    this.clock = clock;
  }

  void start(@Observes StartupEvent event) {
    notifications.listen(NAME, this::catchUp, id -> SessionId.parse(id)
        .ifPresent(session -> revocations.add(session, clock.instant().plus(memory))));
    notifications.listen(SETTINGS_LOCKED, this::catchUp, id -> AccountId.parse(id)
        .ifPresent(account -> revocations.addSettingsLock(account, clock.instant().plus(memory))));
  }

  // Also the retry for a reading that failed, and the net below a connection that died without a word.
  @Scheduled(every = "15s")
  Uni<Void> catchUp() {
    return table.reload();
  }
}
