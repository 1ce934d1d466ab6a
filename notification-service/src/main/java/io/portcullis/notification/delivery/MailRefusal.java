package io.portcullis.notification.delivery;

import java.util.Set;

/// A mail server's reply that it does not take a mail. Its words hold the address, so they are left out.
final class MailRefusal extends RuntimeException {

  /// RFC 5321 §4.2.3, RFC 4954 §6: the server closes, has an error of its own, no room, no TLS or no faith in our password.
  private static final Set<Integer> OF_THE_SERVER = Set.of(421, 451, 452, 454, 530, 534, 535, 538);

  private final int code;

  /// @param code of the reply, from 400
  MailRefusal(int code) {
    super("SMTP " + code, null, false, false);
    this.code = code;
  }

  /// Whether it is about this one mail. Otherwise the server takes none.
  boolean isOfTheMail() {
    return !OF_THE_SERVER.contains(code);
  }
}
