package io.portcullis.runtime.token;

import io.portcullis.runtime.ended.EndedSessions;
import jakarta.enterprise.context.ApplicationScoped;

/// Whether a verified token still counts.
@ApplicationScoped
public class LiveTokens {

  private final EndedSessions ended;

  LiveTokens(EndedSessions ended) {
    this.ended = ended;
  }

  /// False for a token of a session that has ended, and for one from before the customer locked the settings: it would
  /// ignore the lock. Its client refreshes, and gets one that says so.
  public boolean contain(Customer customer) {
    return !ended.contains(customer.session())
        && (customer.settingsLock().isPresent() || !ended.wasJustLocked(customer.account()));
  }
}
