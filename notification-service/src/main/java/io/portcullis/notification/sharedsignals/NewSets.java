package io.portcullis.notification.sharedsignals;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// Says within this instance that streams have something new. Other instances find it by their own polls.
@ApplicationScoped
class NewSets {

  private final List<Consumer<Collection<UUID>>> listeners = new CopyOnWriteArrayList<>();

  void listen(Consumer<Collection<UUID>> listener) {
    listeners.add(listener);
  }

  void tell(Collection<UUID> streams) {
    if (!streams.isEmpty()) {
      listeners.forEach(listener -> listener.accept(streams));
    }
  }
}
