package io.portcullis.notification.preference;

import io.portcullis.contracts.Address;
import java.util.Optional;
import java.util.Set;

/// What a customer chose; everything at once, until then.
record Preferences(Set<AlertGroup> emailOff, Set<AlertGroup> smsOff, Optional<QuietHours> quietHours) {

  static final Preferences NOTHING_CHOSEN = new Preferences(Set.of(), Set.of(), Optional.empty());

  Preferences {
    emailOff = emailOff == null ? Set.of() : Set.copyOf(emailOff);
    smsOff = smsOff == null ? Set.of() : Set.copyOf(smsOff);
  }

  boolean allows(AlertGroup group, Address.Channel channel) {
    return !(switch (channel) {
      case EMAIL -> emailOff;
      case SMS -> smsOff;
    }).contains(group);
  }

  /// Whether an alert that `before` let through would not come, or would come later.
  boolean weakens(Preferences before) {
    return !before.emailOff.containsAll(emailOff) || !before.smsOff.containsAll(smsOff)
        || quietHours.isPresent() && !quietHours.equals(before.quietHours);
  }
}
