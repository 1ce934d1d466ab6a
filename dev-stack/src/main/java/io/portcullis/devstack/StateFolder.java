package io.portcullis.devstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/// The one folder that holds all data of one stack. Whoever claims it holds a file lock until the process ends,
/// however it ends; so a held lock, and never a pid file alone, says that a stack is running.
final class StateFolder implements AutoCloseable {
  private final Path root;
  private final FileChannel lockFile;

  private StateFolder(Path root, FileChannel lockFile) {
    this.root = root;
    this.lockFile = lockFile;
  }

  static StateFolder claim(Path folder) {
    try {
      Path root = Files.createDirectories(folder.toAbsolutePath().normalize()).toRealPath();
      FileChannel channel = openLock(root);
      if (tryLock(channel).isEmpty()) {
        channel.close();
        throw new StackFailure("A stack is already running on " + root
            + holder(root).map(pid -> " (pid " + pid + ")").orElse(""));
      }
      var state = new StateFolder(root, channel);
      state.writePrivately("holder", Long.toString(ProcessHandle.current().pid()));
      OrphanCleanup.run(state.pids());
      return state;
    } catch (IOException e) {
      throw new StackFailure("Cannot use the state folder " + folder + ": " + e.getMessage(), e);
    }
  }

  /// The process that holds `folder` right now, if any does.
  static Optional<ProcessHandle> runningOn(Path folder) {
    if (!Files.exists(folder.resolve("lock"))) {
      return Optional.empty();
    }
    try (FileChannel channel = openLock(folder)) {
      return tryLock(channel).isPresent() ? Optional.empty() : holder(folder).flatMap(ProcessHandle::of);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path root() {
    return root;
  }

  /// A folder inside, made when missing.
  Path folder(String first, String... more) {
    try {
      return Files.createDirectories(root.resolve(Path.of(first, more)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path pids() {
    return folder("pids");
  }

  Path log(String name) {
    return folder("logs").resolve(name + ".log");
  }

  /// Begins this run's logs anew; within a run, restarts append.
  void forgetLogs() {
    try {
      Folders.delete(folder("logs"));
      folder("logs");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Replaces a file in one step, readable by its owner alone: readers see the old text or the new, never half.
  void writePrivately(String file, String text) {
    try {
      Path target = root.resolve(file);
      Files.createDirectories(target.getParent());
      Path draft = Files.createTempFile(target.getParent(), ".draft", "",
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(draft, text);
      Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void delete(String file) {
    try {
      Files.deleteIfExists(root.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      lockFile.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FileChannel openLock(Path root) throws IOException {
    return FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock());
    } catch (OverlappingFileLockException _) {
      return Optional.empty();   // held by this very process
    }
  }

  private static Optional<Long> holder(Path root) throws IOException {
    Path file = root.resolve("holder");
    return Files.exists(file) ? Optional.of(Long.valueOf(Files.readString(file).strip())) : Optional.empty();
  }
}
