package io.portcullis.mfa.totp;

import io.portcullis.runtime.text.ReadableText;

/// What the customer calls an authenticator; it comes back in lists, alerts and the app's own list.
public final class AuthenticatorName {

  static final String DEFAULT = "Authenticator app";
  public static final int LONGEST = 64;

  public static final String FORM = ReadableText.FORM;

  private AuthenticatorName() {}
}
