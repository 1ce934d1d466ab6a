package io.portcullis.acceptance.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.acceptance.Answer;
import io.portcullis.acceptance.Eventually;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import io.portcullis.acceptance.house.RequiredTool;
import io.portcullis.acceptance.house.Sequence;
import io.portcullis.devstack.Service;
import io.portcullis.devstack.ServiceProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// Attack A-34: two instances of session-service whose clocks differ, and one whose clock is set while it runs.
@AgainstTheHouse
@Order(Sequence.FAULTS)
class ClockFaultTest {
  private static final int SECOND_PORT = 28097;
  private static final Duration AHEAD = Duration.ofSeconds(90);
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final House house;
  private final FakedClock clock = new FakedClock();
  private Optional<ServiceProcess> second = Optional.empty();
  private Instance right;
  private Instance ahead;

  ClockFaultTest(House house) {
    this.house = house;
  }

  @BeforeEach
  void startASecond() {
    Path library = RequiredTool.orSkip(FakedClock.library(), "no libfaketime on this machine: apt-get install faketime");
    clock.set(AHEAD);
    second = Optional.of(house.suite().startAnother(Service.SESSION.fullName(), SECOND_PORT, clock.environment(library)));
    right = Instance.first(house);
    ahead = Instance.of(house, second.get());
  }

  @AfterEach
  void stopTheSecond() {
    second.ifPresent(ServiceProcess::stop);
  }

  @Test
  void a34Skew_thenTokensOfEitherAreGoodAtBoth() {
    for (Instance opener : List.of(right, ahead)) {
      var session = opener.open();
      goodAtBoth(session.accessToken());
      String refreshToken = session.refreshToken();
      for (Instance next : List.of(ahead, right, right, ahead)) {
        Answer refreshed = next.refresh(refreshToken);
        assertThat(refreshed.status()).isEqualTo(200);
        goodAtBoth(refreshed.json().path("access_token").asText());
        refreshToken = refreshed.json().path("refresh_token").asText();
      }
    }
  }

  @Test
  void a34Skew_givenALostAnswer_whenThePhoneAsksTheOtherInstance_thenItGetsTheSameSuccessorAndIsNotSignedOut() {
    for (List<Instance> way : List.of(List.of(right, ahead), List.of(ahead, right))) {
      var session = right.open();
      String lost = way.getFirst().refresh(session.refreshToken()).json().path("refresh_token").asText();

      Answer retry = way.getLast().refresh(session.refreshToken());

      assertThat(retry.status()).isEqualTo(200);
      assertThat(retry.json().path("refresh_token").asText()).isEqualTo(lost);
      assertThat(way.getLast().refresh(lost).status()).isEqualTo(200);
    }
  }

  @Test
  void a34Step_givenTokensThatExpiredOrWereRevokedOrReplaced_whenTheClockIsSetBack_thenNoneOfThemLivesAgain() {
    var expired = right.open();
    var revokedHere = ahead.open();
    var revokedThere = ahead.open();
    var replaced = ahead.open();
    ahead.signOut(revokedHere.accessToken());
    right.signOut(revokedThere.accessToken());
    String current = ahead.refresh(replaced.refreshToken()).json().path("refresh_token").asText();
    assertThat(ahead.refresh(current).status()).isEqualTo(200);
    Eventually.holds(PATIENCE, "either knows of both endings", () -> Stream.of(right, ahead)
        .noneMatch(instance -> instance.passes(revokedHere.accessToken()) || instance.passes(revokedThere.accessToken())));
    assertThat(ahead.passes(expired.accessToken())).isTrue();
    clock.set(Duration.ofMinutes(6));
    assertThat(ahead.passes(expired.accessToken())).isFalse();

    clock.set(Duration.ofMinutes(-10));

    assertThat(ahead.passes(expired.accessToken())).isFalse();
    assertThat(ahead.passes(revokedHere.accessToken())).isFalse();
    assertThat(ahead.passes(revokedThere.accessToken())).isFalse();
    assertThat(ahead.refresh(replaced.refreshToken()).status()).isEqualTo(400);
    assertThat(right.passes(expired.accessToken())).as("a clock that was right all the time").isTrue();
  }

  @Test
  void a34Step_givenAnElevationThatWasSeenToBeOver_whenTheClockIsSetBack_thenItStaysOverAtBoth() {
    var session = right.open();
    assertThat(acr(right, right.elevate(session))).isEqualTo("aal2");
    Answer raised = ahead.refresh(session.refreshToken());
    assertThat(acr(ahead, raised.json().path("access_token").asText())).isEqualTo("aal2");

    clock.set(Duration.ofMinutes(16));
    Answer over = ahead.refresh(raised.json().path("refresh_token").asText());
    assertThat(acr(ahead, over.json().path("access_token").asText())).isEqualTo("aal1");

    clock.set(Duration.ofMinutes(-10));
    for (Instance instance : List.of(right, ahead)) {
      over = instance.refresh(over.json().path("refresh_token").asText());
      assertThat(acr(right, over.json().path("access_token").asText())).isEqualTo("aal1");
    }
  }

  @Test
  void a34Step_givenAFreezeAndAReset_whenClocksDifferAndAreSetBack_thenNeitherEndsEarly() {
    String frozen = UUID.randomUUID().toString();
    opened(ahead.opening(frozen, Instant.now()));
    String reset = UUID.randomUUID().toString();
    Instant beforeTheReset = Instant.now();
    opened(right.opening(reset, beforeTheReset));

    ahead.tighten(frozen, Instant.now(), "frozen");
    right.tighten(reset, Instant.now(), "password-reset");

    for (int round = 0; round < 2; round++) {
      for (Instance instance : List.of(right, ahead)) {
        assertThat(refusal(instance.opening(frozen, Instant.now()))).isEqualTo("barred");
        assertThat(refusal(instance.opening(reset, beforeTheReset))).isEqualTo("stale-evidence");
        assertThat(refusal(instance.opening(reset, Instant.now()))).as("new proof, on a device that is not known").isEqualTo("unusual-sign-in");
      }
      clock.set(Duration.ofMinutes(-10));
    }
  }

  @Test
  void a34Order_givenTheClockThatIsAheadOpensAndTheOtherEnds_thenTheEventsStandInTheOrderOfWhatHappened() {
    var session = ahead.open();
    right.signOut(session.accessToken());
    house.awaitQuiet();

    var events = house.topics().records("portcullis.security-events").stream()
        .filter(record -> session.account().equals(record.key())).toList();

    assertThat(events).extracting(record -> header(record, "ce_type"))
        .containsExactly("io.portcullis.session.session-established.v1", "io.portcullis.session.session-revoked.v1");
    assertThat(events).extracting(record -> Instant.parse(header(record, "ce_time"))).as("what the clocks made of it")
        .satisfies(times -> assertThat(times.getFirst()).isAfter(times.getLast()));
  }

  private void goodAtBoth(String accessToken) {
    assertThat(List.of(right, ahead)).allMatch(instance -> instance.passes(accessToken));
  }

  private static String acr(Instance instance, String accessToken) {
    return instance.check().of(accessToken).header("X-Portcullis-Acr").orElse("none");
  }

  private static void opened(Answer answer) {
    assertThat(answer.json().path("outcome").asText()).as(answer.body()).isEqualTo("opened");
  }

  private static String refusal(Answer answer) {
    return answer.json().path("reason").asText();
  }

  private static String header(ConsumerRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }
}
