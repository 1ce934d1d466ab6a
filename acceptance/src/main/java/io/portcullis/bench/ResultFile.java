package io.portcullis.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What a run measured, as JSON. A later run reads it to show what has changed since.
final class ResultFile {
  // Of a newer benchmark's file we compare what we know; an older one's lacks what nobody measured then.
  private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT)
      .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private ResultFile() {}

  static void write(Path file, Result result) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    JSON.writeValue(file.toFile(), result);
  }

  /// @throws IllegalArgumentException with the words for a person, when `file` is no result of such a run
  static <T extends Result> T read(Path file, Class<T> kind) throws IOException {
    if (!Files.isReadable(file)) throw new IllegalArgumentException("There is no result to read at " + file + ".");
    try {
      T result = JSON.readValue(file.toFile(), kind);
      if (result == null || result.isIncomplete()) throw new IllegalArgumentException(file + " is not the result of a run of this kind.");
      return result;
    } catch (JsonProcessingException unreadable) {
      throw new IllegalArgumentException(file + " is not the result of a run: " + unreadable.getOriginalMessage(), unreadable);
    }
  }
}
