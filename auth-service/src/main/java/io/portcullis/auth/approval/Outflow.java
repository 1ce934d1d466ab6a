package io.portcullis.auth.approval;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What an action takes out of the account, as far as it says so: `amount` and `feeCeiling` of `asset`.
///
/// @param asset in capitals, as the settings have it: an installation's own type may spell it otherwise
record Outflow(String asset, BigDecimal amount) {

  static final String ANY_ASSET = "*";
  private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,60}(\\.[0-9]{1,60})?");

  /// Empty for what takes nothing out, and for what can't be read: such an amount counts as large by itself.
  static Optional<Outflow> of(Action action) {
    return HeldAction.scope(action).isEmpty() ? Optional.empty()
        : amount(action, "amount").map(amount -> new Outflow(action.text("asset").orElse(ANY_ASSET).toUpperCase(Locale.ROOT),
            amount.add(amount(action, "feeCeiling").orElse(BigDecimal.ZERO))));
  }

  /// Empty for what is none, or not there.
  static Optional<BigDecimal> amount(Action action, String field) {
    return action.text(field).filter(text -> AMOUNT.matcher(text).matches()).map(BigDecimal::new);
  }
}
