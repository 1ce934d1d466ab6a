package io.portcullis.notification.preference;

import io.portcullis.notification.delivery.Channel;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;

/// What a customer chose; everything at once, until then.
record Preferences(Set<AlertGroup> emailOff, Set<AlertGroup> smsOff, Set<AlertGroup> pushOff, Optional<QuietHours> quietHours) {

  static final Preferences NOTHING_CHOSEN = new Preferences(Set.of(), Set.of(), Set.of(), Optional.empty());

  Preferences {
    emailOff = emailOff == null ? Set.of() : Set.copyOf(emailOff);
    smsOff = smsOff == null ? Set.of() : Set.copyOf(smsOff);
    pushOff = pushOff == null ? Set.of() : Set.copyOf(pushOff);
  }

  /// The quiet hours' zone is the one that the customer lives by.
  ZoneId zone() {
    return quietHours.map(QuietHours::zone).orElse(ZoneOffset.UTC);
  }

  boolean allows(AlertGroup group, Channel channel) {
    return !(switch (channel) {
      case EMAIL -> emailOff;
      case SMS -> smsOff;
      case PUSH -> pushOff;
    }).contains(group);
  }

  /// Whether an alert that `before` let through would not come, or would come later.
  boolean weakens(Preferences before) {
    return !before.emailOff.containsAll(emailOff) || !before.smsOff.containsAll(smsOff)
        || !before.pushOff.containsAll(pushOff) || quietHours.isPresent() && !quietHours.equals(before.quietHours);
  }
}
