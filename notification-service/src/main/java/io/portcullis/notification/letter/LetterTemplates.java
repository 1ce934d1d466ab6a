package io.portcullis.notification.letter;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/// The templates, checked against [Page] when the service is built.
@CheckedTemplate(requireTypeSafeExpressions = true)
final class LetterTemplates {

  private LetterTemplates() {}

  static native TemplateInstance letter(Page page);

  static native TemplateInstance sms(Page page, boolean neverAsk);

  /// A [Letter] as the templates read it: what is absent is an empty text, which Qute takes for false.
  record Page(String brand, String subject, List<String> paragraphs, String code, String linkLabel, String linkUrl,
      List<Letter.Detail> details, String freezeLink, String phrase, String brief) {

    static Page of(Letter letter, String phrase, String brand) {
      return new Page(brand, letter.subject(), letter.paragraphs(), letter.code().orElse(""),
          letter.link().map(Letter.Link::label).orElse(""), letter.link().map(Letter.Link::url).orElse(""),
          letter.details(), letter.freezeLink().orElse(""), phrase, letter.brief());
    }
  }
}
