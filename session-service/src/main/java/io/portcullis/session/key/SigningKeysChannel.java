package io.portcullis.session.key;

import io.portcullis.session.Notifications;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/// Hears of keys that other instances changed: a removed one must be refused everywhere within a second.
@ApplicationScoped
class SigningKeysChannel {

  private static final Logger LOG = Logger.getLogger(SigningKeysChannel.class);

  private final Notifications notifications;
  private final ReadSigningKeys readSigningKeys;

  SigningKeysChannel(Notifications notifications, ReadSigningKeys readSigningKeys) {
    this.notifications = notifications;
    this.readSigningKeys = readSigningKeys;
  }

  void start(@Observes StartupEvent event) {
    notifications.listen(SigningKeyRows.CHANNEL, this::read, _ -> read().subscribe().with(
        _ -> {},
        failure -> LOG.warnf("changed signing keys could not be read, will retry: %s", failure)));
  }

  private Uni<Void> read() {
    return readSigningKeys.handle().replaceWithVoid();
  }
}
