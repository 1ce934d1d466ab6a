package io.portcullis.recovery.password;

/// What a link to a new password was issued for.
public enum LinkOrigin {
  /// Somebody asked for it: it proves an address.
  REQUEST,
  /// A recovery case was carried out. Two persons approved it and its wait is over.
  CASE
}
