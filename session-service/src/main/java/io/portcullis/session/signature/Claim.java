package io.portcullis.session.signature;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/// What a request says of its signature. Nothing in it is verified yet.
///
/// @param keyId     as the program named its key
/// @param algorithm that the request names; empty when it names none
/// @param signed    the text that was signed, as we write it of the request that we are asked about
/// @param signature its bytes
/// @param period    when it counts
/// @param once      what makes it another one than every other of this key
/// @param digest    of the body, as in `Content-Digest`
record Claim(String keyId, Optional<String> algorithm, String signed, byte[] signature, Period period, String once, String digest) {

  /// @param from  when it was made
  /// @param until it counts no more from then on
  record Period(Instant from, Instant until) {}

  byte[] bytes() {
    return signed.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public String toString() {
    return "Claim[redacted]";
  }
}
