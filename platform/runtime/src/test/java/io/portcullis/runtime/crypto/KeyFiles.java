package io.portcullis.runtime.crypto;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;

/// Key directories for tests.
public final class KeyFiles {

  private KeyFiles() {}

  public static KeyDirectory directory(Path folder) {
    return new KeyDirectory(folder.toString());
  }

  /// A ring of keys with these ids; equal ids have equal keys.
  public static KeyRing ring(Path folder, String... ids) throws IOException {
    StringBuilder keys = new StringBuilder();
    for (String id : ids) {
      byte[] key = Arrays.copyOf(id.getBytes(StandardCharsets.US_ASCII), 32);
      keys.append(keys.isEmpty() ? "" : ",")
          .append("{\"kty\":\"oct\",\"kid\":\"%s\",\"k\":\"%s\"}".formatted(id, Base64.getUrlEncoder().withoutPadding().encodeToString(key)));
    }
    Files.writeString(folder.resolve("seal-keys.json"), "{\"keys\":[" + keys + "]}");
    return new KeyRing(new KeyDirectory(folder.toString()));
  }
}
