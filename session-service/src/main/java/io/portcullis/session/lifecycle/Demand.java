package io.portcullis.session.lifecycle;

import io.portcullis.session.risk.Risk;
import java.util.List;

/// What a sign-in must still show, by what was proved, what is enrolled and how unusual it is:
///
/// | | no factor enrolled | factor enrolled | … and the device trusted |
/// |---|---|---|---|
/// | usual | nothing | a second factor | nothing |
/// | unusual | a code to an address of the account | a second factor | a second factor |
/// | two factors only | nothing would do | a second factor | a second factor |
/// | forbidding | nothing would do | nothing would do | nothing would do |
///
/// Where the only factor is an address that has just reset the password, a recovery code is asked for in its place. Whoever
/// has none, or declines, gets a restricted session.
sealed interface Demand {

  record Nothing() implements Demand {}

  /// @param methods any of them will do, strongest first
  record SecondFactor(List<String> methods) implements Demand {}

  /// Only because it is unusual.
  ///
  /// @param methods any of them will do, strongest first
  record MoreThanUsual(List<String> methods) implements Demand {}

  record Impossible() implements Demand {}

  /// Whether a factor is enrolled that can't be asked for now, because it has just reset the password.
  enum MissingFactor {
    NO,
    WITHHELD,
    /// The claimant has been asked for a recovery code in its place, and has none at hand.
    DECLINED
  }

  String RECOVERY_CODE = "recovery-code";
  String VALIDATED_ADDRESS = "validated-address";

  /// @param proof    holds a first factor
  /// @param enrolled as mfa-service names them, strongest first
  static Demand of(Proof proof, List<String> enrolled, boolean trusted, Risk.Level risk, MissingFactor missing) {
    if (risk == Risk.Level.FORBIDDING) {
      return new Impossible();
    }
    if (proof.hasTwoFactors()) {
      return new Nothing();
    }
    boolean unusual = risk != Risk.Level.USUAL;
    if (missing == MissingFactor.WITHHELD && enrolled.equals(List.of(RECOVERY_CODE))) {
      return new SecondFactor(enrolled);
    }
    if (hasSecondFactor(enrolled)) {
      if (!trusted) {
        return new SecondFactor(strongestFirst(enrolled));
      }
      return unusual ? new MoreThanUsual(strongestFirst(enrolled)) : new Nothing();
    }
    if (risk == Risk.Level.TWO_FACTORS_ONLY) {
      return new Impossible();
    }
    return unusual && !proof.hasValidatedAddress() ? new MoreThanUsual(List.of(VALIDATED_ADDRESS)) : new Nothing();
  }

  // A recovery code stands in for a factor; alone it is none.
  private static boolean hasSecondFactor(List<String> enrolled) {
    return enrolled.stream().anyMatch(method -> !method.equals(RECOVERY_CODE));
  }

  // Stable: mfa-service's order of strength stays, only recovery codes move to the end.
  private static List<String> strongestFirst(List<String> enrolled) {
    return enrolled.stream().sorted((a, b) -> Boolean.compare(a.equals(RECOVERY_CODE), b.equals(RECOVERY_CODE))).toList();
  }
}
