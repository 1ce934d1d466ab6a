package io.portcullis.runtime.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Attack A-21: one mailbox or number is one identifier however it is typed, and a look-alike is another one or none.
class IdentifierTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, value = {
      "ann@example.org|ann@example.org",
      "  Ann@EXAMPLE.org |ann@example.org",
      "ann@example.org.|ann@example.org",
      "ann+tag@example.org|ann+tag@example.org",
      "a.n.n@example.org|a.n.n@example.org",
      "ann@b\u00fccher.example|ann@xn--bcher-kva.example",
      "ann@bu\u0308cher.example|ann@xn--bcher-kva.example",
      "ann@B\u00dcCHER.example|ann@xn--bcher-kva.example",
      "ann@XN--BCHER-KVA.example|ann@xn--bcher-kva.example",
      "ann@\uff45\uff58\uff41\uff4d\uff50\uff4c\uff45.org|ann@example.org",
      "ann@exam\u00adple.org|ann@example.org",
      "ann@example\u3002org|ann@example.org",
      "ann@\u212aelvin.example|ann@kelvin.example",
      "\uff41nn@example.org|ann@example.org",
      "an\u00adn@example.org|ann@example.org",
      "an\u200dn@ex\u200dample.org|ann@example.org",
      "ann\uff20example.org|ann@example.org",
      "<ann@example.org>,|ann@example.org",
      "mailto:ann@example.org?subject=Hello|ann@example.org",
      "ann@stra\u00dfe.example|ann@xn--strae-oqa.example",
      "ann@STRASSE.example|ann@strasse.example",
      "ann@\u03b2\u03cc\u03bb\u03bf\u03c2.example|ann@xn--nxasmm1c.example",
      "zoe\u0308@example.org|zo\u00eb@example.org",
      "ZO\u00cb@example.org|zo\u00eb@example.org",
      "\u7528\u6237@\u4f8b\u5b50.\u516c\u53f8|\u7528\u6237@xn--fsqu00a.xn--55qx5d",
      "ann\u0301@example.org|an\u0144@example.org",
      "\u05d0\u05e0\u05d41@example.org|\u05d0\u05e0\u05d41@example.org",
      "\u0645\u062d\u0645\u062f\u0664@example.org|\u0645\u062d\u0645\u062f\u0664@example.org",
      "\u0440\u0438\u0442\u0430.2@example.org|\u0440\u0438\u0442\u0430.2@example.org",
      "adm\u0131n@example.org|adm\u0131n@example.org"})
  void spellingsOfOneAddressAreOne(String typed, String canonical) {
    assertThat(Identifier.parse(typed)).map(Identifier::canonical).contains(canonical);
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "\u0430nn@example.org", // Cyrillic a among Latin letters
      "\u0130nn@example.org", // dotted I, whose lower case is a plain i
      "\u212aate@example.org", // Kelvin sign, which is a plain k
      "\u0301ann@example.org", // an accent on nothing
      "\"ann\"@example.org", "ann @example.org", "a nn@example.org", ".ann@example.org", "ann.@example.org",
      "a..n@example.org", "@example.org", "ann@", "ann@localhost", "ann@[127.0.0.1]", "ann@127.0.0.1",
      "ann@exa_mple.org", "ann@-example.org", "ann@example..org", "ann@example.org..", "ann@.example.org",
      "ann@evil.org@example.org", "ann@example.org\r\nbcc: x@y.org", "ann@example.org\u0000", "ann@exa mple.org",
      "ann\u0040\u0040example.org", "ann@\u200d\u00fc.example", "ann@\u00fc\u2028.example", "mailto:", "mailto:ann", "<ann>",
      "ann@\ud800.org",
      "", " ", "@", "+", "ann"})
  void lookAlikesAndOddFormsAreNoIdentifier(String typed) {
    assertThat(Identifier.parse(typed)).isEmpty();
  }

  /// RFC 2047: what a mail library or program would decode, and perhaps write to or show as another address.
  @ParameterizedTest
  @ValueSource(strings = {
      "=?utf-8?q?ann?=@example.org", "=?UTF-8?B?YW5u?=@example.org", "=?iso-8859-1?q?ann=40evil.org=3e?=@example.org",
      "ann=?utf-8?q?x?=@example.org", "=?utf-8*en?q?ann?=.b@example.org", "=?utf-8?q?ann@example.org", "ann?=@example.org",
      "zo\u00eb=?utf-8?q?x?=@example.org", "=\u00ad?utf-8?q?ann?\u200d=@example.org", "\uff1d\uff1futf-8?q?ann?=@example.org"})
  void a20_anEncodedWordIsNoIdentifier(String typed) {
    assertThat(Identifier.parse(typed)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=b@example.org", "a?b@example.org", "a?b=c@example.org", "prvs=1a2b=ann@example.org", "ann+x=y.org@example.org"})
  void signsThatAddressesHaveStay(String typed) {
    assertThat(Identifier.parse(typed)).map(Identifier::canonical).contains(typed);
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "zo\u0451@example.org", // Cyrillic e with two dots after Latin letters
      "\ufb01ta@example.org", // a ligature
      "\ud835\udc1a\u00f1a@example.org", // a bold letter of mathematics
      "\uff76\uff85@example.org", // half-width kana
      "\u00aa\u00f1a@example.org", // a raised letter
      "\u017fo\u00e9@example.org", // the long s of old prints
      "\ua9c1\u10a0\u10d0@example.org", // letters of two ages
      "\u0663\u06f4@example.org", // digits of two systems
      "\u0966\u0661@example.org",
      "zoe\u0301\u0301@example.org", // one accent on the other
      "i\u0307nn\u00e9@example.org", // a dot that hides in the letter's own
      "\u05d0a\u05d1@example.org", "1\u05d0@example.org", "\u05d0-@example.org", "\u06451\u0664@example.org", // both ways
      "\u0664\u0665@example.org",
      "zo\u00eb\u2028@example.org", "zo\u00eb\u0085x@example.org", "zo\u00eb\ue000@example.org", "\u2460\u00eb@example.org"})
  void a21_lettersThatNobodyCanTellApartAreNoIdentifier(String typed) {
    assertThat(Identifier.parse(typed)).isEmpty();
  }

  @Test
  void a21_aNameInOneOtherScriptIsAnotherMailbox() {
    assertThat(canonical("\u0430\u0440\u0440\u04cf\u0435@example.org")).isPresent().isNotEqualTo(canonical("apple@example.org"));
  }

  @Test
  void aLookAlikeDomainIsAnotherDomain() {
    assertThat(Identifier.parse("ann@\u0430pple.com")).map(Identifier::canonical).contains("ann@xn--pple-43d.com");
  }

  @Test
  void lengthsAreThoseOfSmtp() {
    assertThat(Identifier.parse("a".repeat(64) + "@example.org")).isPresent();
    assertThat(Identifier.parse("a".repeat(65) + "@example.org")).isEmpty();
    assertThat(Identifier.parse("ann@" + "a".repeat(63) + ".org")).isPresent();
    assertThat(Identifier.parse("ann@" + "a".repeat(64) + ".org")).isEmpty();
    assertThat(Identifier.parse("a".repeat(60) + "@" + ("b".repeat(60) + ".").repeat(4) + "org")).isEmpty();
    assertThat(Identifier.parse("a".repeat(100_000) + "@example.org")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "+44 7400 123456|+447400123456", "+44 (0)7400 123456|+447400123456", "+44-7400-123-456|+447400123456",
      "+41791234567|+41791234567", "+1 (415) 555-2671|+14155552671",
      "0044 7400 123456|+447400123456", "tel:+44-7400-123456|+447400123456", "\uff0b\uff14\uff14 7400 123456|+447400123456",
      "(+44) 7400.123.456|+447400123456", "+0044 7400 123456|+447400123456"})
  void spellingsOfOneNumberAreOne(String typed, String canonical) {
    assertThat(Identifier.parse(typed)).map(Identifier::canonical).contains(canonical);
  }

  @ParameterizedTest
  @ValueSource(strings = {"07400123456", "447400123456", "011447400123456", "+44 7400 123456 ext 5", "+1 800 FLOWERS",
      "+44 20 7946 0018", "+1 900 555 0199", "+999123456789",
      "+44", "+447400", "tel:+447400123456;ext=1", "+447400123456;ext=1", "fax:+447400123456", "++447400123456"})
  void numbersThatAreNotPlainlyInternationalMobileOnesAreRefused(String typed) {
    assertThat(Identifier.parse(typed)).isEmpty();
  }

  @Test
  void variantsOfOneMailboxShareItsMessageBudget() {
    assertThat(mailbox("a.nn+one@example.org")).isEqualTo(mailbox("ann+two@example.org")).isEqualTo("ann@example.org");
    assertThat(mailbox("bob@example.org")).isNotEqualTo(mailbox("ann@example.org"));
  }

  @ParameterizedTest
  @CsvSource({
      "vic.tim@example.org, vic.tim+2fa@example.org, true", "vic.tim@example.org, victim@example.org, true",
      "vic.tim@example.org, V.I.C.T.I.M+a+b@EXAMPLE.org., true", "victim@gmail.com, vic.tim+2fa@googlemail.com, true",
      "victim@pm.me, victim@protonmail.com, true", "victim@icloud.com, vic.tim@me.com, true",
      "+447400123456, (+44) 7400-123456, true", "+447400123456, +447400123457, false",
      "victim@example.org, victim@example.com, false", "victim@example.org, victims@example.org, false",
      "victim@mail.example.org, victim@example.org, false"})
  void a36Mailbox_addressesThatOnePersonReadsAreOne(String one, String other, boolean same) {
    Identifier first = Identifier.parse(one).orElseThrow();
    Identifier second = Identifier.parse(other).orElseThrow();
    assertThat(first.sharesMailboxWith(second)).isEqualTo(second.sharesMailboxWith(first)).isEqualTo(same);
  }

  private static String mailbox(String typed) {
    return Identifier.parse(typed).orElseThrow().mailbox();
  }

  private static final List<String> EXAMPLES = List.of("ann@example.org", "ann+tag@example.org", "a.n.n@b\u00fccher.example",
      "ann@stra\u00dfe.example", "zo\u00eb@example.org", "\u7528\u6237@example.org", "\u0430\u043d\u043d\u0430@example.org",
      "+447400123456", "+41791234567", "+14155552671", "+6907290", "+393123456789", "+971501234567");

  /// What comes along when an address is copied from a page, a mail, a chat or a contact card.
  static Stream<Arguments> decorated() {
    Map<String, UnaryOperator<String>> decorations = new LinkedHashMap<>();
    for (int mark : new int[] {0xFEFF, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0x00AD, 0x061C, 0x180E, 0x202A, 0x202B,
        0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069, 0x206A, 0xFE0F, 0xFE00, 0x034F, 0x3164, 0xFFA0, 0x115F, 0x17B4,
        0xE0001, 0xE0061, 0xE0100, 0xFFF9, 0x1D173}) {
      String text = Character.toString(mark);
      decorations.put("around by %04X".formatted(mark), typed -> text + typed + text);
      decorations.put("twice around by %04X".formatted(mark), typed -> text + ' ' + text + typed + text + "\u00A0" + text);
      decorations.put("inside by %04X".formatted(mark), typed -> typed.substring(0, 2) + text + typed.substring(2));
    }
    for (char space : " \t\n\r\u00A0\u1680\u2000\u2003\u2007\u2009\u202F\u205F\u3000".toCharArray()) {
      decorations.put("between spaces %04X".formatted((int) space), typed -> space + typed + space);
    }
    decorations.put("isolated", typed -> "\u2068" + typed + "\u2069");
    decorations.put("wide", typed -> typed.chars().map(c -> c > 0x20 && c < 0x7F ? c + 0xFEE0 : c)
        .collect(StringBuilder::new, (b, c) -> b.append((char) c), StringBuilder::append).toString());
    decorations.put("decomposed", typed -> Normalizer.normalize(typed, Normalizer.Form.NFD));
    decorations.put("upper case", typed -> typed.contains("\u00df") ? typed : typed.toUpperCase(Locale.ROOT));
    Map<String, UnaryOperator<String>> ofMail = Map.of(
        "mailto", typed -> "mailto:" + typed, "MAILTO", typed -> " MailTo: " + typed + "?subject=Hi%20there&cc=x@y.example",
        "angle brackets", typed -> "<" + typed + ">", "in a list", typed -> typed + "; ", "sentence end", typed -> typed + ".");
    Map<String, UnaryOperator<String>> ofPhones = new LinkedHashMap<>();
    for (int zero : new int[] {0x0660, 0x06F0, 0x0966, 0x09E6, 0x0E50, 0xFF10, 0x1D7CE}) {
      ofPhones.put("digits from %04X".formatted(zero), typed -> typed.chars().mapToObj(c ->
          c >= '0' && c <= '9' ? Character.toString(zero + c - '0') : Character.toString(c)).collect(Collectors.joining()));
    }
    ofPhones.put("tel", typed -> "tel:" + typed);
    ofPhones.put("TEL", typed -> "TEL: " + typed);
    ofPhones.put("callto", typed -> "callto:" + typed);
    ofPhones.put("00", typed -> "00" + typed.substring(1));
    ofPhones.put("+00", typed -> "+00" + typed.substring(1));
    ofPhones.put("small plus", typed -> "\uFE62" + typed.substring(1));
    ofPhones.put("in brackets", typed -> "(" + typed + ")");
    ofPhones.put("country in brackets", typed -> "(" + typed.substring(0, 3) + ") " + typed.substring(3));
    for (String between : List.of(" ", ".", "-", "/", "\u00A0", "\u2011", "\u2013", "\u2212", "\uFF0D", "\u202F", "\u00B7", "\uFF0E")) {
      ofPhones.put("split by " + between, typed -> typed.replaceAll("(?<=\\d)(?=\\d)", between));
    }
    return EXAMPLES.stream().flatMap(example -> Stream.of(decorations, example.contains("@") ? ofMail : ofPhones)
        .flatMap(kind -> kind.entrySet().stream()
            .map(way -> Arguments.of(example, way.getKey(), way.getValue().apply(example)))));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("decorated")
  void a21_aPastedSpellingIsTheSameIdentifier(String example, String way, String typed) {
    assertThat(canonical(typed)).as(way + ": " + typed).isPresent().isEqualTo(canonical(example));
  }

  @Test
  void aCanonicalSpellingIsItsOwn() {
    for (String example : EXAMPLES) {
      String canonical = canonical(example).orElseThrow();
      assertThat(canonical(canonical)).contains(canonical);
    }
    // Names that the DNS has, or had, and no present rule would make: whatever is stored is found again.
    for (String stored : List.of("ann@xn--a.example", "ann@xn--zzzzzzzz.example", "ann@xn--strae-oqa.example", "o'neil@a--b.example")) {
      assertThat(canonical(stored)).contains(stored);
    }
  }

  @Test
  void a21_whateverIsTyped_thereIsAnAnswerAndItIsItsOwn() {
    var random = new Random(21);
    List<String> pieces = List.of("@", "+", "00", "ann", "example.org", ".", "xn--", "tel:", "mailto:", "<", ">", "?", "(", ")",
        "\ud800", "\udc00", "\u0000", "\u200d", "\u202e", "\u0130", "\u212a", "\u1e9e", "\ufdfa", "\u0345", "7400123456");
    for (int i = 0; i < 60_000; i++) {
      var typed = new StringBuilder();
      for (int length = random.nextInt(12); length > 0; length--) {
        if (random.nextBoolean()) {
          typed.append(pieces.get(random.nextInt(pieces.size())));
        } else {
          typed.appendCodePoint(random.nextInt(random.nextBoolean() ? 0x3000 : Character.MAX_CODE_POINT + 1));
        }
      }
      Optional<Identifier> parsed = Identifier.parse(typed.toString());
      parsed.ifPresent(identifier -> {
        assertThat(canonical(identifier.canonical())).as(typed.toString()).contains(identifier.canonical());
        assertThat(identifier.words()).isNotEmpty();
        assertThat(identifier.mailbox()).isNotEmpty();
      });
    }
  }

  @Test
  void a21_noLetterOutsideAsciiBecomesAnAsciiLetterOfALocalPart() {
    for (int point = 0x80; point <= Character.MAX_CODE_POINT; point++) {
      if (point >= 0xD800 && point <= 0xDFFF || point >= 0xFF01 && point <= 0xFF5E) {
        continue; // lone surrogates; wide letters, which are the same letters
      }
      String typed = "a" + Character.toString(point) + "b@example.org";
      Optional<String> canonical = canonical(typed);
      if (canonical.isPresent() && canonical.get().chars().allMatch(c -> c < 0x80)) {
        assertThat(canonical.get()).as("%04X".formatted(point)).isIn("ab@example.org",
            "a.b@example.org", "a+b@example.org", "a-b@example.org");
      }
    }
  }

  @Test
  void everyRegionsNumbersCanRegister() {
    PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
    var without = new ArrayList<String>();
    for (String region : phones.getSupportedRegions()) {
      Phonenumber.PhoneNumber example = phones.getExampleNumberForType(region, PhoneNumberUtil.PhoneNumberType.MOBILE);
      if (example == null) {
        without.add(region);
        continue;
      }
      String e164 = phones.format(example, PhoneNumberUtil.PhoneNumberFormat.E164);
      Identifier identifier = Identifier.parse(e164).orElseThrow(() -> new AssertionError(region + " " + e164));
      assertThat(identifier.canonical()).isEqualTo(e164);
      assertThat(identifier.words()).as(region).contains(e164.substring(1));
      for (PhoneNumberUtil.PhoneNumberFormat format : List.of(
          PhoneNumberUtil.PhoneNumberFormat.INTERNATIONAL, PhoneNumberUtil.PhoneNumberFormat.RFC3966)) {
        assertThat(canonical(phones.format(example, format))).as(region).contains(e164);
      }
      assertThat(canonical("00" + e164.substring(1))).as(region).contains(e164);
    }
    assertThat(without).hasSizeLessThan(10);
    // Tokelau's numbers have as many digits as the tail that somebody would guess.
    assertThat(Identifier.parse("+6907290").orElseThrow().words()).contains("6907290");
  }

  private static Optional<String> canonical(String typed) {
    return Identifier.parse(typed).map(Identifier::canonical);
  }
}
