package io.portcullis.mfa.totp;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// What an authenticator app reads from the QR code (the key URI format of Google Authenticator, which all follow).
///
/// @param issuer the exchange
/// @param label  which of the customer's authenticators it is; apps replace an entry of the same issuer and label
record OtpauthUri(String issuer, String label, TotpKey key) {

  String text() {
    return "otpauth://totp/%s:%s?secret=%s&issuer=%s&algorithm=%s&digits=%d&period=%d".formatted(
        escape(issuer), escape(label), key.secret().base32(), escape(issuer), key.algorithm().wireName(), TotpCode.DIGITS,
        TimeSteps.STEP.toSeconds());
  }

  // Form encoding but for the space: apps show a "+" as it stands. A colon becomes %3A, so a label can't pose as issuer.
  private static String escape(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
