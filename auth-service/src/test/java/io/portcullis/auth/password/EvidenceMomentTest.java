package io.portcullis.auth.password;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.auth.AuthTest;
import io.portcullis.auth.fixture.Client;
import io.portcullis.auth.fixture.Client.Answer;
import io.portcullis.auth.fixture.Customers;
import io.portcullis.auth.fixture.Customers.Customer;
import io.portcullis.auth.fixture.NeighboursDouble;
import io.portcullis.testkit.MutableClock;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Attack A-31, late: a sign-in with the old password waits for its hash while the owner sets a new one. Session-service
/// voids evidence from before the new password, so the evidence must say when the sign-in began, not when its hash was
/// ready.
@AuthTest
class EvidenceMomentTest {

  NeighboursDouble neighbours;

  @Inject
  PasswordWorkers workers;

  @Inject
  PasswordConfig config;

  @Inject
  Customers customers;

  @Inject
  MutableClock clock;

  @Inject
  MeterRegistry metrics;

  @Inject
  ObjectMapper json;

  private final CountDownLatch release = new CountDownLatch(1);
  private final List<CompletableFuture<Boolean>> occupying = new ArrayList<>();

  private void occupyEveryThread() {
    for (int i = 0; i < config.hashingThreads().orElseThrow(); i++) {
      occupying.add(workers.run(() -> {
        try {
          release.await();
          return true;
        } catch (InterruptedException stopped) {
          throw new IllegalStateException(stopped);
        }
      }).subscribeAsCompletionStage());
    }
  }

  private double admitted() {
    return metrics.get("portcullis.password.hashing.admitted").gauge().value();
  }

  @AfterEach
  void backToNormal() {
    release.countDown();
    occupying.forEach(CompletableFuture::join);
    clock.reset();
  }

  @Test
  void a31Late_givenASignInWaitsForItsHash_whenAnHourPasses_thenItsEvidenceIsFromWhenItBegan() throws Exception {
    Customer ann = customers.active();
    occupyEveryThread();
    double before = admitted();
    CompletableFuture<Answer> signIn =
        CompletableFuture.supplyAsync(() -> Client.fromANewNetwork().post("/v1/sign-in", ann.credentials()));
    while (admitted() == before && !signIn.isDone()) {
      Thread.onSpinWait();
    }
    Instant newPassword = clock.instant();
    clock.advance(Duration.ofHours(1));
    release.countDown();

    assertThat(signIn.join().status()).isEqualTo(200);
    String asked = neighbours.sessionsAsked(ann.account()).getLast().getBodyAsString();
    assertThat(Instant.parse(json.readTree(asked).get("evidence").get(0).get("at").asText())).isBeforeOrEqualTo(newPassword);
  }
}
