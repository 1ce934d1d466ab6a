package io.portcullis.session.useragent;

import io.portcullis.runtime.crypto.KeyRing;
import io.portcullis.runtime.crypto.KeyedDigest;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// Recognises the client that a refresh token was given to, from one request to its repetition seconds later. Weak,
/// since a thief can copy a user agent, yet it costs an honest client nothing.
@ApplicationScoped
public class ClientMarks {

  private static final int KEPT = 16;

  private final KeyedDigest digest;

  ClientMarks(KeyRing ring) {
    this.digest = ring.digestFor("refresh-client");
  }

  public byte[] of(Optional<String> userAgent) {
    return Arrays.copyOf(digest.bytes(bytes(userAgent)), KEPT);
  }

  public boolean isSame(byte[] kept, Optional<String> userAgent) {
    return digest.isAuthentic(kept, bytes(userAgent));
  }

  private static byte[] bytes(Optional<String> userAgent) {
    return userAgent.orElse("").getBytes(StandardCharsets.UTF_8);
  }
}
