package io.portcullis.acceptance;

import java.time.Duration;

/// A lost phone: its owner opens a case, two members of the staff approve it, a day passes, and the owner trades again.
final class DemoLostPhone {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final OwnMachine machine;
  private final Customer bob;
  private final Client newPhone;
  private final SupportDesk desk;
  private final Storyteller storyteller;

  /// @param bob who can approve withdrawals, and loses what he does that with
  DemoLostPhone(OwnMachine machine, Customer bob, Client newPhone, Storyteller storyteller) {
    this.machine = machine;
    this.bob = bob;
    this.newPhone = newPhone;
    this.desk = new SupportDesk(newPhone.at(machine.desk()), newPhone.at(machine.staffIssuer()));
    this.storyteller = storyteller;
  }

  void tell() {
    String account = bob.read("/v1/account").json().path("accountId").asText();

    storyteller.chapter("Lose the phone", "Bob has no other factor and no recovery code. Without being signed in he opens a case. A stranger gets the same answer.");
    OpenedCase opened = OpenedCase.open(newPhone, bob.identifier(), "second-factor");
    storyteller.letter(letter("asked to recover your account"));
    opened.submit();

    storyteller.chapter("Two persons decide", "The support desk has a listener of its own. Rita proposes to approve. She can't confirm that herself; Omar does.");
    // One person may not decide often: each demo has its own.
    String rita = "rita-" + Identifier.random();
    expect(desk.show(rita, opened), 200);
    expect(desk.proposeApproval(rita, opened), 204);
    expect(desk.confirmApproval(rita, opened), 403);
    expect(desk.confirmApproval("omar-" + Identifier.random(), opened), 204);

    storyteller.chapter("Wait for a day", "Bob is told at every step, and each mail has a link that cancels the case. The demo moves the wait back in the database: no service has a door for that.");
    becomes(opened, "cooling-off");
    opened.inspect();
    machine.waitOut(opened.id());
    becomes(opened, "completed");
    opened.inspect();

    storyteller.chapter("Come back", "The lost factor is gone, all sessions have ended. One link, for one day, sets a new password.");
    Letter link = bob.inbox().await(bob.identifier(), "the link", letter -> letter.linksTo("/recovery/password"));
    storyteller.letter(link);
    Customer back = bob.onAnotherDevice(newPhone);
    back.setPasswordWith(link.linkToken(), Identifier.password());
    back.signIn();
    back.enrolSecurityKey("Bob's new key");
    back.stepUpByTouch();

    storyteller.chapter("Trade again", "After a recovery, withdrawals are held for two days. The demo moves these, too.");
    back.read("/v1/holds");
    machine.holdOut(account);
    new DemoWithdrawal(machine, back, storyteller).withdraw(account);
  }

  private Letter letter(String subject) {
    return bob.inbox().await(bob.identifier(), subject, letter -> letter.subject().contains(subject));
  }

  private static void becomes(OpenedCase opened, String state) {
    var looking = new OpenedCase(Client.of(opened.client().origin()), opened.id(), opened.token());
    Eventually.holds(PATIENCE, "the case is " + state, () -> looking.state().equals(state));
  }

  private static void expect(Answer answer, int status) {
    if (answer.status() != status) throw new Unexpected("the desk answered %d: %s".formatted(answer.status(), answer.body()));
  }
}
