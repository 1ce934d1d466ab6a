package io.portcullis.auth.human;

import io.portcullis.runtime.crypto.KeyRing;
import io.portcullis.runtime.crypto.KeyedDigest;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;

/// Ties a challenge to its action and network, and one for a sign-in to the identifier, too, without naming them. So what
/// was solved cheaply for nobody's account is worth nothing at another one. A registration's or recovery's is not tied to
/// the address: nothing is guessed there, and one who mistyped it needs no second puzzle. A change of the ring's key breaks no challenge that
/// is under way.
@ApplicationScoped
class OccasionBinding {

  static final String FORM = "[A-Za-z0-9_-]{22}";

  private static final Pattern WHOLE = Pattern.compile(FORM);
  private static final int BYTES = 16;

  private final KeyedDigest digests;

  OccasionBinding(KeyRing ring) {
    digests = ring.digestFor("human-occasion");
  }

  String of(Occasion occasion) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digests.bytes(parts(occasion)), BYTES));
  }

  boolean matches(String binding, Occasion occasion) {
    return WHOLE.matcher(binding).matches()
        && digests.isAuthentic(Base64.getUrlDecoder().decode(binding), parts(occasion));
  }

  private static byte[][] parts(Occasion occasion) {
    return new byte[][] {occasion.action().wireName().getBytes(StandardCharsets.UTF_8),
        occasion.network().exactlyBecause("a proof is shown where it was asked for").getBytes(StandardCharsets.UTF_8),
        occasion.action() == HumanAction.SIGN_IN ? occasion.subject().getBytes(StandardCharsets.UTF_8) : new byte[0]};
  }
}
