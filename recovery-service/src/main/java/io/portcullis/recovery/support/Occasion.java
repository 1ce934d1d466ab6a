package io.portcullis.recovery.support;

import java.util.Optional;

/// Why a staff member calls.
///
/// @param reason one of [Reason]
/// @param ticket of the company's own system, if there is one
record Occasion(Reason reason, Optional<String> ticket) {

  /// Reason codes, as OWASP's logging guidance wants them: few, so that they can be counted.
  enum Reason {
    CUSTOMER_CONTACT, SECURITY_ALERT, FRAUD_REPORT, CASE_REVIEW, LEGAL_REQUEST, QUALITY_CHECK
  }
}
