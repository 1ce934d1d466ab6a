package io.portcullis.mfa.totp;

/// What the customer calls an authenticator; it comes back in lists, alerts and the app's own list.
public final class AuthenticatorName {

  static final String DEFAULT = "Authenticator app";
  public static final int LONGEST = 64;

  private AuthenticatorName() {}
}
