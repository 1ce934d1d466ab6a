package io.portcullis.auth.human;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.human.HumanAdmission.Admitted;
import io.portcullis.auth.human.HumanAdmission.Asked;
import io.portcullis.auth.human.HumanProvider.Checked;
import io.portcullis.auth.human.HumanVerdict.Passed;
import io.portcullis.auth.human.HumanVerdict.Refused;
import io.portcullis.auth.human.HumanVerdict.Unavailable;
import io.quarkus.arc.All;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Asks for a proof and checks it. A proof is bound to its action and network, at a sign-in to the
/// identifier, too; it expires, and works once at all
/// instances together.
///
/// Without Redis neither a challenge nor a proof counts: both fail with the problem `unavailable`.
@Startup
@ApplicationScoped
public class HumanVerification {

  private final HumanProvider provider;
  private final HumanCodes humanCodes;
  private final SpentProofs spent;
  private final ChallengePace pace;
  private final HumanMetrics metrics;

  @Inject
  HumanVerification(HumanConfig config, @All List<HumanProvider> providers, HumanCodes humanCodes,
      SpentProofs spent, ChallengePace pace, HumanMetrics metrics) {
    this(chosen(config, providers), humanCodes, spent, pace, metrics);
  }

  HumanVerification(HumanProvider provider, HumanCodes humanCodes, SpentProofs spent, ChallengePace pace,
      HumanMetrics metrics) {
    this.provider = provider;
    this.humanCodes = humanCodes;
    this.spent = spent;
    this.pace = pace;
    this.metrics = metrics;
    metrics.prepare(provider.name());
    metrics.prepare(HumanCodes.MAILED);
    metrics.prepare(HumanCodes.TEXTED);
  }

  private static HumanProvider chosen(HumanConfig config, List<HumanProvider> providers) {
    String name = config.provider().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return providers.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
  }

  /// A request that must show a proof: admitted with a right one, otherwise asked.
  public Uni<HumanAdmission> require(Occasion occasion, Optional<HumanProof> proof) {
    return proof.isEmpty()
        ? ask(occasion)
        : verify(occasion, proof.get()).chain(verdict -> switch (verdict) {
          case Passed() -> now(new Admitted());
          case Refused() -> ask(occasion);
          case Unavailable() -> now(new HumanAdmission.Unavailable());
        });
  }

  private Uni<HumanAdmission> ask(Occasion occasion) {
    return challenge(occasion, Difficulty.USUAL).map(Asked::new);
  }

  /// A new challenge. It is at least as hard as `least`, and harder while many are asked for.
  public Uni<HumanChallenge> challenge(Occasion occasion, Difficulty least) {
    return pace.next(occasion.network())
        .chain(usual -> humanCodes.methodsFor(occasion)
            .map(alternatives -> provider.challenge(occasion, least.orHarder(usual), alternatives)))
        .invoke(() -> metrics.issued(occasion.action(), provider.name()));
  }

  /// Checks a proof and uses it up: of any number of equal ones, one passes.
  public Uni<HumanVerdict> verify(Occasion occasion, HumanProof proof) {
    return verify(occasion, proof, Difficulty.USUAL);
  }

  /// As [#verify], for what is under attack: a puzzle easier than `least` is refused, and stays unused. It may have been
  /// asked for where nothing was under attack.
  public Uni<HumanVerdict> verify(Occasion occasion, HumanProof proof, Difficulty least) {
    if (least != Difficulty.USUAL && proof.method().equals(provider.name()) && !provider.isAsHardAs(least, proof.solution())) {
      return now(new Refused());
    }
    if (HumanCodes.isMethod(proof.method())) {
      return humanCodes.verify(occasion, proof)
          .invoke(verdict -> metrics.checked(occasion.action(), proof.method(), verdict));
    }
    if (!provider.name().equals(proof.method())) {
      return now(new Refused());
    }
    return provider.check(occasion, proof.solution())
        .chain(checked -> switch (checked) {
          case Checked.Right(var mark) -> spent.spend(provider.name(), mark)
              .<HumanVerdict>map(unused -> unused ? new Passed() : new Refused());
          case Checked.Wrong() -> now(new Refused());
          case Checked.Away() -> now(new Unavailable());
        })
        .invoke(verdict -> metrics.checked(occasion.action(), provider.name(), verdict));
  }
}
