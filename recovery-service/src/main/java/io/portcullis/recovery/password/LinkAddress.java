package io.portcullis.recovery.password;

import io.portcullis.contracts.Address;
import io.portcullis.runtime.crypto.OpaqueToken;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Where a link points: always to the configured origin, never to what a request calls its host.
@ApplicationScoped
class LinkAddress {

  static final String TOKEN_PREFIX = "prl";

  private final String origin;
  private final SecureRandom random;

  LinkAddress(@ConfigProperty(name = "portcullis.origin") String origin, SecureRandom random) {
    this.origin = origin;
    this.random = random;
  }

  /// A token as long as its way allows: a text message must keep room for the anti-phishing phrase.
  OpaqueToken token(Address.Channel channel) {
    return switch (channel) {
      case EMAIL -> OpaqueToken.random(TOKEN_PREFIX, random);
      case SMS -> OpaqueToken.randomBrief(TOKEN_PREFIX, random);
    };
  }

  // In the fragment, which browsers send to nobody: not to us in a request line, not to others in a Referer.
  String of(OpaqueToken token, Address.Channel channel) {
    String page = switch (channel) {
      case EMAIL -> "/recovery/password";
      case SMS -> "/r";
    };
    return origin + page + "#token=" + token.reveal();
  }
}
