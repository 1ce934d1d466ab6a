package io.portcullis.runtime.identifier;

import io.portcullis.contracts.Address;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What a person types to say who they are, in its one canonical spelling. Two spellings of one mailbox or number are
/// one identifier; two mailboxes that merely look alike are two.
public sealed interface Identifier permits EmailAddress, PhoneNumber {

  /// Longest input that is looked at. The longest e-mail address has 254 characters (RFC 5321 §4.5.3.1.3); the rest is
  /// for what is pasted with it.
  int LONGEST = 400;

  /// Empty when `typed` is neither an e-mail address nor an international phone number. What is typed at registration, at
  /// sign-in and to recover all comes through here, so one spelling is understood everywhere or nowhere.
  static Optional<Identifier> parse(String typed) {
    if (typed.length() > LONGEST) {
      return Optional.empty();
    }
    String text = Typed.plain(typed);
    return text.indexOf('@') >= 0 || Typed.after("mailto", text).isPresent()
        ? EmailAddress.parse(text).map(Identifier.class::cast)
        : PhoneNumber.parse(text).map(Identifier.class::cast);
  }

  /// As it is stored, unique, and written to.
  String canonical();

  Type type();

  /// What messages are counted by: coarser than [#canonical], since one mailbox may answer to many addresses.
  String mailbox();

  /// Whether one person may read both. For rules by which two addresses must not be one secret, where a wrong yes costs
  /// little. [#equals] compares spellings instead: it names an account's own address, where a wrong yes lets a stranger in.
  default boolean sharesMailboxWith(Identifier other) {
    return type() == other.type() && mailbox().equals(other.mailbox());
  }

  /// Parts that somebody who knows the identifier would try in a password.
  Set<String> words();

  default Address address() {
    return new Address(type().channel, canonical());
  }

  /// Whether mail to it needs a mail server with SMTPUTF8 (RFC 6531).
  default boolean needsSmtpUtf8() {
    return type() == Type.EMAIL && !canonical().chars().allMatch(letter -> letter < 0x80);
  }

  /// The identifier of a stored row.
  static Identifier stored(String type, String canonical) {
    return switch (Type.of(type)) {
      case EMAIL -> new EmailAddress(canonical);
      case PHONE -> new PhoneNumber(canonical);
    };
  }

  enum Type {
    EMAIL(Address.Channel.EMAIL), PHONE(Address.Channel.SMS);

    private final Address.Channel channel;

    Type(Address.Channel channel) {
      this.channel = channel;
    }

    /// As tables and the API spell it.
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Type of(String wireName) {
      return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
  }
}
