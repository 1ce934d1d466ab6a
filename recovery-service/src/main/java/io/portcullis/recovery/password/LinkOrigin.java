package io.portcullis.recovery.password;

/// What a link to a new password was issued for.
public enum LinkOrigin {
  /// It proves an address, and nothing else. So does the link of a case that took no second factor away.
  REQUEST,
  /// A recovery case took the second factors away. Two persons approved it and its wait is over.
  CASE
}
