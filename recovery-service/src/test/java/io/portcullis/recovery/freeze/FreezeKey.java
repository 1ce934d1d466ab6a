package io.portcullis.recovery.freeze;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.lang.JoseException;

/// The key that notification-service signs links of alerts with on the test stack.
public final class FreezeKey {

  private FreezeKey() {}

  public static EllipticCurveJsonWebKey read() {
    Path keys = Path.of(ConfigProvider.getConfig().getValue("portcullis.test.keys", String.class));
    try {
      return (EllipticCurveJsonWebKey)
          JsonWebKey.Factory.newJwk(Files.readString(keys.resolve("notification-service/freeze-link.json")));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    } catch (JoseException notAKey) {
      throw new AssertionError(notAKey);
    }
  }
}
