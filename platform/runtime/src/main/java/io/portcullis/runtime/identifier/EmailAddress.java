package io.portcullis.runtime.identifier;

import java.net.IDN;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// An e-mail address: lower case, its domain in A-labels.
///
/// The local part is an ASCII dot-string (RFC 5321 §4.1.2) and nothing else: neither quoted, which few servers take,
/// nor internationalised, so that no look-alike of somebody's address exists left of the `@`. `+tags` and dots stay:
/// whether they lead to one mailbox is the provider's affair.
record EmailAddress(String canonical) implements Identifier {

  private static final int LONGEST_ADDRESS = 254;
  private static final int LONGEST_LOCAL = 64;
  private static final int LONGEST_DOMAIN = 253;
  // Matched before lower-casing: the Kelvin sign becomes a plain k, and would be somebody else's.
  private static final Pattern DOT_STRING =
      Pattern.compile("(?i)[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*");
  private static final Pattern HOST_NAME =
      Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]*[a-z0-9]");

  // java.net.IDN knows IDNA 2003, which maps these to other letters or to nothing where IDNA 2008 keeps them: mail
  // for "straße.de" would go to the owner of "strasse.de". Their owners can still type the A-label.
  private static final String DEVIATIONS = "ßẞς\u200C\u200D";

  static Optional<EmailAddress> parse(String text) {
    int at = text.lastIndexOf('@');
    String local = text.substring(0, at);
    if (local.length() > LONGEST_LOCAL || !DOT_STRING.matcher(local).matches()) {
      return Optional.empty();
    }
    return domain(text.substring(at + 1))
        .map(domain -> local.toLowerCase(Locale.ROOT) + '@' + domain)
        .filter(address -> address.length() <= LONGEST_ADDRESS)
        .map(EmailAddress::new);
  }

  private static Optional<String> domain(String text) {
    if (text.chars().anyMatch(letter -> DEVIATIONS.indexOf(letter) >= 0)) {
      return Optional.empty();
    }
    try {
      String ascii = IDN.toASCII(text, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
      // "example.org." is the same name, fully qualified (RFC 1034 §3.1).
      String relative = ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
      return Optional.of(relative)
          .filter(name -> name.length() <= LONGEST_DOMAIN && HOST_NAME.matcher(name).matches());
    } catch (IllegalArgumentException | IndexOutOfBoundsException notADomain) {
      return Optional.empty();
    }
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
    return local.replace(".", "") + canonical.substring(at);
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
