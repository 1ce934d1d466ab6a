package io.portcullis.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.microprofile.config.ConfigProvider;

/// The tokens that the stack's issuer gave to the services, to call `/internal` as one of them.
public final class ServiceTokenFiles {

  private ServiceTokenFiles() {}

  /// `caller`'s token for `audience`, such as (`auth-service`, `mfa-service`).
  public static String token(String caller, String audience) {
    Path keys = Path.of(ConfigProvider.getConfig().getValue("portcullis.test.keys", String.class));
    try {
      return Files.readString(keys.resolve(caller).resolve("tokens").resolve(audience)).strip();
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }
}
