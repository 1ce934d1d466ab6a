package io.portcullis.auth.approval;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What a customer should know of an action before approving it.
///
/// @param code    for programs, such as `address-looks-booked`
/// @param text    for people, in English
/// @param address the other one that it looks like
/// @param until   for how long it stands in the way
@RegisterForReflection
@Schema(name = "ActionWarning")
public record ActionWarning(@Schema(examples = "address-looks-booked") String code, String text, Optional<String> address,
    Optional<Instant> until) {

  public static ActionWarning of(String code, String text) {
    return new ActionWarning(code, text, Optional.empty(), Optional.empty());
  }

  @Override
  public String toString() {
    return "ActionWarning[" + code + "]";
  }
}
