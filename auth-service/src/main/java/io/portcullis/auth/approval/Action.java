package io.portcullis.auth.approval;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.action.ActionHash;
import io.portcullis.runtime.action.CanonicalAction;
import java.io.UncheckedIOException;
import java.util.Optional;

/// What a customer approves: an authorization details object (RFC 9396 §2), and whose account it is about.
///
/// @param canonical as [CanonicalAction] writes it. It alone is stored, hashed and shown
record Action(String canonical) {

  static final String TYPE = "type";

  private static final ObjectMapper JSON = new ObjectMapper();

  static Action of(AccountId account, ObjectNode details) {
    return new Action(CanonicalAction.of(account, details));
  }

  ActionHash hash() {
    return ActionHash.of(canonical);
  }

  ObjectNode details() {
    try {
      return (ObjectNode) JSON.readTree(canonical).get("authorizationDetails");
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  String type() {
    return details().get(TYPE).textValue();
  }

  /// A text of it, such as `asset`; empty where it has none of that name.
  Optional<String> text(String name) {
    return Optional.ofNullable(details().path(name).textValue());
  }

  @Override
  public String toString() {
    return "Action[redacted]";
  }
}
