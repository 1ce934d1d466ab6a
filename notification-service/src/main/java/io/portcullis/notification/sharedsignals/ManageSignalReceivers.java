package io.portcullis.notification.sharedsignals;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.runtime.crypto.OpaqueToken;
import io.portcullis.runtime.event.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/// What operators do with receivers. Who did it is in the log.
@ApplicationScoped
class ManageSignalReceivers {

  private static final Logger LOG = Logger.getLogger(ManageSignalReceivers.class);

  private final Receivers receivers;
  private final QueuedSets sets;
  private final NewSets news;
  private final SharedSignalsConfig config;
  private final SecureRandom random;
  private final Ids ids;
  private final Clock clock;

  ManageSignalReceivers(Receivers receivers, QueuedSets sets, NewSets news, SharedSignalsConfig config, SecureRandom random, Ids ids,
      Clock clock) {
    this.receivers = receivers;
    this.sets = sets;
    this.news = news;
    this.config = config;
    this.random = random;
    this.ids = ids;
    this.clock = clock;
  }

  sealed interface Registration {
    /// @param token shown this once
    record Registered(UUID id, String token) implements Registration {}

    /// The host is not among those that may be called.
    record HostRefused() implements Registration {}

    record Exists() implements Registration {}

    record Full() implements Registration {}
  }

  /// @param pushHost empty for one that polls
  record Applicant(String name, String audience, Optional<String> pushHost) {}

  Uni<Registration> register(Applicant applicant, String by) {
    boolean refused = applicant.pushHost()
        .filter(host -> config.hosts().stream().noneMatch(hosts -> hosts.stream().anyMatch(host::equalsIgnoreCase))).isPresent();
    if (refused) {
      return now(new Registration.HostRefused());
    }
    OpaqueToken token = OpaqueToken.random(ReceiverMechanism.TOKEN_PREFIX, random);
    var receiver = new Receiver(ids.next(), applicant.name(), applicant.audience(), applicant.pushHost(), clock.instant());
    return receivers.add(receiver, token.digest(), by).chain(added -> {
      if (added) {
        LOG.infof("shared signals: %s registered %s", by, receiver.id());
        return now(new Registration.Registered(receiver.id(), token.reveal()));
      }
      return receivers.all().map(all -> all.stream().anyMatch(known -> known.name().equals(applicant.name()))
          ? new Registration.Exists() : new Registration.Full());
    });
  }

  Uni<List<Receiver>> all() {
    return receivers.all();
  }

  Uni<Boolean> remove(UUID id) {
    return receivers.remove(id).invoke(_ -> LOG.infof("shared signals: %s removed", id));
  }

  /// The earlier token is void at once: what happens until the receiver has the new one waits. Empty when there is no such receiver.
  Uni<Optional<String>> renew(UUID id) {
    OpaqueToken token = OpaqueToken.random(ReceiverMechanism.TOKEN_PREFIX, random);
    return receivers.renew(id, token.digest()).map(known -> Optional.of(token.reveal()).filter(_ -> known));
  }

  /// As many at once as may wait in a stream. Empty when there is no such stream.
  Uni<Optional<Integer>> replay(UUID stream, Instant since, boolean all) {
    return sets.knows(stream).chain(known -> known
        ? sets.replay(stream, since, all, config.waiting()).invoke(_ -> news.tell(List.of(stream))).map(Optional::of)
        : now(Optional.empty()));
  }
}
