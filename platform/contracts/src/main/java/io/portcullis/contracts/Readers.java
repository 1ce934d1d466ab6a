package io.portcullis.contracts;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/// Who reads which topic: a record carries a proof for each of its readers.
public final class Readers {

  private static final String NOTIFICATION = "notification-service";
  private static final String SESSION = "session-service";
  private static final String RECOVERY = "recovery-service";
  private static final Set<String> HOUSE = Set.of("auth-service", "mfa-service", SESSION, NOTIFICATION, RECOVERY);
  private static final Set<String> HEAR_FACTS = Set.of(NOTIFICATION, SESSION, RECOVERY);

  private Readers() {}

  /// @param everybody all that have a key; whom the house does not know is a system of the installation's own, which
  ///                  reads facts and revocations, but no messages
  public static Collection<String> of(String topic, Collection<String> everybody) {
    return switch (topic) {
      case SecurityEvent.TOPIC -> everybody.stream().filter(name -> HEAR_FACTS.contains(name) || !HOUSE.contains(name)).toList();
      case Message.TOPIC, Contact.TOPIC -> List.of(NOTIFICATION);
      case Revocation.TOPIC -> everybody;
      default -> List.of();
    };
  }
}
