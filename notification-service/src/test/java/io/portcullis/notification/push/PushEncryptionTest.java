package io.portcullis.notification.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.testkit.PushedBrowser;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.spec.ECPrivateKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// RFC 8291 and RFC 8188 by their examples, and by a browser that was written apart.
class PushEncryptionTest {

  private final PushEncryption encryption = new PushEncryption(new SecureRandom());
  private final PushedBrowser browser = new PushedBrowser();

  private static byte[] bytes(String base64url) {
    return Base64.getUrlDecoder().decode(base64url);
  }

  @Test
  void rfc8291AppendixA_thenTheBodyIsTheOneOfTheExample() throws Exception {
    byte[] padded = (new String(bytes("V2hlbiBJIGdyb3cgdXAsIEkgd2FudCB0byBiZSBhIHdhdGVybWVsb24"), StandardCharsets.US_ASCII) + '\2')
        .getBytes(StandardCharsets.US_ASCII);
    var secret = new BigInteger(1, bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"));
    var ours = new KeyPair(
        P256.parse(bytes("BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8")).orElseThrow(),
        KeyFactory.getInstance("EC").generatePrivate(new ECPrivateKeySpec(secret, P256.CURVE)));

    byte[] body = PushEncryption.encrypt(padded,
        P256.parse(bytes("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4")).orElseThrow(),
        bytes("BTBZMqHH6r4Tts7J_aSIgg"), ours, bytes("DGv6ra1nlYgDCS1FRnbzlw"));

    assertThat(Base64.getUrlEncoder().withoutPadding().encodeToString(body)).isEqualTo(
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6"
            + "cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN");
  }

  @Test
  void givenMessagesOfAnyLength_thenTheBrowserReadsThem_andTheirBodiesLookAlike() {
    for (String message : new String[] {"", "short", "报警".repeat(300)}) {
      byte[] body = encrypt(message);
      assertThat(browser.read(body)).isEqualTo(message);
      assertThat(body).hasSize(86 + 2048 + 16);
    }
    assertThat(encrypt("twice")).as("another key and salt each time").isNotEqualTo(encrypt("twice"));
  }

  @Test
  void eavesdropper_givenAnotherBrowser_orAnEditedBody_thenNothingIsRead() {
    byte[] body = encrypt("for one alone");
    assertThatThrownBy(() -> new PushedBrowser().read(body)).hasMessage("not for this browser");
    for (int at : new int[] {0, 100, body.length - 1}) {
      byte[] edited = body.clone();
      edited[at] ^= 1;
      assertThatThrownBy(() -> browser.read(edited)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  private byte[] encrypt(String message) {
    return encryption.encrypt(message.getBytes(StandardCharsets.UTF_8), 2048, P256.parse(browser.point()).orElseThrow(), bytes(browser.keys().get("auth")));
  }

  @Test
  void invalidCurve_givenAPointThatIsNone_thenItIsRefused() {
    byte[] point = browser.point();
    assertThat(P256.parse(point).map(P256::bytes)).contains(point);
    byte[] beside = point.clone();
    beside[64] ^= 1;
    byte[] compressed = Arrays.copyOf(point, 33);
    compressed[0] = 2;
    byte[] beyondThePrime = new byte[65];
    Arrays.fill(beyondThePrime, (byte) 0xff);
    beyondThePrime[0] = 4;
    byte[] zero = new byte[65];
    zero[0] = 4;
    for (byte[] none : new byte[][] {beside, compressed, beyondThePrime, zero, new byte[65], new byte[0], Arrays.copyOf(point, 66)}) {
      assertThat(P256.parse(none)).isEmpty();
    }
  }

  @Test
  void rfc9110RetryAfter_thenSecondsAndDatesAreRead_andNothingElseIsBelieved() {
    Instant now = Instant.parse("2026-11-30T12:00:00Z");
    assertThat(RetryAfter.read(Optional.of("120"), now)).isEqualTo(Duration.ofMinutes(2));
    assertThat(RetryAfter.read(Optional.of("Mon, 30 Nov 2026 12:05:00 GMT"), now)).isEqualTo(Duration.ofMinutes(5));
    assertThat(RetryAfter.read(Optional.of("999999999"), now)).as("bounded").isEqualTo(Duration.ofHours(6));
    for (String nothing : new String[] {"", "-1", "soon", "1e9", "99999999999999999999", "Mon, 30 Nov 2026 11:00:00 GMT"}) {
      assertThat(RetryAfter.read(Optional.of(nothing), now)).as(nothing).isZero();
    }
    assertThat(RetryAfter.read(Optional.empty(), now)).isZero();
  }
}
