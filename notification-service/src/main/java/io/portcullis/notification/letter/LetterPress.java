package io.portcullis.notification.letter;

import io.quarkus.qute.TemplateInstance;
import io.quarkus.qute.Variant;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Puts a letter into the frame. Rendering takes CPU time: call it on a worker thread.
@ApplicationScoped
public class LetterPress {

  private static final Variant HTML = Variant.forContentType(Variant.TEXT_HTML);
  private static final Variant TEXT = Variant.forContentType(Variant.TEXT_PLAIN);

  private final String brand;
  private final String shortBrand;

  LetterPress(@ConfigProperty(name = "portcullis.brand") String brand) {
    this.brand = brand;
    this.shortBrand = TextMessage.shown(brand);
  }

  /// @param phrase the recipient's anti-phishing code, if one is set
  public Printed email(Letter letter, Optional<String> phrase) {
    TemplateInstance page = instance(LetterTemplates.letter(page(letter, phrase)), letter);
    return new Printed(letter.subject(), page.setVariant(TEXT).render(), page.setVariant(HTML).render());
  }

  /// A text message that goes out as one. What it says, its code, its link and the phrase are always there, the line that
  /// we ask for no secrets only where there is room. A phrase outside of the GSM alphabet would leave room for 70 characters
  /// in all, so no text message shows it. The service starts with no origin that leaves less room than this.
  public String sms(Letter letter, Optional<String> phrase) {
    Optional<String> printable = phrase.filter(TextMessage::hasRoomFor);
    return Stream.of(Trimmed.NOTHING, Trimmed.NEVER_ASK, Trimmed.PHRASE, Trimmed.BOTH)
        .map(trimmed -> sms(letter, trimmed.dropsPhrase() ? Optional.empty() : printable, trimmed))
        .filter(TextMessage::isOne).findFirst()
        .orElseGet(() -> sms(letter, Optional.empty(), Trimmed.BOTH));
  }

  private enum Trimmed {
    NOTHING, NEVER_ASK, PHRASE, BOTH;

    boolean dropsPhrase() {
      return this == PHRASE || this == BOTH;
    }

    boolean dropsNeverAsk() {
      return this == NEVER_ASK || this == BOTH;
    }
  }

  private String sms(Letter letter, Optional<String> phrase, Trimmed trimmed) {
    var page = LetterTemplates.Page.of(letter, phrase.orElse(""), shortBrand);
    return LetterTemplates.sms(page, !trimmed.dropsNeverAsk()).setLocale(TextMessage.language(letter.locale())).render().strip();
  }

  private LetterTemplates.Page page(Letter letter, Optional<String> phrase) {
    return LetterTemplates.Page.of(letter, phrase.orElse(""), brand);
  }

  private static TemplateInstance instance(TemplateInstance template, Letter letter) {
    return template.setLocale(Bundles.language(letter.locale()));
  }

  public record Printed(String subject, String text, String html) {}
}
