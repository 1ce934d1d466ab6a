package io.portcullis.recovery.recoverycase;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.RecoveryEvent.CaseCanceller;
import io.portcullis.contracts.RecoveryEvent.CaseReason;
import io.portcullis.recovery.question.CompareAnswers.Outcome;
import io.portcullis.recovery.recoverycase.CaseTable.Line;
import io.portcullis.recovery.recoverycase.CaseTable.Told;
import io.portcullis.recovery.recoverycase.RecoveryCase.Move;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What holds on every way through the table (BACK-3, A-36).
class CaseTableTest {

  private static final int WALKS = 20_000;
  private static final int STEPS = 60;
  private static final List<Told> ON_THE_WAY =
      List.of(Told.OPENED, Told.APPROVED, Told.WAIT_STARTED, Told.WAIT_ENDED, Told.COMPLETED);

  @Test
  void givenAStateAndAnAction_thenThereIsOneLineAtMost() {
    var seen = new HashSet<String>();
    assertThat(CaseTable.LINES).allSatisfy(line -> assertThat(seen.add(line.from() + " " + line.action())).isTrue());
    assertThat(CaseTable.LINES).noneMatch(line -> line.from().isOver());
  }

  /// One way through the table, by whoever tries whatever, at any time.
  private static final class Walk {

    private final Random random;
    private final RecoveryCase walked;
    private final List<Told> told = new ArrayList<>();
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private Instant waitBegan = Instant.MAX;
    private Instant waitEnded = Instant.MIN;
    /// Who did each action last.
    private final Map<CaseAction, Actor> by = new EnumMap<>(CaseAction.class);

    Walk(long seed) {
      random = new Random(seed);
      CaseReason reason = one(List.of(CaseReason.values()));
      walked = RecoveryCase.opened(new UUID(random.nextLong(), random.nextLong()), reason, CaseShare.STRANGERS, new byte[32], now);
      walked.openedBy = random.nextInt(3) == 0 ? "idp|a" : null;
      walked.highRisk = random.nextBoolean();
      // Whether the security questions were answered rightly decides nothing (BACK-4): what is asserted below holds either way.
      walked.answers = random.nextBoolean() ? null : one(List.of(Outcome.values()));
    }

    void go() {
      for (int i = 0; i < STEPS && !walked.state.isOver(); i++) {
        now = now.plus(Duration.ofMinutes(random.nextInt(12 * 60) - 30));
        step();
      }
    }

    private void step() {
      List<CaseAction> possible = CaseTable.LINES.stream().filter(line -> line.from() == walked.state).map(Line::action)
          // A walk that is cancelled or expired at once sees little.
          .filter(action -> action != CaseAction.CANCEL && action != CaseAction.EXPIRE && action != CaseAction.DISMISS
              || random.nextInt(20) == 0).toList();
      CaseAction action = possible.isEmpty() || random.nextInt(5) == 0 ? one(List.of(CaseAction.values())) : one(possible);
      if (action == CaseAction.RECOGNISE && walked.lookedUpAt == null) {
        walked.account = UUID.randomUUID();
      }
      Actor last = actor();
      if (walked.move(action, last, now) instanceof Move.Done(var line)) {
        if (line.told() != Told.NOBODY) {
          told.add(line.told());
        }
        by.put(action, last);
        if (line.starts() == CaseTable.Starts.WAIT) {
          waitBegan = now;
        }
        if (action == CaseAction.END_WAIT) {
          waitEnded = now;
        }
      }
    }

    private Actor actor() {
      return one(List.of(new Actor.Claimant(), new Actor.Owner(one(List.of(CaseCanceller.values()))), new Actor.Staff("idp|a", "x"),
          new Actor.Staff("idp|b", "x"), new Actor.Staff("idp|c", "x"), new Actor.Sweep(), new Actor.Sweep()));
    }

    private <T> T one(List<T> of) {
      return of.get(random.nextInt(of.size()));
    }
  }

