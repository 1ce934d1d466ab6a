package io.portcullis.auth.addressbook;

import io.portcullis.auth.AuthProblem;

/// What became of a new entry.
sealed interface BookVerdict {

  record Booked(BookEntry entry) implements BookVerdict {}

  /// The approval made it already: the answer to a repeated request.
  record BookedBefore(BookEntry entry) implements BookVerdict {}

  /// @param problem why the approval can't be used
  record Refused(AuthProblem problem) implements BookVerdict {}

  record Present() implements BookVerdict {}

  record Full() implements BookVerdict {}

  record NotFound() implements BookVerdict {}
}
