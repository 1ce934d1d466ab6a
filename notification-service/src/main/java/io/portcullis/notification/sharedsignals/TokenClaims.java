package io.portcullis.notification.sharedsignals;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.contracts.SessionId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// What security event tokens say (RFC 8417 §2.2, SSF 1.0 §4). Whom an event is about stands in `sub_id` (RFC 9493), and never by an
/// address: an account is its `sub` in access tokens, a session its `sid`.
@ApplicationScoped
class TokenClaims {

  private static final String FORMAT = "format";

  private final String issuer;
  private final ObjectMapper json;
  private final Clock clock;

  TokenClaims(@ConfigProperty(name = "portcullis.origin") String issuer, ObjectMapper json, Clock clock) {
    this.issuer = issuer;
    this.json = json;
    this.clock = clock;
  }

  String issuer() {
    return issuer;
  }

  /// About an account. Tokens of one event share its id as `txn`, at whichever stream.
  String about(SecurityEvent event, Signal signal, UUID jti, String audience) {
    ObjectNode said = json.valueToTree(signal.claims());
    if (signal.type().isCaep()) {
      said.put("event_timestamp", event.time().getEpochSecond());
    }
    ObjectNode subject = signal.session().map(session -> session(event, session)).orElseGet(() -> account(event));
    return token(jti, audience, subject, signal.type(), said)
        .put("txn", event.id().toString()).put("toe", event.time().getEpochSecond()).toString();
  }

  // Complex (SSF 1.0 §3.2.4): by the account alone the event would be about all its sessions.
  private ObjectNode session(SecurityEvent event, SessionId session) {
    ObjectNode subject = json.createObjectNode().put(FORMAT, "complex");
    subject.set("user", account(event));
    subject.set("session", json.createObjectNode().put(FORMAT, "opaque").put("id", session.toString()));
    return subject;
  }

  private ObjectNode account(SecurityEvent event) {
    return json.createObjectNode().put(FORMAT, "iss_sub").put("iss", issuer).put("sub", event.subject().toString());
  }

  /// @param state which the receiver wants to see again
  String verification(UUID jti, String audience, UUID stream, Optional<String> state) {
    ObjectNode said = json.createObjectNode();
    state.ifPresent(text -> said.put("state", text));
    return token(jti, audience, opaque(stream), SignalType.VERIFICATION, said).toString();
  }

  String streamUpdated(UUID jti, String audience, UUID stream, String status, String reason) {
    ObjectNode said = json.valueToTree(Map.of("status", status, "reason", reason));
    return token(jti, audience, opaque(stream), SignalType.STREAM_UPDATED, said).toString();
  }

  private ObjectNode opaque(UUID stream) {
    return json.createObjectNode().put(FORMAT, "opaque").put("id", stream.toString());
  }

  private ObjectNode token(UUID jti, String audience, ObjectNode subject, SignalType type, ObjectNode said) {
    Instant now = clock.instant();
    ObjectNode claims = json.createObjectNode().put("iss", issuer).put("jti", jti.toString()).put("iat", now.getEpochSecond())
        .put("aud", audience);
    claims.set("sub_id", subject);
    claims.putObject("events").set(type.uri(), said);
    return claims;
  }
}
