package io.portcullis.runtime.identifier;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterDirection;
import com.ibm.icu.text.IDNA;
import com.ibm.icu.text.SpoofChecker;
import com.ibm.icu.text.UnicodeSet;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// An e-mail address: lower case, its domain in A-labels by UTS 46 (non-transitional, as browsers read it).
///
/// The local part is a dot-string (RFC 5321 §4.1.2), also with letters of other scripts (RFC 6531), and never quoted, which
/// few servers take. It is never folded to another one: `admın` with a dotless i is its own mailbox, and mail goes to the
/// stored address, so a look-alike reaches nobody else's. What is not ASCII follows the profile for identifiers of UTS 39:
/// letters, marks and digits that languages are written with today, of one script, in one system of digits and one direction.
/// `+tags` and dots stay: whether they lead to one mailbox is the provider's affair.
record EmailAddress(String canonical) implements Identifier {

  // Octets, as SMTP counts.
  private static final int LONGEST_ADDRESS = 254;
  private static final int LONGEST_LOCAL = 64;
  private static final int LONGEST_DOMAIN = 253;
  private static final String ATOM = "[a-z0-9!#$%&'*+/=?^_`{|}~\\-\\p{L}\\p{M}\\p{Nd}]+";
  private static final Pattern DOT_STRING = Pattern.compile(ATOM + "(\\." + ATOM + ")*");
  // How an encoded word begins and ends (RFC 2047 §2). A mail library or program may show, or write to, what it decodes to.
  private static final Pattern ENCODED_WORD = Pattern.compile("=\\?|\\?=");
  private static final Pattern BEGINS_WITH_MARK = Pattern.compile("(^|\\.)\\p{M}");
  private static final Pattern MARK_ON_ITS_LIKE = Pattern.compile("(\\p{Mn})\\1");
  private static final Pattern HOST_NAME =
      Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]*[a-z0-9]");
  private static final String AROUND = ",;";
  // Domains by which the providers themselves reach one mailbox.
  private static final Map<String, String> ONE_PROVIDER = Map.of("googlemail.com", "gmail.com",
      "protonmail.com", "proton.me", "pm.me", "proton.me", "me.com", "icloud.com", "mac.com", "icloud.com");

  // java.net.IDN knows IDNA 2003, which makes "strasse.de" of "straße.de": another's mailbox.
  private static final IDNA UTS46 = IDNA.getUTS46Instance(IDNA.USE_STD3_RULES | IDNA.CHECK_BIDI | IDNA.CHECK_CONTEXTJ
      | IDNA.NONTRANSITIONAL_TO_ASCII | IDNA.NONTRANSITIONAL_TO_UNICODE);

  static Optional<EmailAddress> parse(String text) {
    String pasted = Typed.after("mailto", text).map(EmailAddress::withoutQuery).orElse(text);
    String address = unwrapped(pasted);
    int at = address.lastIndexOf('@');
    return at < 0
        ? Optional.empty()
        : local(address.substring(0, at)).flatMap(local -> domain(address.substring(at + 1))
            .map(domain -> local + '@' + domain))
            .filter(canonical -> octets(canonical) <= LONGEST_ADDRESS)
            .map(EmailAddress::new);
  }

  // RFC 6068: "?subject=…" is for the mail program.
  private static String withoutQuery(String uri) {
    int query = uri.indexOf('?', Math.max(0, uri.indexOf('@')));
    return query < 0 ? uri : uri.substring(0, query);
  }

  // "<ann@example.org>," as mail programs copy it.
  private static String unwrapped(String text) {
    int end = text.length();
    while (end > 0 && (AROUND.indexOf(text.charAt(end - 1)) >= 0 || Typed.isSpace(text.charAt(end - 1)))) {
      end--;
    }
    return end > 1 && text.charAt(0) == '<' && text.charAt(end - 1) == '>'
        ? text.substring(1, end - 1) : text.substring(0, end);
  }

  private static Optional<String> local(String typed) {
    String text = Typed.withoutJoiners(typed);
    // Before anything is composed or lower-cased: the Kelvin sign becomes a plain k, and would be somebody else's.
    if (text.codePoints().anyMatch(EmailAddress::becomesAscii)) {
      return Optional.empty();
    }
    // Composed again, since lower case may decompose.
    String local = composed(lower(composed(text)));
    return Optional.of(local).filter(part -> octets(part) <= LONGEST_LOCAL
        && DOT_STRING.matcher(part).matches() && !ENCODED_WORD.matcher(part).find() && !BEGINS_WITH_MARK.matcher(part).find()
        && (isAscii(part) || !OF_OTHER_LETTERS.failsChecks(part) && readsOneWay(part)
            && !MARK_ON_ITS_LIKE.matcher(Normalizer.normalize(part, Normalizer.Form.NFD)).find()));
  }

  private static boolean becomesAscii(int point) {
    return point >= 0x80 && composed(lower(composed(Character.toString(point)))).chars().anyMatch(c -> c < 0x80);
  }

  // Letter by letter, so that a letter never depends on its neighbours (final sigma).
  private static String lower(String text) {
    return text.codePoints().map(Character::toLowerCase)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
  }

  private static String composed(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  // UTS 39 §3.1 and §5: no letters of another width, style or age, and one script, or Latin with those of Chinese, Japanese or
  // Korean. ICU's own check for marks that hide behind their like misses composed letters.
  private static final SpoofChecker OF_OTHER_LETTERS = new SpoofChecker.Builder()
      .setChecks(SpoofChecker.RESTRICTION_LEVEL | SpoofChecker.CHAR_LIMIT | SpoofChecker.MIXED_NUMBERS | SpoofChecker.HIDDEN_OVERLAY)
      .setRestrictionLevel(SpoofChecker.RestrictionLevel.HIGHLY_RESTRICTIVE)
      .setAllowedChars(new UnicodeSet(SpoofChecker.RECOMMENDED).addAll('!', '~').freeze()).build();

  private static final Set<Integer> RIGHT_TO_LEFT =
      Set.of((int) UCharacterDirection.RIGHT_TO_LEFT, (int) UCharacterDirection.RIGHT_TO_LEFT_ARABIC);
  private static final Set<Integer> NUMBERS =
      Set.of((int) UCharacterDirection.EUROPEAN_NUMBER, (int) UCharacterDirection.ARABIC_NUMBER);

  // The Bidi rule (RFC 5893 §2), which PRECIS also has for names (RFC 8265 §3.3.2): without it two spellings look the same.
  private static boolean readsOneWay(String local) {
    List<Integer> directions = local.codePoints().map(UCharacter::getDirection).boxed()
        .filter(direction -> direction != UCharacterDirection.DIR_NON_SPACING_MARK).toList();
    int last = directions.getLast();
    return directions.stream().noneMatch(RIGHT_TO_LEFT::contains)
        ? !directions.contains((int) UCharacterDirection.ARABIC_NUMBER)
        : RIGHT_TO_LEFT.contains(directions.getFirst()) && !directions.contains((int) UCharacterDirection.LEFT_TO_RIGHT)
            && !directions.containsAll(NUMBERS) && (RIGHT_TO_LEFT.contains(last) || NUMBERS.contains(last));
  }

  private static Optional<String> domain(String typed) {
    String text = isAscii(Typed.withoutJoiners(typed)) ? Typed.withoutJoiners(typed) : typed;
    return (isAscii(text) ? Optional.of(text.toLowerCase(Locale.ROOT)) : inALabels(text))
        // "example.org." is the same name, fully qualified (RFC 1034 §3.1).
        .map(ascii -> ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii)
        .filter(name -> name.length() <= LONGEST_DOMAIN && HOST_NAME.matcher(name).matches());
  }

  private static Optional<String> inALabels(String domain) {
    var info = new IDNA.Info();
    String ascii = UTS46.nameToASCII(domain, new StringBuilder(), info).toString();
    // An empty last label is the root, and lengths are looked at by the caller.
    var errors = EnumSet.noneOf(IDNA.Error.class);
    errors.addAll(info.getErrors());
    errors.remove(IDNA.Error.EMPTY_LABEL);
    return errors.isEmpty() ? Optional.of(ascii.toLowerCase(Locale.ROOT)) : Optional.empty();
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(letter -> letter < 0x80);
  }

  private static int octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  @Override
  public Type type() {
    return Type.EMAIL;
  }

  // "a.nn+1@" and "ann+2@" reach one person at the largest provider. Merging them costs a stranger elsewhere at most
  // a share of the budget.
  @Override
  public String mailbox() {
    int at = canonical.indexOf('@');
    int plus = canonical.indexOf('+');
    String local = canonical.substring(0, plus > 0 && plus < at ? plus : at);
    String domain = canonical.substring(at + 1);
    return local.replace(".", "") + '@' + ONE_PROVIDER.getOrDefault(domain, domain);
  }

  @Override
  public Set<String> words() {
    int at = canonical.indexOf('@');
    String domain = canonical.substring(at + 1);
    var words = new LinkedHashSet<String>();
    words.add(canonical);
    words.add(canonical.substring(0, at));
    words.add(domain);
    words.add(domain.substring(0, domain.indexOf('.')));
    return words;
  }

  /// Redacted: an address does not belong in a log line.
  @Override
  public String toString() {
    return "EmailAddress[redacted]";
  }
}
