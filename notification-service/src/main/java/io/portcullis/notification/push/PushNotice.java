package io.portcullis.notification.push;

import io.portcullis.notification.letter.Letter;
import io.quarkus.runtime.annotations.RegisterForReflection;

/// What a browser is told, as JSON. Push services can't read it, but a locked screen shows it: it holds no code, no link with a token,
/// no phrase, and nothing that names an address, an amount or a device.
///
/// @param type  wire name of the event behind the alert
/// @param title fixed words
/// @param lang  BCP 47 language tag of the words
/// @param url   a path of the pages
/// @param tag   the same for notices of which one stands for all
@RegisterForReflection
record PushNotice(String type, String title, String text, String lang, String url, String tag) {

  private static final String ALERTS = "/security/alerts";
  private static final int LONGEST_TEXT = 300;

  static PushNotice of(String type, Letter letter, String tag) {
    return new PushNotice(type, letter.subject(), shortened(letter.paragraphs().getFirst()), letter.locale(), ALERTS, tag);
  }

  private static String shortened(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST_TEXT ? text : text.substring(0, text.offsetByCodePoints(0, LONGEST_TEXT - 1)) + '…';
  }
}
