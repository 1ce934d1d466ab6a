package io.portcullis.notification.letter;

import io.portcullis.contracts.AccountId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What one message says, without the frame that all of them share. Plain text throughout.
///
/// @param account    whose anti-phishing code it shows; empty for an address without an account behind it
/// @param locale     BCP 47 language tag of the text
/// @param subject    fixed words only: subjects are shown on locked screens and kept in logs
/// @param code       a code to enter
/// @param link       where to go, always below the configured origin
/// @param freezeLink the way to stop whoever did it, in alerts
/// @param brief      the same in one sentence, for a text message
@RegisterForReflection
public record Letter(
    Optional<AccountId> account, String locale, String subject, List<String> paragraphs, Optional<String> code,
    Optional<Link> link, List<Detail> details, Optional<String> freezeLink, String brief) {

  public Letter {
    paragraphs = List.copyOf(paragraphs);
    details = List.copyOf(details);
  }

  /// One paragraph longer.
  public Letter with(String paragraph) {
    return new Letter(account, locale, subject, Stream.concat(paragraphs.stream(), Stream.of(paragraph)).toList(), code, link,
        details, freezeLink, brief);
  }

  /// With more facts below the text.
  public Letter beside(List<Detail> more) {
    return new Letter(account, locale, subject, paragraphs, code, link,
        Stream.concat(details.stream(), more.stream()).toList(), freezeLink, brief);
  }

  /// For a text message, which has room for one link.
  public Letter withFreezeLink(String shorter) {
    return new Letter(account, locale, subject, paragraphs, code, Optional.empty(), details, Optional.of(shorter), brief);
  }

  /// For a text message whose one link is that of its subject.
  ///
  /// @param announced in front of the link
  public Letter withLinkAlone(String announced, String shorter) {
    return new Letter(account, locale, subject, paragraphs, code, link.map(longer -> new Link(longer.label(), shorter)), details,
        Optional.empty(), brief + ' ' + announced);
  }

  /// For a text message of other words, which are about more than this letter.
  public Letter inBrief(String words, Optional<String> shorter) {
    return new Letter(account, locale, subject, paragraphs, code, Optional.empty(), details, shorter, words);
  }

  /// For a screen that is locked and lies open: its fixed words, without links and without what names anything of the account's.
  public Letter openToEverybody() {
    return new Letter(account, locale, subject, List.of(paragraphs.getFirst()), Optional.empty(), Optional.empty(), List.of(),
        Optional.empty(), brief);
  }

  @RegisterForReflection
  public record Link(String label, String url) {}

  @RegisterForReflection
  public record Detail(String label, String value) {}

  /// Redacted: codes and links are secrets.
  @Override
  public String toString() {
    return "Letter[redacted]";
  }
}
