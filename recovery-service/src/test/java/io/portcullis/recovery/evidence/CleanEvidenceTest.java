package io.portcullis.recovery.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.recovery.evidence.Cleaned.Clean;
import io.portcullis.recovery.evidence.Cleaned.Infected;
import io.portcullis.recovery.evidence.Cleaned.Unchecked;
import io.portcullis.recovery.evidence.Cleaned.Unreadable;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.Vertx;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// With a scanner, and without one.
class CleanEvidenceTest {

  private static final Duration DEADLINE = Duration.ofMinutes(1);

  private final Vertx vertx = Vertx.vertx();
  private final ScannerDouble daemon = new ScannerDouble();
  private final String address = daemon.listen();

  @AfterEach
  void stop() {
    daemon.stop();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private record Settings(Optional<String> scanner) implements EvidenceConfig {
    @Override
    public int files() {
      return 1;
    }

    @Override
    public MemorySize fileSize() {
      return new MemorySize(BigInteger.TEN);
    }

    @Override
    public MemorySize caseSize() {
      return fileSize();
    }

    @Override
    public Duration keptAfterEnd() {
      return Duration.ZERO;
    }
  }

  private Cleaned cleaned(Optional<String> scanner, EvidenceKind kind, byte[] content) {
    var clean = new CleanEvidence(new EvidenceScanner(new Settings(scanner), vertx, Clock.systemUTC()), new io.vertx.mutiny.core.Vertx(vertx));
    return clean.handle(kind, content).await().atMost(DEADLINE);
  }

  @Test
  void givenAScanner_thenADocumentIsTakenAsItIs_andAnImageWrittenAnew() {
    byte[] long300K = Images.pdf("x".repeat(300_000));
    assertThat(cleaned(Optional.of(address), EvidenceKind.DOCUMENT, long300K)).isEqualTo(
        new Clean(new CleanFile(EvidenceKind.DOCUMENT, FileType.PDF, long300K)));
    assertThat(cleaned(Optional.of(address), EvidenceKind.SELFIE, Images.withPlace(Images.jpeg(9, 9)))).isInstanceOf(Clean.class);
    assertThat(cleaned(Optional.of(address), EvidenceKind.SELFIE, long300K)).as("no face in it").isInstanceOf(Unreadable.class);
  }

  @Test
  void malware_givenTheTestFileOfScanners_inADocumentOrAnImage_thenRefused() {
    assertThat(cleaned(Optional.of(address), EvidenceKind.DOCUMENT, Images.pdf(ScannerDouble.EICAR))).isInstanceOf(Infected.class);
    assertThat(cleaned(Optional.of(address), EvidenceKind.DOCUMENT, Images.withSegment(Images.jpeg(9, 9), 0xfe, ScannerDouble.EICAR, "")))
        .isInstanceOf(Infected.class);
  }

  @Test
  void failOpen_givenAScannerThatIsAway_orSaysNoVerdict_thenNothingIsTaken() {
    for (String mood : new String[] {ScannerDouble.HANGS_UP, ScannerDouble.TALKS_ON, ScannerDouble.TOO_LONG}) {
      assertThat(cleaned(Optional.of(address), EvidenceKind.DOCUMENT, Images.pdf(mood))).as(mood).isInstanceOf(Unchecked.class);
    }
    daemon.stop();
    assertThat(cleaned(Optional.of(address), EvidenceKind.DOCUMENT, Images.png(9, 9))).isInstanceOf(Unchecked.class);
  }

  @Test
  void givenNoScanner_thenImagesAreTaken_andNoPdf() {
    assertThat(cleaned(Optional.empty(), EvidenceKind.DOCUMENT, Images.png(9, 9))).isInstanceOf(Clean.class);
    assertThat(cleaned(Optional.empty(), EvidenceKind.DOCUMENT, Images.pdf("x"))).isInstanceOf(Unreadable.class);
    assertThat(cleaned(Optional.empty(), EvidenceKind.DOCUMENT, "GIF89a".getBytes(StandardCharsets.US_ASCII))).isInstanceOf(Unreadable.class);
  }
}
