package io.portcullis.auth.approval;

import io.portcullis.auth.factor.SecondFactors.Binding;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// An action that a customer was asked to approve.
///
/// @param system      the exchange's system that alone may consume it
/// @param grant       what approving it proved; empty until then
/// @param consumption empty until then
record Approval(UUID id, AccountId account, String system, Action action, State state, Window window,
    Optional<Grant> grant, Optional<Consumption> consumption) {

  /// As it is stored: that time has run out is no change of the row.
  enum State { OPEN, APPROVED, DECLINED, CONSUMED }

  /// @param endsAt when an open one, or an approved one, is worth nothing any more
  record Window(Instant proposedAt, Instant endsAt) {}

  /// @param acr       what it was worth
  /// @param statement what session-service signed
  /// @param session   in which it was approved; empty for one of an earlier release
  /// @param epoch     of the account ([io.portcullis.auth.account.Accounts#epoch]) at that moment
  record Grant(Instant at, RequiredStrength acr, List<String> amr, String statement, Optional<SessionId> session, int epoch) {

    @Override
    public String toString() {
      return "Grant[" + at + ", redacted]";
    }
  }

  /// @param key digest of the consumer's Idempotency-Key
  record Consumption(Instant at, Optional<String> key) {}

  boolean isOver(Instant now) {
    return !now.isBefore(window.endsAt());
  }

  /// What a second factor is asked for: this very action, in this session.
  Binding binding(SessionId session) {
    return Binding.ofAction(account, session, id.toString(), action.hash().value());
  }
}
