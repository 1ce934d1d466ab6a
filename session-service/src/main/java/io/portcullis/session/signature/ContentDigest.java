package io.portcullis.session.signature;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The digest of a body (RFC 9530 §2), by one algorithm that is still good.
final class ContentDigest {

  static final String HEADER = "Content-Digest";
  private static final String SHA_256_PREFIX = "sha-256=:";
  /// SHA-256 of nothing.
  private static final String EMPTY_SHA_256 = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
  static final String EMPTY = SHA_256_PREFIX + EMPTY_SHA_256 + ':';

  // One spelling for each digest: the last digit's stray bits are zero.
  private static final Pattern FORM =
      Pattern.compile("sha-256=:[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=:|sha-512=:[A-Za-z0-9+/]{85}[AQgw]==:");

  private ContentDigest() {}

  /// Empty when there is more than one, or one that proves little.
  static Optional<String> read(List<String> headers) {
    return headers.size() == 1 && FORM.matcher(headers.getFirst()).matches() ? Optional.of(headers.getFirst()) : Optional.empty();
  }

  /// As above, but that no digest stands for no body.
  static Optional<String> readOrEmpty(List<String> headers) {
    return headers.isEmpty() ? Optional.of(EMPTY) : read(headers);
  }

  /// In base64; empty of another algorithm.
  static Optional<String> sha256(String digest) {
    return digest.startsWith(SHA_256_PREFIX) ? Optional.of(digest.substring(SHA_256_PREFIX.length(), digest.length() - 1)) : Optional.empty();
  }
}
