package io.portcullis.transparency;

import java.util.Set;

/// Which entries may be erased: those of an account of which an entry says that it was closed. What the house itself did is kept, so an
/// erasure can be accounted for.
public final class Erasure {

  public static final String CLOSING = "io.portcullis.auth.account-closure-change.v1";

  /// What the content of a closing contains that has come to its end. No text in such an event is of a customer's choice.
  public static final String CLOSED = "\"action\":\"CLOSED\"";

  /// Types whose entries keep their content: they have no words of the account's owner, and no address.
  public static final Set<String> KEPT = Set.of(CLOSING, "io.portcullis.notification.notification-data-erased.v1",
      "io.portcullis.recovery.recovery-data-erased.v1", "io.portcullis.recovery.support-read.v1", "io.portcullis.recovery.support-acted.v1",
      "io.portcullis.notification.audit-read.v1");

  private Erasure() {}

  /// Whether the entry says that its account was closed.
  static boolean isClosing(LogEntry entry) {
    return entry.type().equals(CLOSING) && entry.text().filter(text -> text.contains(CLOSED)).isPresent();
  }
}
