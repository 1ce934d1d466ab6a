package io.portcullis.bench;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// One Argon2id by the libsodium that auth-service uses, with nothing around it: the part of a sign-in that no
/// programming can take away.
final class BareHash {
  private static final int ARGON2ID13 = 2;
  private static final int SALT_BYTES = 16;
  private static final int TAG_BYTES = 32;
  private static final int WARM_UP = 5;

  private final MethodHandle cryptoPwhash;

  private BareHash(MethodHandle cryptoPwhash) {
    this.cryptoPwhash = cryptoPwhash;
  }

  /// @param cpuMillis CPU time of one hash
  /// @param millis    elapsed time of one hash, one after the other on one thread
  record Cost(int memoryKib, int passes, int hashes, double cpuMillis, double millis) {}

  @SuppressWarnings("restricted") // Native code is what is measured.
  static BareHash load() throws IOException {
    boolean arm = System.getProperty("os.arch").equals("aarch64");
    Path library = Files.createTempFile("bench-libsodium", ".so");
    try (InputStream carried = BareHash.class.getResourceAsStream(arm ? "/arm64/libsodium.so" : "/linux64/libsodium.so")) {
      Files.write(library, carried.readAllBytes());
      SymbolLookup symbols = SymbolLookup.libraryLookup(library, Arena.global());
      return new BareHash(Linker.nativeLinker().downcallHandle(symbols.find("crypto_pwhash").orElseThrow(),
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_LONG, JAVA_INT)));
    } finally {
      Files.delete(library);
    }
  }

  Cost measure(int memoryKib, int passes, int hashes) {
    for (int i = 0; i < WARM_UP; i++) hash(memoryKib, passes);
    var threads = ManagementFactory.getThreadMXBean();
    long cpu = threads.getCurrentThreadCpuTime();
    long begin = System.nanoTime();
    for (int i = 0; i < hashes; i++) hash(memoryKib, passes);
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    Duration used = Duration.ofNanos(threads.getCurrentThreadCpuTime() - cpu);
    return new Cost(memoryKib, passes, hashes, used.toNanos() / 1e6 / hashes, took.toNanos() / 1e6 / hashes);
  }

  private void hash(int memoryKib, int passes) {
    try (Arena arena = Arena.ofConfined()) {
      var password = arena.allocateFrom("copper lantern ferry 0123456789");
      int result = (int) cryptoPwhash.invokeExact(arena.allocate(TAG_BYTES), (long) TAG_BYTES, password, password.byteSize() - 1,
          arena.allocate(JAVA_BYTE, SALT_BYTES), (long) passes, memoryKib * 1024L, ARGON2ID13);
      if (result != 0) throw new OutOfMemoryError("libsodium could not get memory for a hash");
    } catch (RuntimeException | Error passed) {
      throw passed;
    } catch (Throwable impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
