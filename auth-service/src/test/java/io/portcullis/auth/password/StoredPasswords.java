package io.portcullis.auth.password;

import jakarta.inject.Singleton;
import java.security.SecureRandom;

/// Hashes as they may lie in the table from other times.
@Singleton
public class StoredPasswords {

  private final PasswordConfig config;
  private final SecureRandom random;

  StoredPasswords(PasswordConfig config, SecureRandom random) {
    this.config = config;
    this.random = random;
  }

  public PasswordHash current(String password) {
    return with(config.parameters(), password);
  }

  public PasswordHash outdated(String password) {
    return with(new HashParameters(512, 2, 1), password);
  }

  private PasswordHash with(HashParameters parameters, String password) {
    byte[] salt = PasswordHash.newSalt(random);
    byte[] typed = Password.parse(password).orElseThrow().utf8();
    return new PasswordHash(
        parameters, salt, new BouncyCastleArgon2id().tag(typed, salt, parameters, PasswordHash.TAG_BYTES));
  }
}
