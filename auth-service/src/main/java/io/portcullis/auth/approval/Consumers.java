package io.portcullis.auth.approval;

import io.portcullis.runtime.action.HouseSystem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/// Who may consume what: the exchange's systems, and Portcullis itself under the name [HouseSystem#NAME]. Customers alone propose for
/// the latter, and no system has that name: an address or a key that a system made up must not come into being.
@ApplicationScoped
class Consumers {

  /// What Portcullis carries out itself.
  private static final Set<String> OWN_TYPES = Set.of("api-key", "address-book-entry");

  private final Set<String> systems;

  Consumers(ApprovalConfig config) {
    systems = config.systems().orElse(Set.of());
  }

  boolean take(Proposal proposal) {
    return proposal.system().equals(HouseSystem.NAME)
        ? proposal.proposer() == Proposer.CUSTOMER && OWN_TYPES.contains(proposal.details().path(Action.TYPE).asText())
        : systems.contains(proposal.system());
  }

  /// Whom the statement of an approval is for.
  static String audience(String system) {
    return system.equals(HouseSystem.NAME) ? HouseSystem.AUDIENCE : system;
  }
}
