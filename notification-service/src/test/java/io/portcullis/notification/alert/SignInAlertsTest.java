package io.portcullis.notification.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.AuthEvent.PasswordFailures;
import io.portcullis.contracts.GuessPlace;
import io.portcullis.contracts.MfaEvent.AuthenticatorType;
import io.portcullis.contracts.MfaEvent.VerificationThrottled;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.contracts.SessionEvent.SessionEstablished;
import io.portcullis.notification.OnTheStack;
import io.portcullis.notification.OtherServices;
import io.portcullis.notification.Tables;
import io.portcullis.testkit.Mailbox;
import io.portcullis.testkit.Mailbox.Delivered;
import io.portcullis.testkit.MutableClock;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// One sign-in and its failed factors are one letter (SAFE-3).
@QuarkusTest
@OnTheStack
@TestProfile(SignInAlertsTest.Waiting.class)
class SignInAlertsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final String NAMED = "Around the same time";
  private static final String WRONG_PASSWORDS = "Many wrong passwords were entered";
  private static final String WRONG_CODES = "Too many wrong codes were entered";

  public static class Waiting implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("portcullis.alerts.attempts-wait", "10m");
    }
  }

  @Inject OtherServices others;
  @Inject Tables tables;
  @Inject MutableClock clock;

  private final Mailbox mailbox = new Mailbox();
  private OtherServices.Person owner;

  @BeforeEach
  void anOwner() {
    owner = others.aPerson();
    Awaitility.await().atMost(PATIENCE).until(() ->
        tables.count("select count(*) from contact where account_id = $1", owner.account().value()) == 1);
  }

  @AfterEach
  void realTime() {
    clock.reset();
  }

  private void tell(SecurityEvent event) {
    others.publish(event);
    Awaitility.await().atMost(PATIENCE).until(() ->
        tables.count("select count(*) from kept_alert where event_id = $1", event.id().value()) == 1);
  }

  private PasswordFailures wrongPasswords(GuessPlace place) {
    return new PasswordFailures(OtherServices.anEvent(), owner.account(), Instant.now(), 10, Optional.of(place));
  }

  private VerificationThrottled wrongCodes(GuessPlace place) {
    return new VerificationThrottled(OtherServices.anEvent(), owner.account(), Instant.now(), AuthenticatorType.TOTP, Optional.of(place));
  }

  private SessionEstablished signIn() {
    return Samples.alerting(owner.account()).stream().filter(SessionEstablished.class::isInstance).map(SessionEstablished.class::cast)
        .findFirst().orElseThrow();
  }

  private List<String> subjects() {
    return mailbox.to(owner.email()).stream().map(Delivered::subject).toList();
  }

  private long owed() {
    return tables.count("select count(*) from delivery where account_id = $1", owner.account().value());
  }

  private void theWaitIsOver() {
    clock.advance(Duration.ofMinutes(11));
  }

  @Test
  void safe3_givenWrongPasswordsAndCodes_whenASignInFollows_thenOneMailTellsAll_atOnce() {
    tell(wrongPasswords(GuessPlace.SIGN_IN));
    tell(wrongCodes(GuessPlace.SIGN_IN));
    assertThat(subjects()).as("failed attempts wait").isEmpty();
    tell(signIn());

    Delivered mail = mailbox.await(owner.email(), 1).getFirst();
    assertThat(mail.subject()).isEqualTo("New sign-in to your account");
    assertThat(mail.text()).contains(NAMED, WRONG_PASSWORDS, WRONG_CODES);
    theWaitIsOver();
    assertThat(owed()).as("nothing else is owed").isOne();
  }

  @Test
  void safe3_givenWrongPasswordsAndCodesAlone_thenOneMailTellsBoth_inTheWordsOfWhoKnowsThePassword() {
    // The topics of two services keep no order between them.
    tell(wrongCodes(GuessPlace.SIGN_IN));
    tell(wrongPasswords(GuessPlace.SIGN_IN));
    assertThat(owed()).isOne();
    assertThat(subjects()).isEmpty();
    theWaitIsOver();

    Delivered mail = mailbox.await(owner.email(), 1).getFirst();
    assertThat(mail.subject()).isEqualTo(WRONG_CODES);
    assertThat(mail.text()).contains("Only a person who knows your password gets that far", NAMED, WRONG_PASSWORDS);
  }

  @Test
  void safe3_givenABurstAlone_thenItIsTold_andWhatFollowsLaterIsToldByItself() {
    tell(wrongPasswords(GuessPlace.SIGN_IN));
    theWaitIsOver();
    assertThat(mailbox.await(owner.email(), 1).getFirst().text()).doesNotContain(NAMED);

    tell(signIn());
    assertThat(mailbox.await(owner.email(), 2).getLast().text()).doesNotContain(NAMED);
  }

  @Test
  void safe3_givenWhoIsSignedInGuesses_thenThatIsNoPartOfASignIn_andNeverWaits() {
    tell(wrongPasswords(GuessPlace.SESSION));
    tell(wrongCodes(GuessPlace.SESSION));
    tell(signIn());

    assertThat(mailbox.await(owner.email(), 3)).allSatisfy(mail -> assertThat(mail.text()).doesNotContain(NAMED));
  }

  @Test
  void safe3_givenTheLetterIsBeingSent_whenASignInFollows_thenEachIsTold() {
    tell(wrongPasswords(GuessPlace.SIGN_IN));
    tables.rows("update delivery set tries = 1 where account_id = $1", owner.account().value());
    tell(signIn());

    assertThat(mailbox.await(owner.email(), 1).getFirst().text()).doesNotContain(NAMED);
    theWaitIsOver();
    mailbox.await(owner.email(), mail -> mail.subject().equals(WRONG_PASSWORDS));
  }

  @Test
  void safe3_givenAttemptsWait_whenTheAppLists_thenEachFactStandsForItself() {
    tell(wrongPasswords(GuessPlace.SIGN_IN));
    tell(signIn());

    AccountId account = owner.account();
    assertThat(tables.count("select count(*) from kept_alert where account_id = $1", account.value())).isEqualTo(2);
  }
}
