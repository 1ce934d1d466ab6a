package io.portcullis.runtime.identifier;

import jakarta.enterprise.context.ApplicationScoped;

/// Which addresses can be written to.
///
/// Asked where an address is taken, never where one is used: whoever has registered can sign in and recover, whatever the mail
/// server has become.
@ApplicationScoped
public class MailRoutes {

  private final boolean smtputf8;

  MailRoutes(MailConfig config) {
    smtputf8 = config.smtputf8();
  }

  /// Whether mail can be sent to `identifier`; true of every number.
  public boolean reach(Identifier identifier) {
    return smtputf8 || !identifier.needsSmtpUtf8();
  }

  /// Whether the mail server is said to have SMTPUTF8 (RFC 6531).
  public boolean expectSmtputf8() {
    return smtputf8;
  }
}
