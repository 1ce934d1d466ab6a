package io.portcullis.notification.audit;

/// One place where the trail is not as it was written.
///
/// @param seq the row at which it shows
record Finding(int chain, long seq, Kind kind) {

  enum Kind {
    /// The row's hash does not follow from the row and its predecessor: edited, replaced or moved.
    ALTERED,
    /// Its content is gone, and the trail does not say that its account was closed, or the content was not to be erased.
    WITHHELD,
    /// Rows before this one are gone.
    MISSING,
    /// The chain ends before or beside its head.
    CUT_OFF
  }
}
