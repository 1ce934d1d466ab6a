package io.portcullis.runtime.identifier;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// Which addresses get mail; the same for every service that takes them or writes to them.
@ConfigMapping(prefix = "portcullis.mail")
interface MailConfig {

  /// Whether the mail server has SMTPUTF8 (RFC 6531). Then addresses may have letters beyond ASCII before the `@`. Otherwise they
  /// are refused with `address-unsupported`.
  @WithDefault("false")
  boolean smtputf8();
}
