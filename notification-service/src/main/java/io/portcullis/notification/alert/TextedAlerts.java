package io.portcullis.notification.alert;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.OnRecoveryCase;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.notification.letter.Letter;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;

/// Fits an alert into a text message, which has room for one short link: to cancel a recovery case where the alert is about one that
/// still can be, else to freeze the account (decision 121).
@ApplicationScoped
class TextedAlerts {

  private final ShortLinks shortLinks;
  private final AlertLetters letters;

  TextedAlerts(ShortLinks shortLinks, AlertLetters letters) {
    this.shortLinks = shortLinks;
    this.letters = letters;
  }

  Uni<Letter> fit(SqlConnection tx, SecurityEvent event, Letter letter) {
    if (event instanceof OnRecoveryCase about) {
      return shortLinks.makeCancelling(tx, event, about.recoveryCase()).map(link -> letters.cancellingBriefly(letter, link));
    }
    return letter.freezeLink().isPresent() ? shortLinks.make(tx, event).map(letter::withFreezeLink) : now(letter);
  }
}
