package io.portcullis.notification.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.notification.OnTheStack;
import io.portcullis.notification.letter.Gallery;
import io.portcullis.notification.letter.Letter;
import io.portcullis.notification.letter.LetterPress;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/// Writes every alert in every language to `target/mails`.
@QuarkusTest
@OnTheStack
class AlertGalleryTest {

  @Inject AlertLetters letters;
  @Inject LetterPress press;
  @ConfigProperty(name = "quarkus.locales", defaultValue = "en") List<String> locales;

  @Test
  void safe3_givenEveryAlertInEveryLanguage_thenItIsPrinted_inThatLanguage() throws IOException {
    var gallery = new Gallery("alerts", press);
    for (String locale : locales) {
      for (SecurityEvent event : Samples.alerting(new AccountId(UUID.randomUUID()))) {
        Letter letter = letters.write(Alert.about(event).orElseThrow(), event, locale, ZoneId.of("Europe/Berlin"));
        assertThat(press.email(letter, Optional.empty()).html()).contains("<html lang=\"" + locale + "\">");
        gallery.add(locale, event.getClass().getSimpleName(), letter);
      }
    }
    gallery.finish();
  }
}
