package io.portcullis.contracts;

import java.util.Optional;

/// A fact that came from somewhere: the activity list says from where.
public interface FromPlace {

  /// The network address, as text; empty when unknown.
  Optional<String> address();

  /// Where that is; empty when unknown.
  Optional<String> place();
}
