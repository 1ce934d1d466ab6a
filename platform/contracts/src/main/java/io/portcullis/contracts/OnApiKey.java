package io.portcullis.contracts;

import java.util.UUID;

/// A fact about an API key.
public interface OnApiKey {

  /// Its id in the customer's list.
  UUID key();

  /// As the customer called it.
  String name();
}
