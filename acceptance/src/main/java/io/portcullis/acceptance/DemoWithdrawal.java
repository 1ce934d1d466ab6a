package io.portcullis.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.acceptance.exchange.PortcullisCalls;
import io.portcullis.acceptance.exchange.PortcullisCalls.Told;
import io.portcullis.acceptance.exchange.Withdrawal;
import io.portcullis.acceptance.exchange.WithdrawalSystem;
import io.portcullis.acceptance.exchange.WithdrawalSystem.Entry;
import io.portcullis.acceptance.exchange.WithdrawalSystem.State;
import io.portcullis.devstack.Service;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// A withdrawal, by a customer and by the exchange's own system: proposed, shown, held, approved by a security key, executed once.
/// The system is the example that docs/money.md names.
final class DemoWithdrawal {
  private static final String SYSTEM = "withdrawals";
  private static final String PASSPHRASE = "583920";

  private final OwnMachine machine;
  private final Customer bob;
  private final Storyteller storyteller;
  private final List<Withdrawal> paid = new ArrayList<>();

  DemoWithdrawal(OwnMachine machine, Customer bob, Storyteller storyteller) {
    this.machine = machine;
    this.bob = bob;
    this.storyteller = storyteller;
  }

  private static Withdrawal halfABitcoin(String account) {
    return new Withdrawal(UUID.randomUUID().toString(), account, "BTC", "0.5", "bitcoin", "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq");
  }

  /// One worker of it, with the exchange's books as they were when it started.
  private WithdrawalSystem worker(Map<String, Entry> book) {
    return new WithdrawalSystem(new PortcullisCalls(machine.address(Service.AUTH), () -> machine.tokenOf(SYSTEM), this::show),
        paid::add, new HashMap<>(book));
  }

  private void show(HttpRequest request, Told told) {
    var answer = new Answer(told.answer().statusCode(), told.answer().headers().map(), told.answer().body());
    storyteller.exchange(new Exchange(request.method(), request.uri(), Map.of(),
        Optional.of(told.sent()).filter(sent -> !sent.isEmpty()).map(sent -> new Exchange.Body("application/json", sent)), answer));
  }

  void tell() {
    storyteller.chapter("Get ready to withdraw", "Another customer, Bob: a security key is his first factor, and six digits confirm what moves money.");
    bob.join();
    bob.signIn();
    bob.enrolSecurityKey("Bob's key");
    bob.stepUpByTouch();
    bob.client().put("/v1/trading-passphrase").bearer(bob.accessToken()).json(Map.of("passphrase", PASSPHRASE)).expect(204);
    String account = bob.read("/v1/account").json().path("accountId").asText();

    storyteller.chapter("Withdraw too early", "A thief would set a passphrase and withdraw at once. So money stays for a day, and the mail says until when.");
    storyteller.letter(bob.inbox().await(bob.identifier(), "the alert", letter -> letter.subject().contains("trading passphrase was set")));
    bob.read("/v1/holds");
    WithdrawalSystem system = worker(Map.of());
    Withdrawal early = halfABitcoin(account);
    approve(bob, asked(system, early));
    expect(State.WAITING, system.settle(early.number()));

    storyteller.chapter("Wait until the hold is over", "Three days go by: the demo moves the changes back in the databases. No service has a door for that.");
    machine.holdOut(account);
    bob.read("/v1/holds");

    withdraw(account);
  }

  /// Once nothing holds it.
  void withdraw(String account) {
    storyteller.chapter("Withdraw", "The exchange's system proposes; Bob reads what will be hashed; his key signs that very action.");
    WithdrawalSystem system = worker(Map.of());
    Withdrawal withdrawal = halfABitcoin(account);
    String approval = asked(system, withdrawal);
    bob.read("/v1/approvals/" + approval);
    approve(bob, approval);

    storyteller.chapter("Execute it, once", "The system hashes what it is about to pay. Another wish for the same approval is refused.");
    expect(State.PAID, system.settle(withdrawal.number()));
    Withdrawal copy = halfABitcoin(account);
    expect(State.REFUSED, worker(Map.of(copy.number(), new Entry(copy, approval, State.WAITING, Optional.empty()))).settle(copy.number()));
    if (!paid.contains(withdrawal) || paid.contains(copy)) {
      throw new Unexpected("paid was " + paid);
    }
  }

  private static String asked(WithdrawalSystem system, Withdrawal withdrawal) {
    return system.request(withdrawal).orElseThrow(() -> new Unexpected("the withdrawal was not taken: " + withdrawal));
  }

  private static void expect(State state, Entry settled) {
    if (settled.state() != state) {
      throw new Unexpected("the withdrawal was to be " + state + ": " + settled);
    }
  }

  /// With security key and trading passphrase.
  static Answer approve(Customer bob, String approval) {
    JsonNode asked = bob.client().post("/v1/approvals/" + approval + "/challenge").bearer(bob.accessToken()).json(Map.of()).expect(200).json();
    return bob.client().post("/v1/approvals/" + approval + "/approve").bearer(bob.accessToken()).json(Map.of("method", "webauthn",
        "credential", bob.securityKey().get(asked.path("publicKey")), "passphrase", PASSPHRASE)).expect(200);
  }
}
