package io.portcullis.contracts;

import java.time.Instant;

/// The customer has locked the settings of `account`: its access tokens that do not say so are void, although they have not
/// expired. Published on [Revocation#TOPIC], keyed by account.
///
/// @param until when the last token concerned has expired and the record may be forgotten
@PublishedBy("session-service")
public record SettingsLocked(EventId id, AccountId account, Instant time, Instant until) {

  public static final String TYPE = "io.portcullis.session.settings-locked.v1";
}
