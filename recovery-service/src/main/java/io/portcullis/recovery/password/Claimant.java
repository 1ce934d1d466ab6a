package io.portcullis.recovery.password;

import io.portcullis.runtime.http.ClientNetwork;

/// Who asks for a link. Each kind has a pace of its own, so what strangers use up is not what a solved puzzle opens.
record Claimant(ClientNetwork network, boolean proved) {

  /// Without human verification.
  static Claimant unproved(ClientNetwork network) {
    return new Claimant(network, false);
  }

  static Claimant proved(ClientNetwork network) {
    return new Claimant(network, true);
  }
}
