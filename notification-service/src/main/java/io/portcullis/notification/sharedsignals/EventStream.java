package io.portcullis.notification.sharedsignals;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// A stream as its receiver configured it.
///
/// @param requested event types, as asked for; empty means all that there are
/// @param pushedTo  its endpoint; empty for a stream that is polled
record EventStream(UUID id, Optional<List<String>> requested, Optional<String> description, Optional<String> pushedTo, Status status,
    Optional<String> reason) {

  enum Status {
    ENABLED,
    /// What happens meanwhile is held.
    PAUSED,
    DISABLED;

    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  List<String> delivered() {
    return delivered(requested);
  }

  static List<String> delivered(Optional<List<String>> requested) {
    return requested.map(SignalType::known).orElseGet(() -> SignalType.SUPPORTED.stream().map(SignalType::uri).toList());
  }
}