  @Test
  void a36WeakestLink_givenAnyWayToCompleted_thenTwoOthersApproved_theWaitWasWhole_andEveryChannelWasTold() {
    var completed = new ArrayList<RecoveryCase>();
    for (long seed = 0; seed < WALKS; seed++) {
      var walk = new Walk(seed);
      walk.go();
      RecoveryCase end = walk.walked;
      if (end.state == CaseState.COMPLETING || end.state == CaseState.COMPLETED) {
        assertThat(end.proposedBy).as("seed %d", seed).isNotNull().isNotEqualTo(end.decidedBy).isNotEqualTo(end.openedBy);
        assertThat(end.decidedBy).as("seed %d", seed).isNotNull().isNotEqualTo(end.openedBy);
        boolean isLong = end.highRisk || end.reason == CaseReason.LOST_IDENTIFIER || end.reason == CaseReason.COMPROMISED_ACCOUNT;
        assertThat(Duration.between(walk.waitBegan, walk.waitEnded)).as("seed %d", seed)
            .isGreaterThanOrEqualTo(Duration.ofHours(isLong ? 72 : 24));
      }
      if (end.state == CaseState.COMPLETED) {
        assertThat(walk.told).as("seed %d", seed).containsSubsequence(ON_THE_WAY).containsOnlyOnce(Told.OPENED, Told.WAIT_ENDED, Told.COMPLETED);
        assertThat(List.of(CaseAction.END_WAIT, CaseAction.COMPLETE)).as("seed %d", seed)
            .allMatch(action -> walk.by.get(action) instanceof Actor.Sweep);
        assertThat(List.of(CaseAction.PROPOSE_APPROVAL, CaseAction.CONFIRM_APPROVAL)).as("seed %d", seed)
            .extracting(action -> ((Actor.Staff) walk.by.get(action)).person()).doesNotHaveDuplicates()
            .allMatch(person -> !person.equals(end.openedBy));
        completed.add(end);
      }
    }
    assertThat(completed).as("enough ways to the end were walked").hasSizeGreaterThan(WALKS / 25);
  }

  @Test
  void givenAnAccountThatIsNotKnown_thenTheStaffCanDoNothing_andTheCaseCanNotEndWell() {
    for (long seed = 0; seed < WALKS / 10; seed++) {
      var walk = new Walk(seed);
      walk.walked.goOnAsDecoy(walk.now);
      walk.go();
      assertThat(walk.walked.state).isNotIn(CaseState.APPROVAL_PROPOSED, CaseState.REJECTION_PROPOSED, CaseState.APPROVED,
          CaseState.COOLING_OFF, CaseState.COMPLETING, CaseState.COMPLETED);
    }
  }

  @Test
  void givenTheTable_thenTheDocumentDrawsIt() throws IOException {
    String drawn = drawing();
    Files.createDirectories(Path.of("target"));
    Files.writeString(Path.of("target/recovery-states.mmd"), drawn);
    assertThat(Files.readString(Path.of("../docs/recovery.md"))).as("target/recovery-states.mmd has the drawing").contains(drawn);
  }

  private static String drawing() {
    return "```mermaid\nstateDiagram-v2\n  [*] --> " + name(CaseState.OPENED) + ": open\n"
        + CaseTable.LINES.stream().map(CaseTableTest::arrow).collect(Collectors.joining())
        + List.of(CaseState.values()).stream().filter(CaseState::isOver).map(state -> "  " + name(state) + " --> [*]\n")
            .collect(Collectors.joining())
        + "```\n";
  }

  private static String arrow(Line line) {
    return "  %s --> %s: %s by %s%s%s\n".formatted(name(line.from()), name(line.to()), words(line.action()), words(line.who()),
        Optional.of(line.told()).filter(told -> told != Told.NOBODY).map(told -> ", owner told").orElse(""),
        Optional.of(line.starts()).filter(starts -> starts == CaseTable.Starts.WAIT).map(_ -> ", wait starts").orElse(""));
  }

  private static String name(CaseState state) {
    return state.name().toLowerCase(java.util.Locale.ROOT);
  }

  private static String words(Enum<?> value) {
    return value.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }
}
