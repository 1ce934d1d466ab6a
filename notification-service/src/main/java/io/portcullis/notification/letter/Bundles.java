package io.portcullis.notification.letter;

import io.quarkus.arc.Arc;
import io.quarkus.arc.InstanceHandle;
import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import java.util.Locale;

/// Finds the words in somebody's language.
public final class Bundles {

  private Bundles() {}

  /// The translation for the language of `languageTag` (BCP 47), or English where there is none yet.
  public static <T> T in(String languageTag, Class<T> bundle) {
    InstanceHandle<T> translated = Arc.container().instance(bundle, Localized.Literal.of(language(languageTag)));
    return translated.isAvailable() ? translated.get() : MessageBundles.get(bundle);
  }

  /// `de` for `de-CH`; the empty text for what is no language tag.
  static String language(String languageTag) {
    return Locale.forLanguageTag(languageTag).getLanguage();
  }
}
