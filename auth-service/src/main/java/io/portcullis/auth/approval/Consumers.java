package io.portcullis.auth.approval;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/// Who may consume what: the exchange's systems, and Portcullis itself under the name [#PORTCULLIS]. Customers alone propose for
/// the latter, and no system has that name: an address or a key that a system made up must not come into being.
@ApplicationScoped
class Consumers {

  static final String PORTCULLIS = "portcullis";

  /// What Portcullis carries out itself.
  private static final Set<String> OWN_TYPES = Set.of("api-key", "address-book-entry");

  private final Set<String> systems;

  Consumers(ApprovalConfig config) {
    systems = config.systems().orElse(Set.of());
  }

  boolean take(Proposal proposal) {
    return proposal.system().equals(PORTCULLIS)
        ? proposal.proposer() == Proposer.CUSTOMER && OWN_TYPES.contains(proposal.details().path(Action.TYPE).asText())
        : systems.contains(proposal.system());
  }
}
