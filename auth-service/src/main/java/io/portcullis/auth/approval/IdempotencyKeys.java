package io.portcullis.auth.approval;

import io.portcullis.runtime.crypto.KeyRing;
import io.portcullis.runtime.crypto.KeyedDigest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/// Idempotency-Keys as they are stored: a client may have put something private into one.
@ApplicationScoped
class IdempotencyKeys {

  private final KeyedDigest proposals;
  private final KeyedDigest consumptions;

  IdempotencyKeys(KeyRing ring) {
    proposals = ring.digestFor("approval-idempotency");
    consumptions = ring.digestFor("consumption-idempotency");
  }

  /// Of one proposer and one account: others may use the same key.
  String ofProposal(Proposal proposal, String key) {
    return proposals.of(proposal.proposer().wireName(), proposal.system(), proposal.account().toString(), key);
  }

  String ofConsumption(UUID approval, String key) {
    return consumptions.of(approval.toString(), key);
  }

  boolean isOfConsumption(String stored, UUID approval, String key) {
    return consumptions.matches(stored, approval.toString(), key);
  }
}
