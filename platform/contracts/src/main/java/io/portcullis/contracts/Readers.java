package io.portcullis.contracts;

import java.util.Collection;
import java.util.List;

/// Who reads which topic: a record carries a proof for each of its readers.
public final class Readers {

  private static final String MFA = "mfa-service";
  private static final String NOTIFICATION = "notification-service";

  private Readers() {}

  /// @param everybody all that have a key; whom the house does not know is a system of the installation's own, which
  ///                  reads facts and revocations, but no messages
  public static Collection<String> of(String topic, Collection<String> everybody) {
    return switch (topic) {
      case SecurityEvent.TOPIC -> everybody.stream().filter(name -> !name.equals(MFA)).toList();
      case Message.TOPIC, Contact.TOPIC -> List.of(NOTIFICATION);
      case Revocation.TOPIC -> everybody;
      default -> List.of();
    };
  }
}
