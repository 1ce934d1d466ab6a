package io.portcullis.auth.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Argon2idTest {

  /// From the test suite of the reference implementation.
  private static final String REFERENCE =
      "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

  private static final Argon2id JAVA = new BouncyCastleArgon2id();
  private static Argon2id libsodium;

  @BeforeAll
  static void load() throws IOException {
    Path library = LibsodiumBinary.of(System.getProperty("os.name"), System.getProperty("os.arch")).orElseThrow().extract();
    // A fallback that fails, so that no test passes by it.
    libsodium = new LibsodiumArgon2id(library, new Argon2id() {
      @Override
      public String name() {
        return "none";
      }

      @Override
      public byte[] tag(byte[] password, byte[] salt, HashParameters parameters, int tagBytes) {
        throw new AssertionError("not by libsodium");
      }
    });
  }

  @ParameterizedTest
  @CsvSource({"8, 1", "64, 1", "256, 3", "19456, 2"})
  void bothImplementationsAcceptEachOthersHashes(int memoryKib, int passes) {
    var parameters = new HashParameters(memoryKib, passes, 1);
    byte[] salt = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    for (String password : new String[] {"", "a", "copper lantern ferry moss", "nul\0inside", "пароль 🔑", "x".repeat(1024)}) {
      byte[] utf8 = password.getBytes(StandardCharsets.UTF_8);
      String byLibsodium = new PasswordHash(parameters, salt, libsodium.tag(utf8, salt, parameters, 32)).encoded();
      String byJava = new PasswordHash(parameters, salt, JAVA.tag(utf8, salt, parameters, 32)).encoded();

      assertThat(matches(JAVA, byLibsodium, utf8)).isTrue();
      assertThat(matches(libsodium, byJava, utf8)).isTrue();
      byte[] other = Arrays.copyOf(utf8, utf8.length + 1);
      assertThat(matches(JAVA, byLibsodium, other)).isFalse();
      assertThat(matches(libsodium, byJava, other)).isFalse();
    }
  }

  @Test
  void theReferenceImplementationsHashIsAccepted() {
    byte[] password = "password".getBytes(StandardCharsets.US_ASCII);
    assertThat(matches(JAVA, REFERENCE, password)).isTrue();
    assertThat(PasswordHash.parse(REFERENCE).encoded()).isEqualTo(REFERENCE);
  }

  @Test
  void whatLibsodiumCannotTakeGoesToTheOther() throws IOException {
    Path library = LibsodiumBinary.of(System.getProperty("os.name"), System.getProperty("os.arch")).orElseThrow().extract();
    Argon2id both = new LibsodiumArgon2id(library, JAVA);
    assertThat(matches(both, REFERENCE, "password".getBytes(StandardCharsets.US_ASCII))).isTrue();
    byte[] salt = new byte[16];
    var twoLanes = new HashParameters(64, 1, 2);
    assertThat(both.tag(new byte[3], salt, twoLanes, 32)).isEqualTo(JAVA.tag(new byte[3], salt, twoLanes, 32));
  }

  @Test
  void aLibraryThatIsNoLibsodiumIsRefused() {
    assertThatThrownBy(() -> new LibsodiumArgon2id(Path.of("/nonexistent/libsodium.so"), JAVA))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"Linux, amd64, /linux64/libsodium.so", "Linux, aarch64, /arm64/libsodium.so",
      "Mac OS X, aarch64, /mac_arm/libsodium.dylib", "Mac OS X, x86_64, /mac/libsodium.dylib"})
  void everyUsualPlatformHasABinary(String os, String arch, String resource) {
    LibsodiumBinary binary = LibsodiumBinary.of(os, arch).orElseThrow();
    assertThat(binary.resource()).isEqualTo(resource);
    assertThat(LibsodiumBinary.class.getResource(resource)).isNotNull();
  }

  @Test
  void anUnusualPlatformHasNone() {
    assertThat(LibsodiumBinary.of("Linux", "riscv64")).isEmpty();
    assertThat(LibsodiumBinary.of("SunOS", "sparcv9")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "$argon2id$", "$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
      "$argon2id$v=16$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
      "$argon2id$v=19$m=9999999,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
      "$argon2id$v=19$m=65536,t=0,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
      "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc\n"})
  void whatIsNoArgon2idHashIsNotRead(String phc) {
    assertThatThrownBy(() -> PasswordHash.parse(phc)).isInstanceOf(IllegalArgumentException.class);
  }

  private static boolean matches(Argon2id argon2id, String phc, byte[] password) {
    PasswordHash hash = PasswordHash.parse(phc);
    return hash.hasTag(argon2id.tag(password, hash.salt(), hash.parameters(), hash.tag().length));
  }
}
