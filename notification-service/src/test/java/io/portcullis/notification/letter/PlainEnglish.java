package io.portcullis.notification.letter;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.notification.letter.LetterPress.Printed;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// What every mail that customers read has in common, whatever it tells.
public final class PlainEnglish {

  private static final Pattern LINK = Pattern.compile("https?://\\S+");
  private static final Pattern WIRE_NAME = Pattern.compile("\\b[A-Za-z]+(?:-[A-Za-z0-9]+)+\\b");
  private static final Set<String> WITH_A_HYPHEN = Set.of("sign-in", "Sign-in", "sign-ins", "e-mail", "anti-phishing", "Anti-phishing");
  /// Words of the code: customers are told "main address", "someone", "authenticator app".
  private static final Pattern INNER_WORD = Pattern.compile(
      "\\b(?:null|Optional|NOT_FOUND|[A-Z]+_[A-Z_]+|io\\.portcullis\\S*|aal[0-9]|[Pp]rimary|[Ii]dentifiers?|[Aa]uthenticators|[Rr]efresh tokens?"
          + "|TOTP|WebAuthn|WEBAUTHN|[Ss]omebody|[Ww]hoever|[Cc]redentials?)\\b|\\[redacted\\]|[{}]");
  private static final Pattern DATE = Pattern.compile(
      "\\b[0-9]{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December) [0-9]{4}, "
          + "[0-9]{2}:[0-9]{2} UTC\\b");
  private static final Pattern OTHER_DATE = Pattern.compile(
      "\\b[0-9]{4}-[0-9]{2}|\\b[0-9]{1,2}[./][0-9]{1,2}[./][0-9]{2,4}\\b(?!\\.)|\\b[0-9]{1,2}:[0-9]{2}(?! UTC)|\\bPT[0-9]");
  private static final int LONGEST_SENTENCE = 22;

  private PlainEnglish() {}

  /// `mail` says when in the one form that dates have, and nothing of it is a name of the code.
  public static void of(Printed mail) {
    for (String shown : List.of(mail.subject(), mail.text(), visible(mail.html()))) {
      String text = LINK.matcher(shown).replaceAll("");
      assertThat(WIRE_NAME.matcher(text).results().map(MatchResult::group)).as(text).isSubsetOf(WITH_A_HYPHEN);
      assertThat(INNER_WORD.matcher(text).results().map(MatchResult::group)).as(text).isEmpty();
      assertThat(OTHER_DATE.matcher(text).results().map(MatchResult::group)).as(text).isEmpty();
    }
    assertThat(mail.text()).containsPattern("(?m)^When: " + DATE.pattern() + "$");
    assertThat(mail.html()).containsPattern("<bdi>" + DATE.pattern() + "</bdi>");
    assertThat(mail.subject()).matches("[A-Z][A-Za-z :-]+").hasSizeLessThanOrEqualTo(60);
    assertThat(sentences(mail.text())).allSatisfy(sentence ->
        assertThat(sentence.split("\\s+").length).as(sentence).isLessThanOrEqualTo(LONGEST_SENTENCE));
  }

  public static String date() {
    return DATE.pattern();
  }

  private static List<String> sentences(String text) {
    return LINK.matcher(text).replaceAll("").lines().flatMap(line -> Pattern.compile("(?<=[.?!:]) ").splitAsStream(line)).toList();
  }

  private static String visible(String html) {
    return html.replaceAll("(?s)<head>.*</head>", "").replaceAll("<[^>]+>", " ").replace("&quot;", "\"").replace("&#39;", "'");
  }
}
