package io.portcullis.transparency;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/// One entry of an export. Of one that was erased, only its leaf hash is left, and where it stood in its chain.
record ExportLine(long index, int chain, long seq, byte[] leafHash, Optional<Opening> opening) {

  private static final Set<String> ERASED = Set.of("index", "chain", "seq", "leafHash");
  private static final Set<String> OPENED =
      Set.of("index", "chain", "seq", "leafHash", "salt", "event", "account", "type", "time", "content");

  /// What the leaf hash was made of.
  record Opening(LogEntry entry, byte[] salt) {}

  /// A field that no hash covers is refused: an auditor who reads the line would believe it.
  ///
  /// @throws IllegalArgumentException when they are no entry
  static ExportLine of(Map<String, String> fields) {
    JsonLine.requireKnown(fields, fields.containsKey("salt") ? OPENED : ERASED);
    long index = Long.parseLong(JsonLine.text(fields, "index"));
    int chain = Integer.parseInt(JsonLine.text(fields, "chain"));
    long seq = Long.parseLong(JsonLine.text(fields, "seq"));
    byte[] leafHash = Base64.getDecoder().decode(JsonLine.text(fields, "leafHash"));
    if (leafHash.length != TreeHash.BYTES) {
      throw new IllegalArgumentException("its leaf hash has another length");
    }
    return new ExportLine(index, chain, seq, leafHash,
        fields.containsKey("salt") ? Optional.of(opening(fields, chain, seq)) : Optional.empty());
  }

  private static Opening opening(Map<String, String> fields, int chain, long seq) {
    try {
      var entry = new LogEntry(chain, seq, exact(fields, "event", UUID::fromString), exact(fields, "account", UUID::fromString),
          JsonLine.text(fields, "type"), exact(fields, "time", Instant::parse), JsonLine.text(fields, "content"));
      return new Opening(entry, Base64.getDecoder().decode(JsonLine.text(fields, "salt")));
    } catch (DateTimeException malformed) {
      throw new IllegalArgumentException("its time is none", malformed);
    }
  }

  /// Refuses other ways to write the same value: the hash covers the value, and an auditor reads what is written.
  private static <T> T exact(Map<String, String> fields, String name, Function<String, T> parse) {
    String written = JsonLine.text(fields, name);
    T value = parse.apply(written);
    if (!value.toString().equals(written)) {
      throw new IllegalArgumentException("its \"" + name + "\" is written in another way");
    }
    return value;
  }

  boolean isWhatItsLeafHashCovers() {
    return opening.map(opened -> Arrays.equals(leafHash, opened.entry().leafHash(opened.salt()))).orElse(true);
  }
}
