package io.portcullis.notification.bounce;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What a mail provider tells about one mail.
///
/// @param permanent of a bounce: whether trying again is no use; absent means no
/// @param messageId the `Message-ID` of the mail, with or without angle brackets
@RegisterForReflection
@Schema(name = "MailReport")
public record MailReport(
    @NotNull Type type, Optional<Boolean> permanent,
    @NotNull @Pattern(regexp = "<?[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}@[^<>\\s]{1,255}>?") String messageId) {

  @Schema(name = "MailReportType")
  public enum Type {
    /// The mail came back.
    @JsonProperty("bounce") BOUNCE,
    /// Its reader called it unwanted.
    @JsonProperty("complaint") COMPLAINT,
    /// It arrived in the mailbox.
    @JsonProperty("delivered") DELIVERED
  }

  UUID delivery() {
    return UUID.fromString(messageId.replace("<", "").substring(0, messageId.replace("<", "").indexOf('@')));
  }
}
