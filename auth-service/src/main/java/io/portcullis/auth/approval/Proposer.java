package io.portcullis.auth.approval;

import java.util.Locale;

/// Who proposed an action.
enum Proposer {
  /// The client that holds the customer's token.
  CUSTOMER,
  /// The system that will consume the approval.
  CONSUMER;

  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
