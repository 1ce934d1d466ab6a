package io.portcullis.auth.password;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An Argon2id hash as it is stored: a PHC string, which says itself how it was made.
///
/// @param salt unique to this hash
/// @param tag  what the password and the salt came to
public record PasswordHash(HashParameters parameters, byte[] salt, byte[] tag) {

  static final int SALT_BYTES = 16;
  static final int TAG_BYTES = 32;

  private static final Pattern PHC = Pattern.compile(
      "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,3})\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");

  public PasswordHash {
    salt = salt.clone();
    tag = tag.clone();
  }

  /// @throws IllegalArgumentException when `phc` is not an Argon2id version 1.3 string
  public static PasswordHash parse(String phc) {
    Matcher parts = PHC.matcher(phc);
    if (!parts.matches()) {
      throw new IllegalArgumentException("not an Argon2id hash");
    }
    var parameters = new HashParameters(
        Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)), Integer.parseInt(parts.group(3)));
    Base64.Decoder base64 = Base64.getDecoder();
    return new PasswordHash(parameters, base64.decode(parts.group(4)), base64.decode(parts.group(5)));
  }

  /// Costs one comparison like any other and matches nothing: stands where there is no account.
  static PasswordHash decoy(HashParameters parameters, SecureRandom random) {
    byte[] tag = new byte[TAG_BYTES];
    random.nextBytes(tag);
    return new PasswordHash(parameters, newSalt(random), tag);
  }

  static byte[] newSalt(SecureRandom random) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return salt;
  }

  boolean hasTag(byte[] candidate) {
    return MessageDigest.isEqual(tag, candidate);
  }

  @Override
  public byte[] salt() {
    return salt.clone();
  }

  @Override
  public byte[] tag() {
    return tag.clone();
  }

  /// The PHC string.
  public String encoded() {
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s".formatted(parameters.memoryKib(), parameters.passes(),
        parameters.lanes(), base64.encodeToString(salt), base64.encodeToString(tag));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PasswordHash that && parameters.equals(that.parameters)
        && Arrays.equals(salt, that.salt) && hasTag(that.tag);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(salt);
  }

  /// Redacted: a hash in a log can be guessed against at leisure.
  @Override
  public String toString() {
    return "PasswordHash[" + parameters + "]";
  }
}
