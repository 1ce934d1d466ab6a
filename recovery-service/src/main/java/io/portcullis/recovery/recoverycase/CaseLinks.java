package io.portcullis.recovery.recoverycase;

import io.portcullis.recovery.link.AlertLinkKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// Reads the links that cancel a case, which stand in each message about it.
@ApplicationScoped
class CaseLinks {

  private static final String AUDIENCE = "portcullis-case";
  private static final String TYPE = "case+jwt";
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final AlertLinkKey key;

  CaseLinks(AlertLinkKey key) {
    this.key = key;
  }

  /// Which case; empty unless `token` is genuine and has not expired.
  Optional<UUID> verify(String token) {
    return key.verify(token, TYPE, AUDIENCE)
        .flatMap(claims -> claims.getClaimValue("case") instanceof String id && ID.matcher(id).matches()
            ? Optional.of(UUID.fromString(id)) : Optional.empty());
  }
}
