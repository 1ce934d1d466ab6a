package io.portcullis.auth.signin;

import io.portcullis.runtime.crypto.Sha256;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/// What is left of a device token here: its SHA-256. The token is 256 random bits, and only session-service reads it.
record DeviceMark(byte[] digest) {

  DeviceMark {
    digest = digest.clone();
  }

  static DeviceMark of(String deviceToken) {
    return new DeviceMark(Sha256.of(deviceToken));
  }

  @Override
  public byte[] digest() {
    return digest.clone();
  }

  String hex() {
    return HexFormat.of().formatHex(digest);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DeviceMark that && MessageDigest.isEqual(digest, that.digest);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(digest);
  }
}
