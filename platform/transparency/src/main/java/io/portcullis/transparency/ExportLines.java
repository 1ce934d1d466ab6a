package io.portcullis.transparency;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The lines of an export, one by one. A line that is longer than any entry is not read into memory.
final class ExportLines implements AutoCloseable {

  /// Records on the topic of security events have at most one megabyte.
  static final int LONGEST = 8 << 20;

  private final Reader export;
  private final char[] piece = new char[1 << 16];
  private int at;
  private int end;

  private ExportLines(Reader export) {
    this.export = export;
  }

  static ExportLines of(Path export) throws IOException {
    return new ExportLines(Files.newBufferedReader(export));
  }

  /// Without its line end. Empty when there is no more.
  ///
  /// @throws IOException when a line is too long
  Optional<String> next() throws IOException {
    var line = new StringBuilder();
    while (hasMore()) {
      int from = at;
      while (at < end && piece[at] != '\n') {
        at++;
      }
      if (line.length() + at - from > LONGEST) {
        throw new IOException("This is no export: a line has more than " + LONGEST + " characters.");
      }
      line.append(piece, from, at - from);
      if (at < end) {
        at++;
        return Optional.of(line.toString());
      }
    }
    return line.isEmpty() ? Optional.empty() : Optional.of(line.toString());
  }

  private boolean hasMore() throws IOException {
    if (at == end) {
      at = 0;
      end = Math.max(0, export.read(piece));
    }
    return at < end;
  }

  @Override
  public void close() throws IOException {
    export.close();
  }
}
