package io.portcullis.notification.inbox;

import io.portcullis.contracts.SecurityEvent;
import io.portcullis.notification.alert.AlertText;
import io.portcullis.notification.letter.Letter.Detail;
import io.portcullis.notification.letter.Reader;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// One row, not in words yet.
///
/// @param number its place in the account's inbox: 1, 2, 3 …
record KeptAlert(long number, SecurityEvent event, Optional<String> device, Optional<Instant> readAt) {

  /// Empty for a kind that raises no alert any more.
  Optional<Shown> in(Reader reader) {
    return AlertText.of(event, reader).map(words -> new Shown(event.id().toString(), number, event.type(), event.time(),
        words.title(), words.text(), words.details(), device, readAt));
  }

  /// @param number its place in the inbox: 1, 2, 3 …, also the `id` in the stream
  /// @param type   wire name of the event behind it
  /// @param device display name of the device concerned
  /// @param readAt when it was marked as read
  @RegisterForReflection
  @Schema(name = "Alert", description = "What the customer was told")
  record Shown(String id, long number, String type, Instant time, String title, String text, List<Detail> details,
      Optional<String> device, Optional<Instant> readAt) {}
}
