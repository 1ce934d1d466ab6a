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
import java.time.Instant;

/// Listens to PostgreSQL for the endings that all instances commit: the way that works while Kafka is away. What is heard goes on to
/// the other services by Redis.
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
  private final TellByRedis tellByRedis;
  private final Duration memory;
  private final Clock clock;

  EndingsChannel(Notifications notifications, RevokedSessions table, Revocations revocations, TellByRedis tellByRedis,
      AccessTokenConfig tokens, Clock clock) {
    this.notifications = notifications;
    this.table = table;
    this.revocations = revocations;
    this.tellByRedis = tellByRedis;
    this.memory = tokens.revocationMemory();
    this.clock = clock;
  }

  void start(@Observes StartupEvent event) {
    notifications.listen(NAME, this::catchUp, id -> SessionId.parse(id).ifPresent(this::hear));
    notifications.listen(SETTINGS_LOCKED, this::catchUp, id -> AccountId.parse(id).ifPresent(this::hearLock));
  }

  private void hear(SessionId session) {
    Instant forgetAt = clock.instant().plus(memory);
    revocations.add(session, forgetAt);
    tellByRedis.ended(session, forgetAt);
  }

  private void hearLock(AccountId account) {
    Instant forgetAt = clock.instant().plus(memory);
    revocations.addSettingsLock(account, forgetAt);
    tellByRedis.settingsLocked(account, forgetAt);
  }

  // Also the retry for a reading that failed, and the net below a connection that died without a word.
  @Scheduled(every = "15s")
  Uni<Void> catchUp() {
    tellByRedis.writeOn();
    return table.reload();
  }
}
