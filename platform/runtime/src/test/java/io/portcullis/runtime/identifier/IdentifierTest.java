package io.portcullis.runtime.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
      "ann@\u212aelvin.example|ann@kelvin.example"})
  void spellingsOfOneAddressAreOne(String typed, String canonical) {
    assertThat(Identifier.parse(typed)).map(Identifier::canonical).contains(canonical);
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "\u0430nn@example.org", // Cyrillic a
      "\uff41nn@example.org", // fullwidth a
      "adm\u0131n@example.org", // dotless i
      "\u0130nn@example.org", // dotted I
      "\u212aate@example.org", // Kelvin sign
      "an\u00adn@example.org", // soft hyphen
      "an\u200dn@example.org", // zero width joiner
      "ann\u0301@example.org", // combining accent
      "\"ann\"@example.org", "ann @example.org", "a nn@example.org", ".ann@example.org", "ann.@example.org",
      "a..n@example.org", "@example.org", "ann@", "ann@localhost", "ann@[127.0.0.1]", "ann@127.0.0.1",
      "ann@exa_mple.org", "ann@-example.org", "ann@example..org", "ann@example.org..", "ann@.example.org",
      "ann@evil.org@example.org", "ann@example.org\r\nbcc: x@y.org", "ann@example.org\u0000", "ann@exa mple.org",
      "ann@stra\u00dfe.example", // IDNA 2003 and 2008 disagree about whose this is
      "ann@ex\u200dample.org", "ann\u0040\u0040example.org", "ann\uff20example.org", "ann@\ud800.org",
      "", " ", "@", "+", "ann"})
  void lookAlikesAndOddFormsAreNoIdentifier(String typed) {
    assertThat(Identifier.parse(typed)).isEmpty();
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
      "+41791234567|+41791234567", "+1 (415) 555-2671|+14155552671"})
  void spellingsOfOneNumberAreOne(String typed, String canonical) {
    assertThat(Identifier.parse(typed)).map(Identifier::canonical).contains(canonical);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0044 7400 123456", "07400123456", "+44 7400 123456 ext 5", "+1 800 FLOWERS",
      "+\uff14\uff14 7400 123456", "\uff0b44 7400 123456", "+44 20 7946 0018", "+1 900 555 0199", "+999123456789",
      "+44", "+447400", "tel:+447400123456", "+447400123456;ext=1", "++447400123456"})
  void numbersThatAreNotPlainlyInternationalMobileOnesAreRefused(String typed) {
    assertThat(Identifier.parse(typed)).isEmpty();
  }

  @Test
  void variantsOfOneMailboxShareItsMessageBudget() {
    assertThat(mailbox("a.nn+one@example.org")).isEqualTo(mailbox("ann+two@example.org")).isEqualTo("ann@example.org");
    assertThat(mailbox("bob@example.org")).isNotEqualTo(mailbox("ann@example.org"));
  }

  private static String mailbox(String typed) {
    return Identifier.parse(typed).orElseThrow().mailbox();
  }
}
