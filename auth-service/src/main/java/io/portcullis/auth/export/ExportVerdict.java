package io.portcullis.auth.export;

import java.time.Instant;

/// What became of the wish for an export, or for its contents.
sealed interface ExportVerdict {

  /// It waits, or one that was asked for before is still open.
  record Asked(AccountExport export) implements ExportVerdict {}

  /// @param json the archive, which exists nowhere else any more
  record Fetched(String json) implements ExportVerdict {}

  /// A change of the account holds everything in it until then.
  record Held(Instant until) implements ExportVerdict {}

  /// Enough were asked for today.
  ///
  /// @param again when the next one may be asked for
  record TooMany(Instant again) implements ExportVerdict {}

  record AccountFrozen() implements ExportVerdict {}

  /// By the staff.
  record AccountLocked() implements ExportVerdict {}

  /// The account has no such export.
  record NotFound() implements ExportVerdict {}

  /// It is not ready, or not there any more.
  record NotReady(ExportState state) implements ExportVerdict {}
}
