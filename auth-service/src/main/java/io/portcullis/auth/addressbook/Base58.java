package io.portcullis.auth.addressbook;

import io.portcullis.runtime.crypto.Sha256;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

/// Base58 in Bitcoin's alphabet, and Base58Check: four bytes of a double SHA-256 behind the payload.
final class Base58 {

  private static final String ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  private static final BigInteger BASE = BigInteger.valueOf(ALPHABET.length());
  private static final int CHECKSUM = 4;

  private Base58() {}

  static Optional<byte[]> decode(String text) {
    BigInteger value = BigInteger.ZERO;
    for (char letter : text.toCharArray()) {
      int digit = ALPHABET.indexOf(letter);
      if (digit < 0) {
        return Optional.empty();
      }
      value = value.multiply(BASE).add(BigInteger.valueOf(digit));
    }
    byte[] number = value.signum() == 0 ? new byte[0] : value.toByteArray();
    int sign = number.length > 0 && number[0] == 0 ? 1 : 0;
    int zeros = (int) text.chars().takeWhile(letter -> letter == ALPHABET.charAt(0)).count();
    byte[] decoded = new byte[zeros + number.length - sign];
    System.arraycopy(number, sign, decoded, zeros, number.length - sign);
    return Optional.of(decoded);
  }

  /// The payload with its version byte; empty where the checksum is another.
  static Optional<byte[]> decodeChecked(String text) {
    return decode(text).filter(bytes -> bytes.length > CHECKSUM).flatMap(bytes -> {
      byte[] payload = Arrays.copyOf(bytes, bytes.length - CHECKSUM);
      byte[] checksum = Arrays.copyOf(Sha256.of(Sha256.of(payload)), CHECKSUM);
      return Arrays.equals(checksum, 0, CHECKSUM, bytes, payload.length, bytes.length) ? Optional.of(payload) : Optional.empty();
    });
  }
}
