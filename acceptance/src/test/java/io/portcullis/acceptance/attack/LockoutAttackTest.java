package io.portcullis.acceptance.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.acceptance.Answer;
import io.portcullis.acceptance.Client;
import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Attack A-13: failing on purpose, so that the owner can't get in.
@AgainstTheHouse
class LockoutAttackTest {
  private static final int NETWORKS = 20;
  /// Enough from each network to be past every limit of strangers.
  private static final int BEFORE_THE_OWNER_COMES = 15;
  private static final Duration ATTACK = Duration.ofMinutes(1);

  private final House house;

  LockoutAttackTest(House house) {
    this.house = house;
  }

  @Test
  void a13Lockout_givenAStrangerFailsFromTwentyNetworksForAMinute_whenTheOwnerComes_thenEveryWayInIsOpen()
      throws Exception {
    Customer owner = house.signedIn();
    owner.enrolSecurityKey("key");
    List<Client> networks = Stream.generate(house::stranger).limit(NETWORKS).toList();
    var over = new AtomicBoolean();
    var begun = new CountDownLatch(NETWORKS);
    try (ExecutorService stranger = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> attacks = networks.stream()
          .map(network -> stranger.submit(() -> failUntil(over, begun, network, owner.identifier()))).toList();
      try {
        assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
        long end = System.nanoTime() + ATTACK.toNanos();
        comesEveryWay(owner);
        while (System.nanoTime() < end) {
          comesOnTheKnownDevice(owner);
        }
        comesEveryWay(owner);
      } finally {
        over.set(true);
      }
      for (Future<Boolean> attack : attacks) {
        assertThat(attack.get()).as("nobody got in, and each was asked for a puzzle").isTrue();
      }
    }
  }

  // Not in each round: an account has twenty known devices, and the oldest gives way to a new one.
  private void comesEveryWay(Customer owner) {
    comesOnTheKnownDevice(owner);
    Customer elsewhere = owner.onAnotherDevice(house.client());
    assertThat(elsewhere.touch(elsewhere.offerPassword().secondFactor()).acr()).as("a new device").isEqualTo("phr");
    assertThat(elsewhere.puzzlesSolved()).as("the attack is on").isEqualTo(1);
    Customer withPasskey = owner.onAnotherDevice(house.client());
    assertThat(withPasskey.signInWithPasskey().acr()).as("a passkey").isEqualTo("phr");
    assertThat(withPasskey.puzzlesSolved()).isZero();
  }

  private static void comesOnTheKnownDevice(Customer owner) {
    int before = owner.puzzlesSolved();
    assertThat(owner.touch(owner.offerPassword().secondFactor()).acr()).as("a known device").isEqualTo("phr");
    assertThat(owner.puzzlesSolved()).as("puzzles that a known device was asked for").isEqualTo(before);
  }

  @Test
  void a13Lockout_givenAStrangerFailsFromOneAddress_whenTheOwnerComesOnANewDevice_thenASolvedPuzzleIsAllItTakes() {
    Customer owner = house.signedIn();
    Client stranger = house.client();
    for (int i = 0; i < 60; i++) {
      guess(stranger, owner.identifier(), i);
    }
    Customer elsewhere = owner.onAnotherDevice(house.client());
    assertThat(elsewhere.confirm(elsewhere.offerPassword().confirmation()).acr()).isEqualTo("aal1");
  }

  private boolean failUntil(AtomicBoolean over, CountDownLatch begun, Client network, String victim) {
    boolean puzzled = false;
    for (int i = 0; !over.get(); i++) {
      Answer answer = guess(network, victim, i);
      puzzled |= answer.status() == 200 && answer.json().path("status").asText().equals("human-verification");
      if (answer.status() == 200 && answer.json().has("accessToken")) {
        return false;
      }
      if (i == BEFORE_THE_OWNER_COMES) {
        begun.countDown();
      }
    }
    return puzzled;
  }

  private static Answer guess(Client from, String identifier, int i) {
    return from.post("/v1/sign-in").json(Map.of("identifier", identifier, "password", "guess number " + i)).send();
  }
}
