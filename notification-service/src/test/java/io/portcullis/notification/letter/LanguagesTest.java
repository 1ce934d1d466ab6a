package io.portcullis.notification.letter;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.notification.activity.ActivityWords;
import io.portcullis.notification.alert.AlertWords;
import io.portcullis.notification.message.MessageWords;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// SAFE-3: every word in every language. A reader beyond the GSM alphabet gets text messages in English.
class LanguagesTest {

  private static final List<Class<?>> BUNDLES = List.of(AlertWords.class, MessageWords.class, LetterWords.class, ActivityWords.class);
  private static final Pattern INSERTED = Pattern.compile("\\{(\\w+)}");

  private static Map<String, String> english(Class<?> bundle) {
    return Arrays.stream(bundle.getDeclaredMethods()).filter(method -> method.isAnnotationPresent(Message.class))
        .collect(Collectors.toMap(Method::getName, method -> method.getAnnotation(Message.class).value(), (a, _) -> a, TreeMap::new));
  }

  private static Map<String, String> translated(Class<?> bundle, String language) throws IOException {
    var words = new Properties();
    String file = "/messages/" + bundle.getAnnotation(MessageBundle.class).value() + '_' + language + ".properties";
    try (var reader = new InputStreamReader(Objects.requireNonNull(LanguagesTest.class.getResourceAsStream(file), file), StandardCharsets.UTF_8)) {
      words.load(reader);
    }
    return words.stringPropertyNames().stream().collect(Collectors.toMap(key -> key, words::getProperty, (a, _) -> a, TreeMap::new));
  }

  private static boolean isOfTextMessages(String key) {
    return key.endsWith("Brief") || key.startsWith("brief");
  }

  @ParameterizedTest
  @ValueSource(strings = {"de", "es", "pt", "zh"})
  void safe3_givenALanguage_thenItHasEveryWord_withEveryValueThatEnglishInserts(String language) throws IOException {
    var soft = new SoftAssertions();
    boolean inEnglish = TextMessage.language(language).equals("en");
    for (Class<?> bundle : BUNDLES) {
      Map<String, String> english = english(bundle);
      if (inEnglish) {
        english.keySet().removeIf(LanguagesTest::isOfTextMessages);
      }
      Map<String, String> words = translated(bundle, language);
      var missing = new TreeSet<>(english.keySet());
      missing.removeAll(words.keySet());
      soft.assertThat(missing).as("missing in %s of %s", bundle.getSimpleName(), language).isEmpty();
      soft.assertThat(english.keySet()).as("unknown in %s of %s", bundle.getSimpleName(), language).containsAll(words.keySet());
      words.forEach((key, text) -> {
        soft.assertThat(text).as(key).isNotBlank();
        soft.assertThat(inserted(text)).as("%s of %s", key, language).isEqualTo(inserted(english.getOrDefault(key, "")));
      });
    }
    soft.assertAll();
  }

  private static TreeSet<String> inserted(String text) {
    return INSERTED.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
  }

  /// Chinese has one form for all numbers.
  @ParameterizedTest
  @ValueSource(strings = {"en", "de", "es", "pt"})
  void safe3_givenANumberBeforeANoun_thenOneHasAFormOfItsOwn(String language) throws IOException {
    for (Class<?> bundle : BUNDLES) {
      Map<String, String> words = language.equals("en") ? english(bundle) : translated(bundle, language);
      for (Method method : bundle.getDeclaredMethods()) {
        for (String number : numbers(method)) {
          String text = words.getOrDefault(method.getName(), "");
          if (Pattern.compile("\\{" + number + "} \\p{L}").matcher(text).find()) {
            assertThat(text).as(method.getName()).contains("{#if " + number + " == ");
          }
        }
      }
    }
  }

