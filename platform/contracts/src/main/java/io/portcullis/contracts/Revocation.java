package io.portcullis.contracts;

import java.time.Instant;

/// Access tokens of `session` are void although they have not expired. Published on the compacted topic [#TOPIC],
/// keyed by session, for every session-service instance and for gateways that verify tokens themselves.
///
/// @param until when the last token concerned has expired and the record may be forgotten
@PublishedBy("session-service")
public record Revocation(EventId id, SessionId session, Instant time, Instant until) {

  public static final String TOPIC = "portcullis.revocations";
  public static final String TYPE = "io.portcullis.session.revocation.v1";
}
