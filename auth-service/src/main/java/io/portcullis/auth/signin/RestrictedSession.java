package io.portcullis.auth.signin;

/// Whether the claimant makes do with a session that may do next to nothing, where the account's only other proof is a
/// recovery code that is not at hand.
enum RestrictedSession {
  WILL_DO,
  ONLY_AFTER_ALL_THAT_CAN_BE_SHOWN;

  static RestrictedSession of(boolean willDo) {
    return willDo ? WILL_DO : ONLY_AFTER_ALL_THAT_CAN_BE_SHOWN;
  }
}
