package io.portcullis.auth.signin;

import java.util.Optional;

/// Whether the claimant wants to be asked for no second factor on this device for a while. Whether that is allowed,
/// session-service decides.
enum Trust {
  WANTED, NOT_WANTED;

  static Trust of(Optional<Boolean> wanted) {
    return wanted.orElse(false) ? WANTED : NOT_WANTED;
  }
}
