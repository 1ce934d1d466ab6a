package io.portcullis.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import io.portcullis.devstack.Service;
import io.portcullis.devstack.ServiceProcess;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What `./portcullis demo` shows is what happens.
@AgainstTheHouse
class DemoTest {
  private static final int EDGE = 28093;

  private final House house;

  DemoTest(House house) {
    this.house = house;
  }

  @Test
  void givenTheDemo_thenEachStepGoesAsItSays() {
    assertThatCode(new Demo(house.client().origin(), Storyteller.silent())::tell).doesNotThrowAnyException();
  }

  @Test
  void safe10_givenTheDemo_thenAWithdrawalIsHeld_heldOut_approvedByAKey_andExecutedOnce_andAProgramsKeyIsMadeAndEnded() {
    Customer bob = house.newcomer();
    new DemoWithdrawal(OwnMachine.of(house.state(), house.client().origin()), bob, Storyteller.silent()).tell();
    ServiceProcess edge = house.suite().startAnother(Service.SESSION.fullName(), EDGE, Map.of(
        "PORTCULLIS_CHECK_RULES_0__PATH", "/api", "PORTCULLIS_CHECK_RULES_0__API_KEY_SCOPE", "read"));
    try {
      new DemoApiKey(bob, URI.create("http://127.0.0.1:" + EDGE), URI.create(house.origin()), Storyteller.silent()).tell();
    } finally {
      edge.stop();
    }
    house.awaitQuiet();
    assertThat(bob.read("/v1/activity").json().findValuesAsText("title")).containsSubsequence(
        "API key deleted", "API key created", "Approved action carried out", "Action approved", "Action not carried out: withdrawals are held", "Action approved");
  }

  @Test
  void back3_givenTheDemo_thenALostPhoneEndsInTradingAgain() {
    Customer bob = house.newcomer();
    OwnMachine machine = OwnMachine.of(house.state(), house.client().origin());
    new DemoWithdrawal(machine, bob, Storyteller.silent()).tell();
    assertThatCode(new DemoLostPhone(machine, bob, house.stranger(), Storyteller.silent())::tell).doesNotThrowAnyException();
  }
}
