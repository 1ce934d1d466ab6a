package io.portcullis.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.http.Fault;
import io.portcullis.notification.OnTheStack;
import io.portcullis.notification.delivery.SmsProvider.TextMessage;
import io.portcullis.testkit.MutableClock;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Two providers of text messages, of which one is away or refuses (SAFE-3).
@QuarkusTest
@OnTheStack
@WithTestResource(TwoProviders.class)
class SmsFailOverTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static int begun;

  TwoProviders providers;

  @Inject SmsProviders sms;
  @Inject MutableClock clock;

  @BeforeEach
  void bothAreWell() {
    clock.stop();
    // Each test begins later than the one before ended: what failed there has rested.
    clock.advance(Duration.ofMinutes(5L * ++begun));
    answers(providers.firstSms, 200);
    answers(providers.secondSms, 200);
    providers.firstSms.resetRequests();
    providers.secondSms.resetRequests();
  }

  @AfterEach
  void realTime() {
    clock.reset();
  }

  private static void answers(WireMockServer provider, int status) {
    provider.resetMappings();
    provider.stubFor(WireMock.post("/sms").willReturn(WireMock.aResponse().withStatus(status)));
  }

  private void send() {
    sms.send(UUID.randomUUID().toString(), new TextMessage("+46701234567", "text")).await().atMost(PATIENCE);
  }

  private static int asked(WireMockServer provider) {
    return provider.getAllServeEvents().size();
  }

  @Test
  void givenBothAreWell_thenTheFirstIsAsked() {
    send();
    send();

    assertThat(asked(providers.firstSms)).isEqualTo(2);
    assertThat(asked(providers.secondSms)).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503, 429, 408, 425})
  void givenTheFirstFails_thenTheNextTryAsksTheSecond_andAfterAMinuteTheFirstAgain(int status) {
    answers(providers.firstSms, status);
    // It may have been sent all the same: within one try nobody else is asked.
    assertThatThrownBy(this::send).isInstanceOf(RuntimeException.class);
    assertThat(asked(providers.secondSms)).isZero();

    send();
    assertThat(asked(providers.secondSms)).isEqualTo(1);
    clock.advance(Duration.ofSeconds(59));
    send();
    assertThat(asked(providers.secondSms)).isEqualTo(2);
    assertThat(asked(providers.firstSms)).isEqualTo(1);

    answers(providers.firstSms, 200);
    clock.advance(Duration.ofSeconds(2));
    send();
    assertThat(asked(providers.firstSms)).isEqualTo(2);
    assertThat(asked(providers.secondSms)).isEqualTo(2);
  }

  @Test
  void givenTheFirstHangsUp_thenTheNextTryAsksTheSecond() {
    providers.firstSms.resetMappings();
    providers.firstSms.stubFor(WireMock.post("/sms").willReturn(WireMock.aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
    assertThatThrownBy(this::send).isInstanceOf(RuntimeException.class);

    send();
    assertThat(asked(providers.secondSms)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 422})
  void givenTheFirstRefusesAMessage_thenTheSecondIsAskedAtOnce_andTheFirstStaysTheFirst(int status) {
    answers(providers.firstSms, status);
    send();
    assertThat(asked(providers.secondSms)).isEqualTo(1);

    send();
    assertThat(asked(providers.firstSms)).as("a number that it refuses says nothing about the others").isEqualTo(2);
  }

  @Test
  void givenBothRefuse_thenEachIsAskedOnceInATry() {
    answers(providers.firstSms, 400);
    answers(providers.secondSms, 400);
    assertThatThrownBy(this::send).isInstanceOf(RuntimeException.class);

    assertThat(asked(providers.firstSms)).isEqualTo(1);
    assertThat(asked(providers.secondSms)).isEqualTo(1);
  }

  @Test
  void givenBothFail_thenTheOneThatHasRestedLongestIsAskedNext() {
    answers(providers.firstSms, 503);
    answers(providers.secondSms, 503);
    for (int i = 0; i < 4; i++) {
      assertThatThrownBy(this::send).isInstanceOf(RuntimeException.class);
      clock.advance(Duration.ofSeconds(2));
    }

    assertThat(asked(providers.firstSms)).isEqualTo(2);
    assertThat(asked(providers.secondSms)).isEqualTo(2);
  }
}
