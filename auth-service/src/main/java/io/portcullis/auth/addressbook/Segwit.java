package io.portcullis.auth.addressbook;

import java.util.Locale;

/// Segregated witness addresses: Bech32 (BIP 173) for version 0, Bech32m (BIP 350) for those after it.
final class Segwit {

  private static final String ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
  private static final int[] GENERATOR = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
  private static final int BECH32 = 1;
  private static final int BECH32M = 0x2bc830a3;
  private static final int CHECKSUM = 6;
  private static final int LONGEST = 90;
  private static final int NEWEST_VERSION = 16;
  private static final int SHORTEST_PROGRAM = 2;
  private static final int LONGEST_PROGRAM = 40;

  private Segwit() {}

  /// @param prefix human-readable part, such as `bc`
  static boolean isOne(String address, String prefix) {
    String lower = address.toLowerCase(Locale.ROOT);
    boolean oneCase = address.equals(lower) || address.equals(address.toUpperCase(Locale.ROOT));
    if (!oneCase || address.length() > LONGEST || !lower.startsWith(prefix + '1')) {
      return false;
    }
    int[] data = lower.substring(prefix.length() + 1).chars().map(ALPHABET::indexOf).toArray();
    for (int value : data) {
      if (value < 0) {
        return false;
      }
    }
    return data.length > CHECKSUM && data[0] <= NEWEST_VERSION && checksum(prefix, data) == (data[0] == 0 ? BECH32 : BECH32M)
        && isProgram(data);
  }

  private static int checksum(String prefix, int[] data) {
    int check = 1;
    for (char letter : prefix.toCharArray()) {
      check = step(check, letter >> 5);
    }
    check = step(check, 0);
    for (char letter : prefix.toCharArray()) {
      check = step(check, letter & 31);
    }
    for (int value : data) {
      check = step(check, value);
    }
    return check;
  }

  private static int step(int check, int value) {
    int top = check >>> 25;
    int next = (check & 0x1ffffff) << 5 ^ value;
    for (int i = 0; i < GENERATOR.length; i++) {
      if ((top >>> i & 1) == 1) {
        next ^= GENERATOR[i];
      }
    }
    return next;
  }

  // Five bits a letter, the version before them; what is left over at the end is less than a letter, and zero.
  private static boolean isProgram(int[] data) {
    int letters = data.length - 1 - CHECKSUM;
    int bytes = letters * 5 / 8;
    int left = letters * 5 % 8;
    boolean padded = left < 5 && (left == 0 || (data[letters] & (1 << left) - 1) == 0);
    return padded && (data[0] == 0 ? bytes == 20 || bytes == 32 : bytes >= SHORTEST_PROGRAM && bytes <= LONGEST_PROGRAM);
  }
}
