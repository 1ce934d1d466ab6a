package io.portcullis.recovery.password;

import io.portcullis.runtime.crypto.OpaqueToken;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Where a link points: always to the configured origin, never to what a request calls its host.
@ApplicationScoped
class LinkAddress {

  private final String page;

  LinkAddress(@ConfigProperty(name = "portcullis.origin") String origin) {
    page = origin + "/recovery/password";
  }

  // In the fragment, which browsers send to nobody: not to us in a request line, not to others in a Referer.
  String of(OpaqueToken token) {
    return page + "#token=" + token.reveal();
  }
}
