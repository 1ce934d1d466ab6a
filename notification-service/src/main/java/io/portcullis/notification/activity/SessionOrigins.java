package io.portcullis.notification.activity;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SessionEvent.SessionEstablished;
import io.portcullis.contracts.SessionId;
import io.portcullis.notification.letter.Bundles;
import io.portcullis.notification.letter.Letter;
import io.portcullis.notification.letter.LetterWords;
import io.portcullis.notification.letter.PlainText;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// On which device and from where the session began in which something was changed. An owner recognises a thief's by it. A thief
/// who has stolen a token acts in the owner's session, so a letter says that it is the sign-in's place.
@ApplicationScoped
public class SessionOrigins {

  private final Activities activities;

  SessionOrigins(Activities activities) {
    this.activities = activities;
  }

  /// Empty where the trail does not know the session, or not yet: the letter does not wait for it.
  public Uni<List<Letter.Detail>> of(SqlClient client, AccountId account, Optional<SessionId> session, String locale) {
    return session.map(known -> activities.established(client, account, known)
            .map(found -> found.map(established -> details(established, locale)).orElse(List.of())))
        .orElseGet(() -> now(List.of()));
  }

  /// The display name of the device on which the session began; empty where the trail does not know it.
  public Uni<Optional<String>> device(SqlClient client, AccountId account, SessionId session) {
    return activities.established(client, account, session).map(found -> found.map(established -> PlainText.of(established.device())));
  }

  private static List<Letter.Detail> details(SessionEstablished established, String locale) {
    LetterWords words = Bundles.in(locale, LetterWords.class);
    var details = new ArrayList<Letter.Detail>();
    details.add(new Letter.Detail(words.sessionDevice(), PlainText.of(established.device())));
    established.place().or(established::address)
        .ifPresent(from -> details.add(new Letter.Detail(words.sessionPlace(), PlainText.of(from))));
    return details;
  }
}
