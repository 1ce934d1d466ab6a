package io.portcullis.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.notification.OnTheStack;
import io.portcullis.notification.delivery.DeliveryChannel.Answer;
import io.portcullis.notification.letter.LetterPress.Printed;
import io.portcullis.testkit.MutableClock;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Two mail servers, of which one is away or refuses (SAFE-3).
@QuarkusTest
@OnTheStack
@WithTestResource(TwoProviders.class)
class MailFailOverTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String TAKEN = "250 OK";
  private static final String ANN = "ann@example.org";
  private static final String ZOE = "zo\u00eb@example.org";

  private static int begun;

  TwoProviders providers;

  @Inject MailServers mail;
  @Inject MutableClock clock;

  @BeforeEach
  void bothAreWell() {
    clock.stop();
    // Each test begins later than the one before ended: what failed there has rested.
    clock.advance(Duration.ofMinutes(5L * ++begun));
    for (ForeignMailServer server : new ForeignMailServer[] {providers.firstMail, providers.secondMail}) {
      server.answersRecipients(TAKEN);
      server.offers("8BITMIME", "SMTPUTF8");
      server.heard.clear();
    }
  }

  @AfterEach
  void realTime() {
    clock.reset();
  }

  private Answer send(String to) {
    var printed = new Printed("Code", "text", "<p>text</p>");
    return mail.send(new Mail("Portcullis <security@portcullis.example>", to, "1@portcullis.example", printed, Instant.now()))
        .await().atMost(PATIENCE);
  }

  private static long asked(ForeignMailServer server) {
    return server.heard.stream().filter(line -> line.startsWith("RCPT")).count();
  }

  @Test
  void givenBothAreWell_thenTheFirstIsAsked_andTheSecondWhenThatRefuses() {
    send(ANN);
    send(ANN);
    assertThat(asked(providers.firstMail)).isEqualTo(2);
    assertThat(asked(providers.secondMail)).isZero();

    providers.firstMail.answersRecipients("550 5.1.1 No such mailbox");
    send(ANN);
    assertThat(asked(providers.secondMail)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"421 4.3.2 Closing", "451 4.3.0 Local error", "452 4.3.1 No room", "454 4.7.0 No TLS", ForeignMailServer.HANGS_UP})
  void givenTheFirstFails_thenTheNextTryAsksTheSecond_andAfterAMinuteTheFirstAgain(String answer) {
    providers.firstMail.answersRecipients(answer);
    // It may have been sent all the same: within one try no other server is asked.
    assertThatThrownBy(() -> send(ANN)).isInstanceOf(Exception.class);
    assertThat(asked(providers.secondMail)).isZero();

    send(ANN);
    assertThat(asked(providers.secondMail)).isEqualTo(1);
    clock.advance(Duration.ofSeconds(59));
    send(ANN);
    assertThat(asked(providers.secondMail)).isEqualTo(2);
    assertThat(asked(providers.firstMail)).isEqualTo(1);

    providers.firstMail.answersRecipients(TAKEN);
    clock.advance(Duration.ofSeconds(2));
    send(ANN);
    assertThat(asked(providers.firstMail)).isEqualTo(2);
    assertThat(asked(providers.secondMail)).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"450 4.2.0 Greylisted", "550 5.1.1 No such mailbox", "554 5.7.1 Your address is listed"})
  void givenTheFirstRefusesAMail_thenTheSecondIsAskedAtOnce_andTheFirstStaysTheFirst(String answer) {
    providers.firstMail.answersRecipients(answer);
    send(ANN);
    assertThat(asked(providers.secondMail)).isEqualTo(1);

    providers.firstMail.answersRecipients(TAKEN);
    send(ANN);
    assertThat(asked(providers.firstMail)).as("a mailbox that it refuses says nothing about the others").isEqualTo(2);
    assertThat(asked(providers.secondMail)).isEqualTo(1);
  }

  @Test
  void givenBothRefuse_thenEachIsAskedOnceInATry() {
    providers.firstMail.answersRecipients("550 5.1.1 No such mailbox");
    providers.secondMail.answersRecipients("550 5.1.1 No such mailbox");
    assertThatThrownBy(() -> send(ANN)).isInstanceOf(Exception.class);

    assertThat(asked(providers.firstMail)).isEqualTo(1);
    assertThat(asked(providers.secondMail)).isEqualTo(1);
  }

  @Test
  void givenOnlyTheSecondOffersSmtputf8_thenMailBeyondAsciiIsItsOwn() {
    providers.firstMail.offers("8BITMIME");
    assertThat(send(ZOE)).isEqualTo(Answer.TAKEN);
    assertThat(asked(providers.firstMail)).isZero();
    assertThat(asked(providers.secondMail)).isEqualTo(1);
  }

  @Test
  void givenNeitherThatIsWellOffersSmtputf8_thenTheOneThatDoesIsTriedAgainLater() {
    providers.firstMail.offers("8BITMIME");
    providers.secondMail.answersRecipients("451 4.3.0 Local error");
    assertThatThrownBy(() -> send(ZOE)).isInstanceOf(Exception.class);

    providers.secondMail.answersRecipients(TAKEN);
    assertThat(send(ZOE)).isEqualTo(Answer.TAKEN);
  }
}
