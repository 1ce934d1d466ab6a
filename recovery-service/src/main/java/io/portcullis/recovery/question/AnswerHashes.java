package io.portcullis.recovery.question;

import io.portcullis.runtime.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.WorkerExecutor;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// Argon2id (RFC 9106) with OWASP's parameters, as passwords have it, away from the event loop. Answers are rare, so the Java
/// implementation will do.
@ApplicationScoped
class AnswerHashes {

  private static final int MEMORY_KIB = 19_456;
  private static final int PASSES = 2;
  private static final int SALT_BYTES = 16;
  private static final int TAG_BYTES = 32;
  private static final int THREADS = 2;
  private static final int PLACES = 16;
  /// The first part says how the rest was made.
  private static final String VERSION = "a1";

  private final SecureRandom random;
  private final WorkerExecutor threads;
  private final Semaphore places = new Semaphore(PLACES);
  private final String decoy;

  AnswerHashes(SecureRandom random, Vertx vertx) {
    this.random = random;
    this.threads = vertx.createSharedWorkerExecutor("answers", THREADS);
    this.decoy = written(bytes(SALT_BYTES), bytes(TAG_BYTES));
  }

  Uni<String> hash(Answer answer) {
    return run(() -> {
      byte[] salt = bytes(SALT_BYTES);
      return written(salt, tag(answer, salt));
    });
  }

  Uni<Boolean> matches(Answer answer, String hash) {
    return run(() -> {
      String[] parts = hash.split("\\.");
      Base64.Decoder base64 = Base64.getUrlDecoder();
      return MessageDigest.isEqual(tag(answer, base64.decode(parts[1])), base64.decode(parts[2]));
    });
  }

  /// Costs as much to compare with as any other, and matches nothing.
  String decoy() {
    return decoy;
  }

  private <T> Uni<T> run(Supplier<T> work) {
    return Uni.createFrom().deferred(() -> places.tryAcquire()
        ? threads.executeBlocking(work::get, false).onTermination().invoke(() -> places.release())
        : Uni.createFrom().failure(ProblemException.notYet()));
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private static String written(byte[] salt, byte[] tag) {
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    return String.join(".", VERSION, base64.encodeToString(salt), base64.encodeToString(tag));
  }

  private static byte[] tag(Answer answer, byte[] salt) {
    var generator = new Argon2BytesGenerator();
    generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id).withVersion(Argon2Parameters.ARGON2_VERSION_13)
        .withMemoryAsKB(MEMORY_KIB).withIterations(PASSES).withParallelism(1).withSalt(salt).build());
    byte[] tag = new byte[TAG_BYTES];
    byte[] utf8 = answer.utf8();
    generator.generateBytes(utf8, tag);
    Arrays.fill(utf8, (byte) 0);
    return tag;
  }

  @PreDestroy
  void close() {
    threads.closeAndForget();
  }
}
