package io.portcullis.runtime.token;

import io.portcullis.runtime.crypto.Base64Url;
import io.portcullis.runtime.crypto.KeyRing;
import io.portcullis.runtime.crypto.KeyedDigest;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;

/// Nonces for DPoP proofs (RFC 9449 §8) that nobody has to store: a keyed digest of the time, in slices. Whoever holds
/// the same key ring gives and takes the same ones.
@ApplicationScoped
public class DpopNonces {

  /// A nonce is good until the end of the slice after its own: half a minute to a minute.
  private static final Duration SLICE = Duration.ofSeconds(30);
  private static final int BYTES = 16;
  private static final byte[] NONE = {};

  private final KeyedDigest digests;
  private final Clock clock;

  DpopNonces(KeyRing ring, Clock clock) {
    this.digests = ring.digestFor("dpop-nonce");
    this.clock = clock;
  }

  public String current() {
    byte[] digest = digests.bytes(bytes(slice()));
    return Base64Url.encode(Arrays.copyOf(digest, BYTES));
  }

  public boolean isGood(String nonce) {
    byte[] mac = Base64Url.decode(nonce).orElse(NONE);
    long now = slice();
    // The next one, too: another instance's clock may be a little ahead.
    return mac.length == BYTES && (digests.isAuthentic(mac, bytes(now))
        || digests.isAuthentic(mac, bytes(now - 1)) || digests.isAuthentic(mac, bytes(now + 1)));
  }

  private long slice() {
    return clock.instant().getEpochSecond() / SLICE.toSeconds();
  }

  private static byte[] bytes(long slice) {
    return ByteBuffer.allocate(Long.BYTES).putLong(0, slice).array();
  }
}
