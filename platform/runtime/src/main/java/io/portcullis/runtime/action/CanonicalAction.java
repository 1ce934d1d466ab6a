package io.portcullis.runtime.action;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portcullis.contracts.AccountId;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.erdtman.jcs.JsonCanonicalizer;

/// The one text of an action that a customer approves: auth-service hashes it, and so does the service of this house that executes it.
public final class CanonicalAction {

  private static final ObjectMapper JSON = new ObjectMapper();

  private CanonicalAction() {}

  /// `{"accountId":…,"authorizationDetails":…}` by RFC 8785. The account is part of what is hashed: one customer's approval
  /// fits no other customer's action, however alike the two are.
  ///
  /// @param details authorization details object (RFC 9396 §2)
  public static String of(AccountId account, ObjectNode details) {
    ObjectNode whole = JSON.createObjectNode().put("accountId", account.toString());
    whole.set("authorizationDetails", details);
    try {
      return new JsonCanonicalizer(whole.toString()).getEncodedString();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
