package io.portcullis.auth.password;

import io.portcullis.runtime.file.MalformedFile;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A list of SHA-1 digests of breached passwords, in the order of the digests, one a line as `DIGEST:COUNT` or `DIGEST`:
/// Have I Been Pwned's "ordered by hash" download, or one's own made by `sort`. Searched where it lies, so it takes no
/// memory here however large it is; blocks of it stay in the system's page cache.
///
/// Read by position rather than mapped: a mapped file that is cut short ends the process.
final class BreachFile {

  static final int DIGEST = 40;

  // A line is 41 to about 55 characters; a block so holds some whole ones wherever it begins.
  private static final int BLOCK = 256;
  private static final int SAMPLES = 1000;

  private final FileChannel file;
  private final long size;

  // Closed by the JDK's cleaner when the file that replaced it is in force and nobody searches this one any more.
  private BreachFile(FileChannel file, long size) {
    this.file = file;
    this.size = size;
  }

  /// Looks at the first, the last and a thousand lines between: well-formed, and each after the one before.
  static BreachFile open(Path path) throws IOException, MalformedFile {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    try {
      var opened = new BreachFile(channel, channel.size());
      opened.check();
      return opened;
    } catch (IOException | MalformedFile | RuntimeException refused) {
      channel.close();
      throw refused;
    }
  }

  private void check() throws IOException, MalformedFile {
    if (size < DIGEST) {
      throw new MalformedFile("it holds no digest");
    }
    Line before = lineAt(0);
    for (int sample = 1; sample < SAMPLES; sample++) {
      before = inOrder(before, lineAfter(size / SAMPLES * sample));
    }
    for (long at = before.next; at > size - BLOCK && at < size; at = before.next) {
      before = inOrder(before, lineAt(at));
    }
    if (before.next < size) {
      Line late = inOrder(before, lineAfter(size - BLOCK));
      while (late.next < size) {
        late = inOrder(late, lineAt(late.next));
      }
    }
  }

  private static Line inOrder(Line before, Line line) throws MalformedFile {
    if (line.start > before.start && line.digest.compareTo(before.digest) <= 0) {
      throw new MalformedFile("the digest at byte %d does not come after the one at byte %d"
          .formatted(line.start, before.start));
    }
    return line;
  }

  /// Whether the list has the digest; blocks for some reads of 256 bytes.
  ///
  /// @param digest 40 hexadecimal digits, upper case
  /// @throws MalformedFile when it meets a line that is none
  boolean contains(String digest) throws IOException, MalformedFile {
    // A line of that digest begins at `low`, where a line begins, or between there and `high`.
    long low = 0;
    long high = size;
    while (high - low > BLOCK) {
      long middle = low + (high - low) / 2;
      Line line = lineAfter(middle);
      int order = digest.compareTo(line.digest);
      if (order == 0) {
        return true;
      }
      // No line begins between the middle and this one.
      if (order < 0) {
        high = middle + 1;
      } else {
        low = line.next;
      }
    }
    for (long at = low; at < high; ) {
      Line line = lineAt(at);
      if (line.digest.equals(digest)) {
        return true;
      }
      at = line.next;
    }
    return false;
  }

  private record Line(long start, String digest, long next) {}

  // After every digest, as there is nothing in the file after its end.
  private static final String END = "~";

  /// The first line that begins after the byte at `position`; past the last one, the end of the file.
  private Line lineAfter(long position) throws IOException, MalformedFile {
    String block = block(position);
    int end = block.indexOf('\n');
    if (end < 0) {
      if (position + block.length() >= size) {
        return new Line(size, END, size);
      }
      throw new MalformedFile("byte %d is in no line of a digest".formatted(position));
    }
    return position + end + 1 >= size ? new Line(size, END, size) : lineAt(position + end + 1);
  }

  private Line lineAt(long start) throws IOException, MalformedFile {
    String block = block(start);
    int end = block.indexOf('\n');
    String line = (end < 0 ? block : block.substring(0, end)).stripTrailing();
    if (end < 0 && start + block.length() < size || !isLine(line)) {
      throw new MalformedFile("no digest at byte " + start);
    }
    return new Line(start, line.substring(0, DIGEST), end < 0 ? size : start + end + 1);
  }

  private static boolean isLine(String line) {
    if (line.length() < DIGEST || !isHexadecimal(line.substring(0, DIGEST))) {
      return false;
    }
    return line.length() == DIGEST
        || line.charAt(DIGEST) == ':' && line.substring(DIGEST + 1).chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean isHexadecimal(String digest) {
    return digest.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'A' && c <= 'F');
  }

  private String block(long position) throws IOException {
    ByteBuffer block = ByteBuffer.allocate((int) Math.min(BLOCK, size - position));
    while (block.hasRemaining()) {
      if (file.read(block, position + block.position()) < 0) {
        throw new EOFException("it became shorter while it was searched");
      }
    }
    return new String(block.array(), StandardCharsets.ISO_8859_1);
  }
}
