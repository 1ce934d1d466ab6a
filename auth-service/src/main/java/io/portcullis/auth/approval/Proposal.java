package io.portcullis.auth.approval;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SessionId;
import java.util.Optional;

/// An action that is put before its customer.
///
/// @param system  who may consume the approval
/// @param session in which the customer proposes it; empty of a system
/// @param details authorization details object (RFC 9396 §2), as the proposer wrote it
record Proposal(AccountId account, String system, Proposer proposer, Optional<SessionId> session, ObjectNode details,
    Optional<String> idempotencyKey) {}