  /// Failures are told of from ten on.
  private static List<String> numbers(Method method) {
    return Arrays.stream(method.getParameters()).filter(of -> of.getType() == int.class || of.getType() == long.class)
        .map(Parameter::getName).filter(name -> !name.equals("failures")).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"de", "es", "pt"})
  void safe3_givenWordsOfTextMessages_thenTheGsmAlphabetSpellsThem(String language) throws IOException {
    for (Class<?> bundle : BUNDLES) {
      assertThat(translated(bundle, language)).allSatisfy((key, text) -> {
        if (isOfTextMessages(key)) {
          assertThat(TextMessage.isGsm(TextMessage.inGsm(text))).as(text).isTrue();
          assertThat(TextMessage.inGsm(text)).as("nothing is dropped").hasSameSizeAs(text);
        }
      });
    }
    assertThat(Stream.of("briefFreeze", "briefPhrase", "briefNeverAsk").map(key -> words(language).get(key)))
        .as("of the frame, which is not respelled").allMatch(TextMessage::isGsm);
  }

  private static Map<String, String> words(String language) {
    try {
      return translated(LetterWords.class, language);
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', value = {"en;29 November 2026, 17:05 UTC", "de;29. November 2026, 17:05 UTC", "es;29 de noviembre de 2026, 17:05 UTC",
      "pt;29 de novembro de 2026, 17:05 UTC", "zh;2026年11月29日, 17:05 UTC"})
  void safe3_givenALanguage_thenDatesAreWrittenAsItsReadersDo(String language, String expected) {
    assertThat(Times.in(ZoneOffset.UTC, language).of(Instant.parse("2026-11-29T17:05:59Z"))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', value = {
      "en;Europe/Berlin;29 November 2026, 18:05 (Central European Standard Time, UTC+01:00)",
      "de;Europe/Berlin;29. November 2026, 18:05 (Mitteleuropäische Normalzeit, UTC+01:00)",
      "es;America/St_Johns;29 de noviembre de 2026, 13:35 (hora estándar de Terranova, UTC-03:30)",
      "pt;Asia/Kathmandu;29 de novembro de 2026, 22:50 (Horário do Nepal, UTC+05:45)",
      "zh;Pacific/Apia;2026年11月30日, 06:05 (阿皮亚标准时间, UTC+13:00)",
      "en;Etc/GMT+5;29 November 2026, 12:05 UTC-05:00", "en;Etc/UTC;29 November 2026, 17:05 UTC", "en;Zulu;29 November 2026, 17:05 UTC",
      "en;Europe/London;29 November 2026, 17:05 (Greenwich Mean Time, UTC+00:00)"})
  void safe3_givenTheReadersZone_thenTimesAreOfItsClock_andItIsNamed(String language, String zone, String expected) {
    assertThat(Times.in(ZoneId.of(zone), language).of(Instant.parse("2026-11-29T17:05:59Z"))).isEqualTo(expected);
  }

  @Test
  void safe3_givenClocksArePutForwardAndBack_thenEachInstantHasItsOwnWords() {
    Times berlin = Times.in(ZoneId.of("Europe/Berlin"), "en");
    // 02:30 is on no clock on that day, and 02:30 is twice on this one.
    assertThat(Stream.of("2026-03-29T00:59:59Z", "2026-03-29T01:00:00Z", "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z")
        .map(Instant::parse).map(berlin::of)).containsExactly(
            "29 March 2026, 01:59 (Central European Standard Time, UTC+01:00)", "29 March 2026, 03:00 (Central European Summer Time, UTC+02:00)",
            "25 October 2026, 02:30 (Central European Summer Time, UTC+02:00)", "25 October 2026, 02:30 (Central European Standard Time, UTC+01:00)");
    assertThat(Times.in(ZoneId.of("Australia/Lord_Howe"), "en").of(Instant.parse("2026-10-03T15:30:00Z")))
        .as("a change of half an hour").isEqualTo("4 October 2026, 02:30 (Lord Howe Daylight Time, UTC+11:00)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "de", "es", "pt", "zh"})
  void safe3_givenAnyZoneThatACustomerMayChoose_thenItIsNamedInEveryLanguage_withItsDistanceFromUtc(String language) {
    for (String month : List.of("01", "07")) {
      Instant time = Instant.parse("2026-" + month + "-15T12:00:00Z");
      assertThat(ZoneId.getAvailableZoneIds()).allSatisfy(id -> assertThat(Times.in(ZoneId.of(id), language).of(time))
          .as(id).matches(".*, \\d\\d:\\d\\d (UTC|UTC[+-]\\d\\d:\\d\\d|\\([^()]{3,60}( \\([^()]+\\))?, UTC[+-]\\d\\d:\\d\\d\\))"));
    }
  }
}
