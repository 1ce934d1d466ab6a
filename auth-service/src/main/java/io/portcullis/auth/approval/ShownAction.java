package io.portcullis.auth.approval;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/// An action in words for its customer.
///
/// @param title  what kind of action it is
/// @param fields everything that is in it, in the order of its type
@RegisterForReflection
public record ShownAction(String title, List<Field> fields) {

  /// @param name  JSON Pointer (RFC 6901) of the value in the authorization details
  /// @param label what to call it
  @RegisterForReflection
  public record Field(String name, String label, String value) {}
}
