package io.portcullis.auth.addressbook;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.digests.KeccakDigest;

/// Addresses of Ethereum and networks like it. Capitals among the letters are a checksum (EIP-55); in one case alone there is none.
final class Eip55 {

  private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-fA-F]{40}");
  private static final int BITS = 256;
  /// From this hexadecimal digit of the hash on its letter is a capital.
  private static final int CAPITAL = 8;

  private Eip55() {}

  static boolean isOne(String address) {
    if (!ADDRESS.matcher(address).matches()) {
      return false;
    }
    String digits = address.substring(2);
    return digits.equals(digits.toLowerCase(Locale.ROOT)) || digits.equals(digits.toUpperCase(Locale.ROOT))
        || digits.equals(checksummed(digits.toLowerCase(Locale.ROOT)));
  }

  private static String checksummed(String digits) {
    byte[] bytes = digits.getBytes(StandardCharsets.US_ASCII);
    var keccak = new KeccakDigest(BITS);
    keccak.update(bytes, 0, bytes.length);
    byte[] hash = new byte[BITS / Byte.SIZE];
    keccak.doFinal(hash, 0);
    var spelt = new StringBuilder();
    for (int i = 0; i < digits.length(); i++) {
      int nibble = hash[i / 2] >> (i % 2 == 0 ? 4 : 0) & 0xf;
      spelt.append(nibble >= CAPITAL ? Character.toUpperCase(digits.charAt(i)) : digits.charAt(i));
    }
    return spelt.toString();
  }
}
