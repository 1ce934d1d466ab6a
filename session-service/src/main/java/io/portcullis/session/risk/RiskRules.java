package io.portcullis.session.risk;

import io.portcullis.contracts.SessionEvent.RiskReason;
import io.portcullis.session.place.Coordinates;
import io.portcullis.session.risk.Circumstances.Past;
import io.portcullis.session.risk.Circumstances.Sighting;
import io.portcullis.session.risk.NetworkLists.Listed;
import io.portcullis.session.risk.Risk.Level;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The rules, one method each. They know nothing but [Circumstances] and the weights: the same sign-in is always judged
/// the same.
@Singleton
class RiskRules {

  private static final double SECONDS_PER_HOUR = 3600;

  private final RiskConfig config;

  RiskRules(RiskConfig config) {
    this.config = config;
  }

  Risk judge(Circumstances signIn) {
    Map<RiskReason, Integer> found = new EnumMap<>(RiskReason.class);
    var weights = config.weights();
    add(found, RiskReason.NEW_DEVICE, weights.newDevice(), isNewDevice(signIn));
    add(found, RiskReason.NEW_COUNTRY, weights.newCountry(), isNewCountry(signIn));
    add(found, RiskReason.IMPOSSIBLE_TRAVEL, weights.impossibleTravel(), isImpossibleTravel(signIn));
    add(found, RiskReason.FAILED_ATTEMPTS, weights.failedAttempts(),
        signIn.signals().failedAttempts() >= config.failedAttemptsFrom());
    add(found, RiskReason.NETWORK_FAILURES, weights.networkFailures(),
        signIn.signals().networkFailures() >= config.networkFailuresFrom());
    add(found, RiskReason.SPRAYED_PASSWORD, weights.sprayedPassword(),
        signIn.signals().sprayedAccounts() >= config.sprayedAccountsFrom());
    add(found, RiskReason.LISTED_NETWORK, listedWeight(signIn.listed()), !signIn.listed().isEmpty());
    add(found, RiskReason.DORMANT_ACCOUNT, weights.dormantAccount(), isDormant(signIn));
    int score = found.values().stream().mapToInt(Integer::intValue).sum();
    int ownScore = found.entrySet().stream().filter(rule -> !isStrangersDoing(rule.getKey()))
        .mapToInt(Map.Entry::getValue).sum();
    return new Risk(score, heaviestFirst(found), level(ownScore, score));
  }

  /// Whether others can bring it about without proving anything: by failing at this account, from a network that its
  /// owner shares with them, or with a password like the owner's.
  private static boolean isStrangersDoing(RiskReason reason) {
    return switch (reason) {
      case FAILED_ATTEMPTS, NETWORK_FAILURES, SPRAYED_PASSWORD -> true;
      case NEW_DEVICE, NEW_COUNTRY, IMPOSSIBLE_TRAVEL, LISTED_NETWORK, DORMANT_ACCOUNT -> false;
    };
  }

  private static void add(Map<RiskReason, Integer> found, RiskReason reason, int weight, boolean applies) {
    if (applies && weight > 0) {
      found.put(reason, weight);
    }
  }

  private static List<RiskReason> heaviestFirst(Map<RiskReason, Integer> found) {
    return found.entrySet().stream()
        .sorted(Map.Entry.<RiskReason, Integer>comparingByValue(Comparator.reverseOrder()).thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey).toList();
  }

  /// @param ownScore without the reasons that strangers can bring about
  private Level level(int ownScore, int score) {
    if (ownScore >= config.blockFrom()) {
      return Level.FORBIDDING;
    }
    if (score >= config.blockFrom()) {
      return Level.TWO_FACTORS_ONLY;
    }
    return score >= config.askFrom() ? Level.UNUSUAL : Level.USUAL;
  }

  // The first device of all is no news: somebody has just opened the account with it.
  private static boolean isNewDevice(Circumstances signIn) {
    return signIn.past().isPresent() && !signIn.knowsThis();
  }

  // While no country is known there is nothing to compare with.
  private static boolean isNewCountry(Circumstances signIn) {
    return signIn.place().isPresent() && signIn.past()
        .filter(past -> !past.countries().isEmpty() && !past.countries().contains(signIn.place().get().country()))
        .isPresent();
  }

  private boolean isImpossibleTravel(Circumstances signIn) {
    Optional<Sighting> before = signIn.past().flatMap(Past::lastSeen);
    Optional<Coordinates> from = before.flatMap(sighting -> sighting.place().at());
    Optional<Coordinates> to = signIn.place().flatMap(place -> place.at());
    if (from.isEmpty() || to.isEmpty()) {
      return false;
    }
    double kilometres = from.get().kilometresTo(to.get()) - from.get().radiusKilometres() - to.get().radiusKilometres();
    Duration took = Duration.between(before.get().at(), signIn.now());
    // A sighting from the future means that a clock was set back: no time is known to have passed.
    double hours = Math.max(0, took.toSeconds()) / SECONDS_PER_HOUR;
    return kilometres >= config.leastTravel() && kilometres > hours * config.fastestTravel();
  }

  private static int listedWeight(List<Listed> lists) {
    return lists.stream().mapToInt(Listed::weight).sum();
  }

  private boolean isDormant(Circumstances signIn) {
    return signIn.past().filter(past -> past.lastSignIn().plus(config.dormantAfter()).isBefore(signIn.now())).isPresent();
  }
}
