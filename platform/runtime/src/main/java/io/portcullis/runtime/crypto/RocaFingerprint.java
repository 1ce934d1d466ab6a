package io.portcullis.runtime.crypto;

import java.math.BigInteger;
import java.util.BitSet;
import java.util.stream.IntStream;

/// Recognizes RSA moduli that Infineon's library made (ROCA, CVE-2017-15361), whose factors can be computed.
///
/// Nemec, Sys, Svenda, Klinec, Matyas: "The Return of Coppersmith's Attack: Practical Factorization of Widely Used RSA
/// Moduli", ACM CCS 2017, §2.3.1: the primes are of the form k·M + (65537^a mod M), with M a product of the first primes.
/// So the modulus is a power of 65537 modulo each small prime. A sound modulus is that modulo all of them with a
/// probability of about 2^-27.
final class RocaFingerprint {

  private static final int GENERATOR = 65_537;
  /// Of the paper's test, for the shortest keys; longer ones have a larger M, which these primes divide as well.
  private static final int[] PRIMES = {3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97,
      101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167};
  private static final BitSet[] POWERS = IntStream.of(PRIMES).mapToObj(RocaFingerprint::powers).toArray(BitSet[]::new);

  private RocaFingerprint() {}

  static boolean matches(BigInteger modulus) {
    for (int i = 0; i < PRIMES.length; i++) {
      if (!POWERS[i].get(modulus.mod(BigInteger.valueOf(PRIMES[i])).intValueExact())) {
        return false;
      }
    }
    return true;
  }

  private static BitSet powers(int prime) {
    var residues = new BitSet(prime);
    for (int power = 1; !residues.get(power); power = power * (GENERATOR % prime) % prime) {
      residues.set(power);
    }
    return residues;
  }
}
