package io.portcullis.auth.addressbook;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// How addresses of a kind are written, and which spellings are one address.
enum AddressKind {
  BITCOIN(address -> Segwit.isOne(address, "bc") || isBase58(address, Set.of(0x00, 0x05)), AddressKind::lowerIfSegwit),
  LITECOIN(address -> Segwit.isOne(address, "ltc") || isBase58(address, Set.of(0x30, 0x32, 0x05)), AddressKind::lowerIfSegwit),
  DOGECOIN(address -> isBase58(address, Set.of(0x1e, 0x16)), UnaryOperator.identity()),
  TRON(address -> isBase58(address, Set.of(0x41)), UnaryOperator.identity()),
  /// Has no checksum.
  SOLANA(address -> address.length() <= 44 && Base58.decode(address).filter(key -> key.length == 32).isPresent(), UnaryOperator.identity()),
  /// Ethereum and networks like it.
  EVM(Eip55::isOne, AddressKind::lower),
  /// Of a network that is not known here: its length and characters alone. Another case is another address.
  TEXT(Pattern.compile("[A-Za-z0-9][A-Za-z0-9:._/+=-]{3,199}").asMatchPredicate(), UnaryOperator.identity());

  private static final int PUBLIC_KEY_HASH = 21;

  private final Predicate<String> form;
  private final UnaryOperator<String> key;

  AddressKind(Predicate<String> form, UnaryOperator<String> key) {
    this.form = form;
    this.key = key;
  }

  /// The one spelling of all that are the same address; empty for what is no address of this kind.
  Optional<String> key(String address) {
    return Optional.of(address).filter(form).map(key);
  }

  static Optional<AddressKind> named(String name) {
    return Arrays.stream(values()).filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(name)).findFirst();
  }

  private static boolean isBase58(String address, Set<Integer> versions) {
    return Base58.decodeChecked(address)
        .filter(payload -> payload.length == PUBLIC_KEY_HASH && versions.contains((int) payload[0])).isPresent();
  }

  // Bech32 has one case for all letters, Base58 tells them apart.
  private static String lowerIfSegwit(String address) {
    return Segwit.isOne(address, "bc") || Segwit.isOne(address, "ltc") ? lower(address) : address;
  }

  private static String lower(String address) {
    return address.toLowerCase(Locale.ROOT);
  }
}
