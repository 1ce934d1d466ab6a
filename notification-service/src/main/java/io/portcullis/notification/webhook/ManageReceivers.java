package io.portcullis.notification.webhook;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.SecurityEventType;
import io.portcullis.runtime.event.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/// What operators do with receivers. Who did it is in the log.
@ApplicationScoped
class ManageReceivers {

  private static final Logger LOG = Logger.getLogger(ManageReceivers.class);

  private static final String PREFIX = "whsec_";
  /// The specification asks for 24 to 64.
  private static final int SECRET_BYTES = 32;

  private final Endpoints endpoints;
  private final WebhookDeliveries deliveries;
  private final CallReceiver call;
  private final SecureRandom random;
  private final Ids ids;

  ManageReceivers(Endpoints endpoints, WebhookDeliveries deliveries, CallReceiver call, SecureRandom random, Ids ids) {
    this.endpoints = endpoints;
    this.deliveries = deliveries;
    this.call = call;
    this.random = random;
    this.ids = ids;
  }

  sealed interface Registration {
    /// @param secret shown this once
    record Registered(UUID id, String secret) implements Registration {}

    /// Its host is not among those that may be called, or it is not sealed.
    record UrlRefused() implements Registration {}

    record TypeUnknown(String type) implements Registration {}

    record Exists() implements Registration {}

    record Full() implements Registration {}
  }

  Uni<Registration> register(String url, List<String> types, String by) {
    Optional<String> unknown = types.stream().filter(type -> SecurityEventType.of(type).isEmpty()).findFirst();
    if (unknown.isPresent()) {
      return now(new Registration.TypeUnknown(unknown.get()));
    }
    if (!call.mayGoTo(url)) {
      return now(new Registration.UrlRefused());
    }
    UUID id = ids.next();
    String secret = newSecret();
    return endpoints.add(id, url, types, secret, by).chain(added -> {
      if (added) {
        LOG.infof("webhooks: %s registered %s", by, id);
        return now(new Registration.Registered(id, secret));
      }
      return endpoints.all().map(all -> all.stream().anyMatch(known -> known.url().equals(url)) ? new Registration.Exists() : new Registration.Full());
    });
  }

  Uni<List<Endpoint>> all() {
    return endpoints.all();
  }

  Uni<Boolean> remove(UUID id) {
    return endpoints.remove(id).invoke(_ -> LOG.infof("webhooks: %s removed", id));
  }

  /// Empty when there is no such receiver.
  Uni<Optional<String>> renew(UUID id) {
    String secret = newSecret();
    return endpoints.renew(id, secret).map(known -> Optional.of(secret).filter(_ -> known));
  }

  Uni<Boolean> enable(UUID id) {
    return endpoints.enable(id);
  }

  /// It is sent nothing until it is enabled.
  Uni<Boolean> pause(UUID id) {
    return endpoints.pause(id).invoke(_ -> LOG.infof("webhooks: %s paused", id));
  }

  /// Empty when there is no such receiver.
  Uni<Optional<List<WebhookDeliveries.Logged>>> log(UUID id, Optional<String> state) {
    return endpoints.knows(id).chain(known -> known ? deliveries.log(id, state).map(Optional::of) : now(Optional.empty()));
  }

  /// Empty when there is no such receiver.
  Uni<Optional<Integer>> replay(UUID id, Instant since, boolean all) {
    return endpoints.knows(id).chain(known -> known ? deliveries.replay(id, since, all).map(Optional::of) : now(Optional.empty()));
  }

  /// False when there is no such delivery, or no such receiver.
  Uni<Boolean> replay(UUID id, UUID event) {
    return deliveries.replay(id, event);
  }

  private String newSecret() {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return PREFIX + Base64.getEncoder().encodeToString(bytes);
  }
}
