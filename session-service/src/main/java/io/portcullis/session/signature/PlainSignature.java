package io.portcullis.session.signature;

import io.portcullis.session.apikey.ApiKeyConfig;
import io.portcullis.session.signature.Claim.Period;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The form that exchange clients know, in four headers. What is signed are five lines: timestamp, window, method, path with query,
/// and SHA-256 of the body in base64.
///
/// The window is one of them, or somebody who has seen a request could make it count for longer than we remember it.
@ApplicationScoped
class PlainSignature {

  static final String KEY = "X-Portcullis-Key";
  static final String TIMESTAMP = "X-Portcullis-Timestamp";
  static final String WINDOW = "X-Portcullis-Window";
  static final String SIGNATURE = "X-Portcullis-Signature";

  /// Milliseconds or microseconds since 1970, by their length.
  private static final Pattern TIME = Pattern.compile("[1-9][0-9]{12}(?:[0-9]{3})?");
  private static final int MILLISECONDS = 13;
  /// Milliseconds.
  private static final Pattern WINDOW_FORM = Pattern.compile("[1-9][0-9]{0,4}");
  /// 32 bytes or 64.
  private static final Pattern SIGNATURE_FORM = Pattern.compile("[A-Za-z0-9+/]{43}=|[A-Za-z0-9+/]{86}==");

  private final CalledOrigins origins;
  private final Duration window;

  PlainSignature(CalledOrigins origins, ApiKeyConfig config) {
    this.origins = origins;
    this.window = config.window();
  }

  /// Empty when a header is missing, there twice, or not as it should be.
  Optional<Claim> read(SignedRequest request) {
    // It names no host, so it is for one alone.
    if (!origins.isFirst(request.authority())) {
      return Optional.empty();
    }
    Optional<String> keyId = one(request, KEY);
    Optional<String> timestamp = one(request, TIMESTAMP).filter(text -> TIME.matcher(text).matches());
    Optional<String> signature = one(request, SIGNATURE).filter(text -> SIGNATURE_FORM.matcher(text).matches());
    List<String> windows = request.headers().getAll(WINDOW);
    Optional<Duration> counts = windows.isEmpty() ? Optional.of(window) : one(request, WINDOW)
        .filter(text -> WINDOW_FORM.matcher(text).matches()).map(text -> Duration.ofMillis(Long.parseLong(text)))
        .filter(length -> length.compareTo(SignatureTimes.LONGEST) <= 0);
    Optional<String> digest = ContentDigest.readOrEmpty(request.headers().getAll(ContentDigest.HEADER))
        .filter(text -> ContentDigest.sha256(text).isPresent());
    if (keyId.isEmpty() || timestamp.isEmpty() || signature.isEmpty() || counts.isEmpty() || digest.isEmpty()) {
      return Optional.empty();
    }
    Instant from = instant(timestamp.get());
    String signed = String.join("\n", timestamp.get(), windows.isEmpty() ? "" : windows.getFirst(), request.asked().method(),
        request.asked().uri(), ContentDigest.sha256(digest.get()).orElseThrow());
    byte[] bytes = Base64.getDecoder().decode(signature.get());
    // Without a nonce it is the signature that is remembered, in one spelling.
    return Optional.of(new Claim(keyId.get(), Optional.empty(), signed, bytes, new Period(from, from.plus(counts.get())),
        Base64.getEncoder().encodeToString(bytes), digest.get()));
  }

  private static Instant instant(String timestamp) {
    return timestamp.length() == MILLISECONDS ? Instant.ofEpochMilli(Long.parseLong(timestamp))
        : Instant.EPOCH.plus(Long.parseLong(timestamp), ChronoUnit.MICROS);
  }

  private static Optional<String> one(SignedRequest request, String name) {
    List<String> values = request.headers().getAll(name);
    return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
  }
}
