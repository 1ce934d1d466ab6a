package io.portcullis.mfa.totp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class TotpSecretTest {

  @Test
  void base32IsThatOfRfc4648() {
    assertThat(new TotpSecret("fooba".getBytes(StandardCharsets.US_ASCII)).base32()).isEqualTo("MZXW6YTB");
    assertThat(new TotpSecret("12345678901234567890".getBytes(StandardCharsets.US_ASCII)).base32())
        .isEqualTo("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    assertThat(new TotpSecret(new byte[] {-1, -1, -1, -1, -1}).base32()).isEqualTo("77777777");
    assertThat(new TotpSecret("f".getBytes(StandardCharsets.US_ASCII)).base32()).isEqualTo("MY");
    assertThat(new TotpSecret("foobar".getBytes(StandardCharsets.US_ASCII)).base32()).isEqualTo("MZXW6YTBOI");
  }

  @Test
  void aNewSecretHas160BitsAndPrintsRedacted() {
    var secret = TotpSecret.generate(TotpAlgorithm.SHA1, new SecureRandom());
    assertThat(secret.bytes()).hasSize(20);
    assertThat(secret.base32()).hasSize(32);
    assertThat(secret.toString()).doesNotContain(secret.base32());
  }

  @Test
  void theUriEscapesWhatALabelCouldSmuggleIn() {
    var secret = new TotpSecret("12345678901234567890".getBytes(StandardCharsets.US_ASCII));
    String uri = new OtpauthUri("Port cullis", "Bank:me&secret=AAAA?#é", new TotpKey(TotpAlgorithm.SHA1, secret)).text();
    assertThat(uri).isEqualTo("otpauth://totp/Port%20cullis:Bank%3Ame%26secret%3DAAAA%3F%23%C3%A9"
        + "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Port%20cullis&algorithm=SHA1&digits=6&period=30");
  }
}
