package io.portcullis.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import org.junit.jupiter.api.Test;

/// What `./portcullis demo` shows is what happens.
@AgainstTheHouse
class DemoTest {
  private final House house;

  DemoTest(House house) {
    this.house = house;
  }

  @Test
  void givenTheDemo_thenEachStepGoesAsItSays() {
    assertThatCode(new Demo(house.client().origin(), Storyteller.silent())::tell).doesNotThrowAnyException();
  }

  @Test
  void safe10_givenTheDemo_thenAWithdrawalIsHeld_heldOut_approvedByAKey_andExecutedOnce() {
    Customer bob = house.newcomer();
    new DemoWithdrawal(OwnMachine.of(house.state(), house.client().origin()), bob, Storyteller.silent()).tell();
    house.awaitQuiet();
    assertThat(bob.read("/v1/activity").json().findValuesAsText("title")).containsSubsequence(
        "Approved action carried out", "Action approved", "Action not carried out: withdrawals are held", "Action approved");
  }
}
