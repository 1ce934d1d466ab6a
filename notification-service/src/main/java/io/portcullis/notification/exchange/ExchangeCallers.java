package io.portcullis.notification.exchange;

import io.portcullis.runtime.token.HouseCallers;
import jakarta.inject.Singleton;
import java.util.Set;

/// No service of the house calls this one: `/internal` is for the exchange's systems alone.
@Singleton
class ExchangeCallers implements HouseCallers {

  private final Set<String> systems;

  ExchangeCallers(ExchangeConfig config) {
    systems = config.systems().orElse(Set.of());
  }

  @Override
  public Set<String> names() {
    return systems;
  }

  /// Others may be named by `portcullis.service-token.callers`.
  boolean isSystem(String caller) {
    return systems.contains(caller);
  }
}
