package io.portcullis.auth.human;

import io.portcullis.runtime.http.ClientNetwork;
import java.util.Objects;

/// The request that a proof is asked for.
///
/// @param subject whom the request is about, normalised: the identifier that was typed, or the id of a registration
public record Occasion(HumanAction action, ClientNetwork network, String subject) {

  public Occasion {
    Objects.requireNonNull(action);
    Objects.requireNonNull(network);
    Objects.requireNonNull(subject);
  }

  @Override
  public String toString() {
    return "Occasion[" + action + "]";
  }
}
