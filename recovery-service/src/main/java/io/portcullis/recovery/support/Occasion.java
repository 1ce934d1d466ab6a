package io.portcullis.recovery.support;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/// Why a staff member calls.
///
/// @param ticket of the company's own system, if there is one
record Occasion(Reason reason, Optional<String> ticket) {

  /// What a ticket looks like.
  static final String TICKET = "[A-Za-z0-9][A-Za-z0-9._/-]{0,63}";

  /// Few, so that they can be counted.
  enum Reason {
    @JsonProperty("customer-contact") CUSTOMER_CONTACT,
    @JsonProperty("security-alert") SECURITY_ALERT,
    @JsonProperty("fraud-report") FRAUD_REPORT,
    @JsonProperty("case-review") CASE_REVIEW,
    @JsonProperty("legal-request") LEGAL_REQUEST,
    @JsonProperty("quality-check") QUALITY_CHECK,
    /// Of operators: new, changed or broken systems.
    @JsonProperty("operations") OPERATIONS
  }
}
