package io.portcullis.auth.human;

import java.util.Objects;

/// The request that a proof is asked for.
///
/// @param network as limits count it: an IPv4 address, or the /64 of an IPv6 address
/// @param subject whom the request is about, normalised: the identifier that was typed, or the id of a registration
public record Occasion(HumanAction action, String network, String subject) {

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
