package io.portcullis.devstack;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// PostgreSQL's passwords: drawn once per state folder, kept there, readable by its owner alone.
final class Passwords {
  static final String SUPERUSER = "postgres";
  private static final String FILE = "passwords.properties";
  private static final int BYTES = 24;

  private final Properties passwords;

  private Passwords(Properties passwords) {
    this.passwords = passwords;
  }

  static Passwords of(StateFolder state) {
    Path file = state.root().resolve(FILE);
    if (Files.notExists(file)) {
      state.writePrivately(FILE, draw());
    }
    try {
      var passwords = new Properties();
      passwords.load(new StringReader(Files.readString(file)));
      return new Passwords(passwords);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String of(Service service) {
    return passwords.getProperty(service.shortName());
  }

  String ofSuperuser() {
    return passwords.getProperty(SUPERUSER);
  }

  private static String draw() {
    var random = new SecureRandom();
    return Stream.concat(Stream.of(SUPERUSER), Arrays.stream(Service.values()).map(Service::shortName))
        .map(role -> {
          var bytes = new byte[BYTES];
          random.nextBytes(bytes);
          return role + "=" + HexFormat.of().formatHex(bytes);
        })
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
