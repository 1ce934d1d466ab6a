package io.portcullis.runtime.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/// A file that is read again when it changes. While its new version is missing or malformed, the last good one stays in
/// force: half of a block list is worse than yesterday's whole.
public final class WatchedFile<T> {

  private static final Logger LOG = Logger.getLogger(WatchedFile.class);

  private final String name;
  private final Path path;
  private final FileReader<T> reader;
  private Optional<Version> judged = Optional.empty();
  private volatile Optional<T> current = Optional.empty();
  private volatile Optional<Version> inForce = Optional.empty();
  private volatile boolean upToDate;

  WatchedFile(String name, Path path, FileReader<T> reader) {
    this.name = name;
    this.path = path;
    this.reader = reader;
  }

  /// The last good version; empty while there was none. Never blocks.
  public Optional<T> current() {
    return current;
  }

  /// Whether what lies on disk is what is in force.
  boolean isUpToDate() {
    return upToDate;
  }

  /// When the version in force was written; empty while there is none.
  Optional<Instant> written() {
    return inForce.map(version -> version.modified().toInstant());
  }

  /// Blocks while it reads.
  synchronized void refresh() {
    try {
      Version found = Version.of(path);
      if (!judged.equals(Optional.of(found))) {
        read(found);
      }
    } catch (IOException unreadable) {
      // Permissions and mounts come right without a new version.
      judged = Optional.empty();
      upToDate = false;
      LOG.errorf("%s: %s can't be read, will retry; %s: %s", name, path, remaining(), unreadable);
    }
  }

  private void read(Version found) throws IOException {
    try {
      T content = reader.read(path);
      if (!Version.of(path).equals(found)) {
        throw new IOException("it changed while it was read");
      }
      current = Optional.of(content);
      inForce = Optional.of(found);
      upToDate = true;
      LOG.infof("%s: %s of %s is in force", name, path, found.modified());
    } catch (MalformedFile malformed) {
      upToDate = false;
      LOG.errorf("%s: %s is malformed, waiting for another; %s: %s", name, path, remaining(), malformed.getMessage());
    }
    judged = Optional.of(found);
  }

  private String remaining() {
    return current.isPresent() ? "the one before stays in force" : "going without";
  }

  /// @param key the file behind the name: one moved into place may be as old and as long as the one before
  private record Version(FileTime modified, long size, Optional<Object> key) {

    static Version of(Path path) throws IOException {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      return new Version(attributes.lastModifiedTime(), attributes.size(), Optional.ofNullable(attributes.fileKey()));
    }
  }
}
