package io.portcullis.auth.approval;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portcullis.contracts.AccountId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.erdtman.jcs.JsonCanonicalizer;

/// What a customer approves: an authorization details object (RFC 9396 §2), and whose account it is about. The account is
/// part of what is hashed: one customer's approval fits no other customer's action, however alike the two are.
///
/// @param canonical `{"accountId":…,"authorizationDetails":…}` by RFC 8785. It alone is stored, hashed and shown
record Action(String canonical) {

  static final String TYPE = "type";

  private static final ObjectMapper JSON = new ObjectMapper();

  static Action of(AccountId account, ObjectNode details) {
    ObjectNode whole = JSON.createObjectNode().put("accountId", account.toString());
    whole.set("authorizationDetails", details);
    try {
      return new Action(new JsonCanonicalizer(whole.toString()).getEncodedString());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
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
