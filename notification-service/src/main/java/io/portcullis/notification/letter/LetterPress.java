package io.portcullis.notification.letter;

import io.quarkus.qute.TemplateInstance;
import io.quarkus.qute.Variant;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Puts a letter into the frame. Rendering takes CPU time: call it on a worker thread.
@ApplicationScoped
public class LetterPress {

  private static final Variant HTML = Variant.forContentType(Variant.TEXT_HTML);
  private static final Variant TEXT = Variant.forContentType(Variant.TEXT_PLAIN);

  private final String brand;

  LetterPress(@ConfigProperty(name = "portcullis.brand") String brand) {
    this.brand = brand;
  }

  /// @param phrase the recipient's anti-phishing code, if one is set
  public Printed email(Letter letter, Optional<String> phrase) {
    TemplateInstance page = instance(LetterTemplates.letter(page(letter, phrase)), letter);
    return new Printed(letter.subject(), page.setVariant(TEXT).render(), page.setVariant(HTML).render());
  }

  public String sms(Letter letter, Optional<String> phrase) {
    return instance(LetterTemplates.sms(page(letter, phrase)), letter).render().strip();
  }

  private LetterTemplates.Page page(Letter letter, Optional<String> phrase) {
    return LetterTemplates.Page.of(letter, phrase.orElse(""), brand);
  }

  private static TemplateInstance instance(TemplateInstance template, Letter letter) {
    return template.setLocale(Bundles.language(letter.locale()));
  }

  public record Printed(String subject, String text, String html) {}
}
