package io.portcullis.notification.audit;

import io.portcullis.contracts.AccountId;
import io.portcullis.notification.audit.AuditTrail.Head;
import io.portcullis.notification.audit.AuditTrail.Link;
import io.portcullis.notification.audit.Finding.Kind;
import io.portcullis.runtime.crypto.KeyedDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// How far the verification of one chain has come, and what it found on the way.
final class ChainWalk {

  private static final byte[] GENESIS = {};

  private final int chain;
  private long seq;
  private byte[] hash = GENESIS;
  private final List<Finding> findings = new ArrayList<>();

  ChainWalk(int chain) {
    this.chain = chain;
  }

  int chain() {
    return chain;
  }

  /// The last row looked at; 0 at the start.
  long seq() {
    return seq;
  }

  List<Finding> findings() {
    return List.copyOf(findings);
  }

  /// @param closed those of the rows' accounts that were closed
  void follow(List<Link> links, Set<AccountId> closed, KeyedDigest digest) {
    for (Link link : links) {
      if (link.entry().seq() != seq + 1) {
        findings.add(new Finding(chain, link.entry().seq(), Kind.MISSING));
      } else if (!link.entry().isAuthentic(digest, hash, link.hash())) {
        findings.add(new Finding(chain, link.entry().seq(), Kind.ALTERED));
      } else if (link.entry().isWithheld(closed)) {
        findings.add(new Finding(chain, link.entry().seq(), Kind.WITHHELD));
      }
      // Go on from what stands there: one broken row must not hide another, or taint all that follow.
      seq = link.entry().seq();
      hash = link.hash();
    }
  }

  /// Compares the end of the walk with the head, read before the walk's last rows.
  void arrive(Head head) {
    if (seq < head.seq() || seq == head.seq() && !Arrays.equals(hash, head.hash())) {
      findings.add(new Finding(chain, head.seq(), Kind.CUT_OFF));
    }
  }
}
