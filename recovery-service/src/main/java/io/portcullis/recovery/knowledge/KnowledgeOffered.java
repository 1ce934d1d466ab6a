package io.portcullis.recovery.knowledge;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What a claimant of this installation may say of the account, the same in every case.
@ApplicationScoped
public class KnowledgeOffered {

  private static final String STRICT = "strict";

  private final Optional<Offer> offer;

  KnowledgeOffered(KnowledgeConfig config, @ConfigProperty(name = "portcullis.assurance-profile") String profile) {
    offer = config.offered() && !profile.equals(STRICT)
        ? Optional.of(new Offer(config.balanceUrl().map(_ -> BalanceBands.of(config.balanceUnit(), config.balanceBounds()))))
        : Optional.empty();
  }

  /// @param balanceBands to choose from; absent where the exchange is not asked
  @RegisterForReflection
  @Schema(name = "RecoveryKnowledgeOffer")
  public record Offer(Optional<BalanceBands> balanceBands) {}

  /// Empty where nobody is asked.
  public Optional<Offer> now() {
    return offer;
  }
}
