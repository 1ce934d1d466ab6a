package io.portcullis.notification.caller;

import io.portcullis.runtime.token.HouseCallers;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// No service of the house calls this one. `/internal/alerts` is for the exchange's own systems, `/internal/webhooks` and
/// `/internal/shared-signals` for operators, `/internal/audit` for auditors. None is for the others.
/// recovery-service asks for the staff at its desk.
@Singleton
public class NotificationCallers implements HouseCallers {

  private final Set<String> systems;
  private final Set<String> webhooks;
  private final Set<String> sharedSignals;
  private final Set<String> readers;
  private final Set<String> searchers;

  NotificationCallers(@ConfigProperty(name = "portcullis.exchange.systems") Optional<Set<String>> systems,
      @ConfigProperty(name = "portcullis.webhooks.managers") Set<String> webhooks,
      @ConfigProperty(name = "portcullis.shared-signals.managers") Set<String> sharedSignals,
      @ConfigProperty(name = "portcullis.audit.readers") Set<String> readers,
      @ConfigProperty(name = "portcullis.audit.searchers") Set<String> searchers) {
    this.systems = systems.orElse(Set.of());
    this.webhooks = webhooks;
    this.sharedSignals = sharedSignals;
    this.readers = readers;
    this.searchers = searchers;
  }

  @Override
  public Set<String> names() {
    return Stream.of(systems, webhooks, sharedSignals, readers, searchers).flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
  }

  /// Others may be named by `portcullis.service-token.callers`.
  public boolean isSystem(String caller) {
    return systems.contains(caller);
  }

  public boolean managesWebhooks(String caller) {
    return webhooks.contains(caller);
  }

  public boolean managesSharedSignals(String caller) {
    return sharedSignals.contains(caller);
  }

  public boolean readsAudit(String caller) {
    return readers.contains(caller);
  }

  public boolean searchesAudit(String caller) {
    return searchers.contains(caller);
  }
}
