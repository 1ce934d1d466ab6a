package io.portcullis.transparency;

import io.portcullis.transparency.EntryContent.Bare;
import io.portcullis.transparency.EntryContent.Committed;
import io.portcullis.transparency.EntryContent.Erased;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/// One entry of an export. It says what the entry's leaf hash covers. Where the entry was erased, a commitment is in place of its content.
///
/// @param opening what the leaf hash was made of; none where the line shows the hash alone
record ExportLine(long index, int chain, long seq, byte[] leafHash, Optional<Opening> opening) {

  private static final Set<String> PLACED = Set.of("index", "chain", "seq", "leafHash");
  private static final Set<String> COVERED = Set.of("index", "chain", "seq", "leafHash", "salt", "event", "account", "type", "time");

  /// What the leaf hash was made of.
  record Opening(LogEntry entry, byte[] salt) {}

  /// A field that no hash covers is refused: an auditor who reads the line would believe it.
  ///
  /// @throws IllegalArgumentException when they are no entry
  static ExportLine of(Map<String, String> fields) {
    if (!fields.containsKey("salt")) {
      JsonLine.requireKnown(fields, PLACED);
    }
    long index = Long.parseLong(JsonLine.text(fields, "index"));
    int chain = Integer.parseInt(JsonLine.text(fields, "chain"));
    long seq = Long.parseLong(JsonLine.text(fields, "seq"));
    byte[] leafHash = bytes(fields, "leafHash");
    if (leafHash.length != TreeHash.BYTES) {
      throw new IllegalArgumentException("its leaf hash has another length");
    }
    return new ExportLine(index, chain, seq, leafHash,
        fields.containsKey("salt") ? Optional.of(opening(fields, chain, seq)) : Optional.empty());
  }

  private static Opening opening(Map<String, String> fields, int chain, long seq) {
    try {
      var entry = new LogEntry(chain, seq, exact(fields, "event", UUID::fromString), exact(fields, "account", UUID::fromString),
          JsonLine.text(fields, "type"), exact(fields, "time", Instant::parse), content(fields));
      return new Opening(entry, bytes(fields, "salt"));
    } catch (DateTimeException malformed) {
      throw new IllegalArgumentException("its time is none", malformed);
    }
  }

  private static EntryContent content(Map<String, String> fields) {
    if (fields.containsKey("commitment")) {
      JsonLine.requireKnown(fields, COVERED, "commitment");
      return new Erased(bytes(fields, "commitment"));
    }
    String text = JsonLine.text(fields, "content");
    if (fields.containsKey("contentSalt")) {
      JsonLine.requireKnown(fields, COVERED, "content", "contentSalt");
      return new Committed(bytes(fields, "contentSalt"), text);
    }
    JsonLine.requireKnown(fields, COVERED, "content");
    return new Bare(text);
  }

  private static byte[] bytes(Map<String, String> fields, String name) {
    return Base64.getDecoder().decode(JsonLine.text(fields, name));
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
