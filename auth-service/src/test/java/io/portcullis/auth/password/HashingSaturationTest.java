package io.portcullis.auth.password;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.auth.AuthTest;
import io.portcullis.auth.fixture.Client;
import io.portcullis.auth.fixture.Client.Answer;
import io.portcullis.auth.fixture.Customers;
import io.portcullis.auth.fixture.Customers.Customer;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Attack A-23: a login storm is answered early, and the house stands.
@AuthTest
class HashingSaturationTest {

  @Inject
  PasswordWorkers workers;

  @Inject
  PasswordConfig config;

  @Inject
  Customers customers;

  private final CountDownLatch release = new CountDownLatch(1);
  private final List<CompletableFuture<Boolean>> occupying = new ArrayList<>();
  private final Client client = Client.fromANewNetwork();

  private void occupyEveryPlace() {
    for (int i = 0; i < config.hashingThreads().orElseThrow() + config.hashingQueue(); i++) {
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

  @AfterEach
  void releaseAll() {
    release.countDown();
    occupying.forEach(CompletableFuture::join);
  }

  @Test
  void hashingStorm_givenAFullQueue_whenSomebodySignsInOrRegisters_thenTheyAreToldAtOnceToComeBack() {
    Customer ann = customers.active();
    occupyEveryPlace();

    long asked = System.nanoTime();
    Answer signIn = client.post("/v1/sign-in", ann.credentials());
    assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(2));
    assertThat(signIn.status()).isEqualTo(503);
    assertThat(signIn.problem()).isEqualTo("hashing-saturated");
    assertThat(signIn.header("retry-after")).isEqualTo("1");
    Answer register = client.post("/v1/accounts",
        Map.of("identifier", Customers.freshEmail(), "password", Customers.PASSWORD));
    assertThat(register.status()).isEqualTo(503);

    // Unknown and known are turned away alike, and being turned away is no guess.
    for (int i = 0; i < 15; i++) {
      assertThat(client.post("/v1/sign-in", ann.credentials("wrong wrong wrong")).status()).isEqualTo(503);
    }
    releaseAll();
    assertThat(client.post("/v1/sign-in", ann.credentials()).status()).isEqualTo(200);
  }

  @Test
  void givenTheStormIsOver_whenThePlacesAreCounted_thenNoneIsLost() {
    occupyEveryPlace();
    releaseAll();
    occupying.clear();
    var again = new ArrayList<CompletableFuture<Boolean>>();
    for (int i = 0; i < config.hashingThreads().orElseThrow() + config.hashingQueue(); i++) {
      again.add(workers.run(() -> true).subscribeAsCompletionStage());
    }
    assertThat(again).allMatch(CompletableFuture::join);
    assertThat(workers.<Boolean>run(() -> { throw new IllegalStateException("work fails"); })
        .onFailure().recoverWithItem(false).await().indefinitely()).isFalse();
  }
}
