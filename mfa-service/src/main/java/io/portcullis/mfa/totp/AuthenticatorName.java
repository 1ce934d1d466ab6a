package io.portcullis.mfa.totp;

/// What the customer calls an authenticator; it comes back in lists, alerts and the app's own list.
public final class AuthenticatorName {

  static final String DEFAULT = "Authenticator app";
  public static final int LONGEST = 64;

  /// Something to read, and nothing that a terminal, a mail or a bidirectional layout would act on.
  public static final String FORM = "(?s)(?=.*[^\\p{Z}])[^\\p{Cc}\\p{Cs}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}"
      + "\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]*";

  private AuthenticatorName() {}
}
