package io.portcullis.session.risk;

import io.portcullis.contracts.SessionEvent.RiskReason;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Locale;

/// Something unusual about a sign-in, as people are told it.
///
/// @param code for clients that have words of their own
/// @param text in plain English
@RegisterForReflection
public record ShownReason(String code, String text) {

  public static List<ShownReason> of(List<RiskReason> reasons) {
    return reasons.stream().map(reason -> new ShownReason(code(reason), text(reason))).toList();
  }

  private static String code(RiskReason reason) {
    return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String text(RiskReason reason) {
    return switch (reason) {
      case NEW_DEVICE -> "The device was not used with the account before.";
      case NEW_COUNTRY -> "The account was not used in this country lately.";
      case IMPOSSIBLE_TRAVEL -> "The account was used so far away just before that nobody could have travelled here.";
      case FAILED_ATTEMPTS -> "Several wrong passwords were entered for the account just before.";
      case NETWORK_FAILURES -> "Somebody was trying passwords at many accounts from the same network.";
      case SPRAYED_PASSWORD -> "Somebody was trying this very password at many accounts.";
      case LISTED_NETWORK -> "The network is on a list of networks that attackers often use.";
      case DORMANT_ACCOUNT -> "Nobody had signed in for a long time.";
    };
  }
}
