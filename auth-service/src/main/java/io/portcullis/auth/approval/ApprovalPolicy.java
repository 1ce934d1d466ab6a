package io.portcullis.auth.approval;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which second factor an action needs: by its type, and by the amounts that it may have: `amount` and `feeCeiling` of `asset`,
/// and `price` in `currency`.
@ApplicationScoped
class ApprovalPolicy {

  private static final Pattern LIMIT = Pattern.compile("(\\*|[A-Z0-9][A-Z0-9._-]{0,19}):([0-9]{1,30}(?:\\.[0-9]{1,30})?)");

  private final Map<String, BigDecimal> limits;
  private final Set<String> types;

  ApprovalPolicy(ApprovalConfig config) {
    limits = limits(config.securityKeyAbove().orElse(List.of()));
    types = config.securityKeyFor().orElse(Set.of());
  }

  /// @throws IllegalArgumentException with what is wrong, for operators
  static Map<String, BigDecimal> limits(List<String> settings) {
    var limits = new HashMap<String, BigDecimal>();
    for (String setting : settings) {
      Matcher limit = LIMIT.matcher(setting);
      if (!limit.matches()) {
        throw new IllegalArgumentException("`" + setting + "` is no asset and amount");
      }
      if (limits.put(limit.group(1), new BigDecimal(limit.group(2))) != null) {
        throw new IllegalArgumentException("`" + limit.group(1) + "` has two amounts");
      }
    }
    return Map.copyOf(limits);
  }

  RequiredStrength of(Action action) {
    return types.contains(action.type()) || isLarge(action) ? RequiredStrength.PHR : RequiredStrength.AAL2;
  }

  private boolean isLarge(Action action) {
    return isAbove(action, "asset", "amount") || isAbove(action, "asset", "feeCeiling") || isAbove(action, "currency", "price");
  }

  private boolean isAbove(Action action, String assetField, String amountField) {
    // In capitals, as the settings have it: an installation's own type may spell it otherwise.
    Optional<BigDecimal> limit = action.text(assetField).map(asset -> limits.get(asset.toUpperCase(Locale.ROOT)))
        .or(() -> Optional.ofNullable(limits.get(Outflow.ANY_ASSET)));
    if (action.text(amountField).isEmpty() || limit.isEmpty()) {
      return false;
    }
    // Of an installation's own type: what can't be compared counts as large.
    return Outflow.amount(action, amountField).map(amount -> amount.compareTo(limit.get()) > 0).orElse(true);
  }
}
