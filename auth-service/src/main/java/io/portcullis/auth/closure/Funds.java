package io.portcullis.auth.closure;

/// What the exchange says of an account's funds.
enum Funds {
  NONE, REMAIN,
  /// The exchange gives no answer, or none that we understand.
  UNKNOWN
}
