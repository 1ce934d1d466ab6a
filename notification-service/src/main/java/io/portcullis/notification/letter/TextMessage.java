package io.portcullis.notification.letter;

import java.text.Normalizer;
import java.util.Set;
import java.util.stream.Collectors;

/// How much of a text message one message holds: 160 characters of the GSM alphabet, or 70 of any other. More goes out in
/// parts, each of which is paid for (3GPP TS 23.038 §6.2.1, TS 23.040 §9.2.3.24).
public final class TextMessage {

  private static final Set<String> BEYOND_GSM = Set.of("zh");
  private static final int GSM_LONGEST = 160;
  private static final int UCS2_LONGEST = 70;
  private static final int LONGEST_PHRASE = 32;
  private static final int LONGEST_BRAND = 15;
  /// Of the brand and the origin together: what the longest text message with a link and a phrase leaves to them.
  private static final int LONGEST_BRAND_AND_ORIGIN = 46;

  private static final String GSM = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
      + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
  /// Take two places each.
  private static final String GSM_EXTENSION = "\f^{}\\[~]|€";

  private TextMessage() {}

  /// Whether `text` goes out as one message.
  public static boolean isOne(String text) {
    return isGsm(text) ? septets(text) <= GSM_LONGEST : text.length() <= UCS2_LONGEST;
  }

  /// Whether `phrase` is in every text message: it would otherwise be in some, and one without it would prove nothing. Beside
  /// what the longest text message says, there is room for 32 characters of the GSM alphabet.
  public static boolean hasRoomFor(String phrase) {
    return isGsm(phrase) && septets(phrase) <= LONGEST_PHRASE;
  }

  /// The language of text messages to a reader of `languageTag`. A link and a phrase don't fit into 70 characters, which is what a
  /// text message holds of an alphabet beyond GSM: such a reader gets English ones.
  public static String language(String languageTag) {
    String language = Bundles.language(languageTag);
    return BEYOND_GSM.contains(language) ? "en" : language;
  }

  /// `text` without accents that the GSM alphabet lacks, as people write text messages.
  public static String inGsm(String text) {
    return spelled(text, Integer.MAX_VALUE);
  }

  /// As much of the brand as a text message shows, so that what it says has room. One letter that GSM lacks, and every text
  /// message would have room for 70 characters alone.
  static String shown(String brand) {
    return spelled(brand, LONGEST_BRAND);
  }

  /// Whether every text message under `brand` has room for a link of `origin` and for a phrase.
  public static boolean hasRoomForLinks(String brand, String origin) {
    return septets(shown(brand)) + origin.length() <= LONGEST_BRAND_AND_ORIGIN;
  }

  /// Whether every character of `text` is in the GSM alphabet.
  static boolean isGsm(String text) {
    return text.chars().allMatch(c -> GSM.indexOf(c) >= 0 || GSM_EXTENSION.indexOf(c) >= 0);
  }

  /// `name` as far as `longest` characters of the GSM alphabet spell it: without accents that it lacks, and without other
  /// letters that it lacks. Blank when it has none of them.
  static String spelled(String name, int longest) {
    String gsm = Normalizer.normalize(name, Normalizer.Form.NFC).codePoints().mapToObj(Character::toString)
        .map(letter -> isGsm(letter) ? letter : Normalizer.normalize(letter, Normalizer.Form.NFD).replaceAll("\\p{M}", ""))
        .filter(letter -> isGsm(letter) && letter.chars().noneMatch(Character::isISOControl)).collect(Collectors.joining());
    int end = gsm.length();
    while (septets(gsm.substring(0, end)) > longest) {
      end--;
    }
    return gsm.substring(0, end).strip();
  }

  private static int septets(String text) {
    return text.chars().map(c -> GSM_EXTENSION.indexOf(c) >= 0 ? 2 : 1).sum();
  }
}
