package io.portcullis.recovery.password;

/// Who asks for a link. Each kind has a pace of its own, so what strangers use up is not what a solved puzzle opens.
///
/// @param network as [io.portcullis.runtime.http.ClientAddress#network] says it
record Claimant(String network, boolean proved) {

  /// Without human verification.
  static Claimant unproved(String network) {
    return new Claimant(network, false);
  }

  static Claimant proved(String network) {
    return new Claimant(network, true);
  }
}
