package io.portcullis.auth.password;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/// By libsodium's `crypto_pwhash`. It takes 16-byte salts and one lane only; other hashes, which an import may have
/// brought, go to `others`.
///
/// Initialised at run time in a native executable, and the signatures below stand in `reachability-metadata.json`.
final class LibsodiumArgon2id implements Argon2id {

  private static final int ALG_ARGON2ID13 = 2;
  private static final int LEAST_TAG_BYTES = 16;
  private static final int FAILED = -1;

  private static final FunctionDescriptor SODIUM_INIT = FunctionDescriptor.of(JAVA_INT);
  // int crypto_pwhash(out, outlen, passwd, passwdlen, salt, opslimit, memlimit, alg)
  private static final FunctionDescriptor CRYPTO_PWHASH = FunctionDescriptor.of(
      JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_LONG, JAVA_INT);

  private final MethodHandle cryptoPwhash;
  private final Argon2id others;

  /// @throws IllegalArgumentException when there is no such library, or it is no libsodium
  @SuppressWarnings("restricted") // native access is granted where the service is started
  LibsodiumArgon2id(Path library, Argon2id others) {
    this.others = others;
    Linker linker = Linker.nativeLinker();
    // Global: the library stays for the life of the process.
    SymbolLookup symbols = SymbolLookup.libraryLookup(library, Arena.global());
    MethodHandle init = linker.downcallHandle(find(symbols, "sodium_init"), SODIUM_INIT);
    cryptoPwhash = linker.downcallHandle(find(symbols, "crypto_pwhash"), CRYPTO_PWHASH);
    try {
      if ((int) init.invokeExact() == FAILED) {
        throw new IllegalArgumentException("sodium_init failed");
      }
    } catch (Throwable failed) {
      throw new IllegalArgumentException("sodium_init failed", failed);
    }
  }

  @Override
  public String name() {
    return "libsodium";
  }

  @Override
  public byte[] tag(byte[] password, byte[] salt, HashParameters parameters, int tagBytes) {
    if (parameters.lanes() != 1 || salt.length != PasswordHash.SALT_BYTES || tagBytes < LEAST_TAG_BYTES) {
      return others.tag(password, salt, parameters, tagBytes);
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(tagBytes);
      // One byte more than needed: an empty password still needs an address.
      MemorySegment secret = arena.allocate(password.length + 1L);
      MemorySegment.copy(password, 0, secret, JAVA_BYTE, 0, password.length);
      try {
        int result = (int) cryptoPwhash.invokeExact(out, (long) tagBytes, secret, (long) password.length,
            arena.allocateFrom(JAVA_BYTE, salt), (long) parameters.passes(), parameters.memoryKib() * 1024L,
            ALG_ARGON2ID13);
        if (result != 0) {
          throw new OutOfMemoryError("libsodium could not get memory for a hash");
        }
        return out.toArray(JAVA_BYTE);
      } finally {
        secret.fill((byte) 0);
      }
    } catch (RuntimeException | Error passed) {
      throw passed;
    } catch (Throwable impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static MemorySegment find(SymbolLookup symbols, String name) {
    return symbols.find(name).orElseThrow(() -> new IllegalArgumentException("no " + name + " in the library"));
  }
}
