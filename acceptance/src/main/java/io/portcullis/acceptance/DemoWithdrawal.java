package io.portcullis.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.devstack.Service;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/// A withdrawal, by a customer and by the exchange's own system: proposed, shown, held, approved by a security key, executed once.
final class DemoWithdrawal {
  private static final String SYSTEM = "withdrawals";
  private static final String PASSPHRASE = "583920";
  private static final String AMOUNT = "0.5";
  private static final String ADDRESS = "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq";

  private final OwnMachine machine;
  private final Customer bob;
  private final Client exchange;
  private final Storyteller storyteller;

  DemoWithdrawal(OwnMachine machine, Customer bob, Storyteller storyteller) {
    this.machine = machine;
    this.bob = bob;
    this.exchange = bob.client().at(machine.address(Service.AUTH));
    this.storyteller = storyteller;
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
    String early = propose(account);
    approve(bob, early);
    consume(early, hash(account), 409);

    storyteller.chapter("Wait until the hold is over", "Three days go by: the demo moves the changes back in the databases. No service has a door for that.");
    machine.holdOut(account);
    bob.read("/v1/holds");

    withdraw(account);
  }

  /// Once nothing holds it.
  void withdraw(String account) {
    storyteller.chapter("Withdraw", "The exchange's system proposes; Bob reads what will be hashed; his key signs that very action.");
    String approval = propose(account);
    bob.read("/v1/approvals/" + approval);
    approve(bob, approval);

    storyteller.chapter("Execute it, once", "The system hashes what it is about to execute. The second time is refused.");
    consume(approval, hash(account), 200);
    consume(approval, hash(account), 409);
  }

  private String propose(String account) {
    return asExchange("", Map.of("accountId", account, "authorizationDetails", Map.of("type", "withdrawal", "asset", "BTC",
        "amount", AMOUNT, "network", "bitcoin", "address", ADDRESS))).expect(201).json().path("approvalId").asText();
  }

  /// With security key and trading passphrase.
  static Answer approve(Customer bob, String approval) {
    JsonNode asked = bob.client().post("/v1/approvals/" + approval + "/challenge").bearer(bob.accessToken()).json(Map.of()).expect(200).json();
    return bob.client().post("/v1/approvals/" + approval + "/approve").bearer(bob.accessToken()).json(Map.of("method", "webauthn",
        "credential", bob.securityKey().get(asked.path("publicKey")), "passphrase", PASSPHRASE)).expect(200);
  }

  private void consume(String approval, String hash, int status) {
    asExchange("/" + approval + "/consume", Map.of("actionHash", hash)).expect(status);
  }

  private Client.Call asExchange(String path, Map<String, ?> body) {
    return exchange.post("/internal/approvals" + path).bearer(machine.tokenOf(SYSTEM)).json(body);
  }

  /// What docs/money.md says an exchange hashes: its keys stand in the order of RFC 8785.
  private static String hash(String account) {
    String canonical = ("{\"accountId\":\"%s\",\"authorizationDetails\":{\"address\":\"%s\",\"amount\":\"%s\",\"asset\":\"BTC\","
        + "\"network\":\"bitcoin\",\"type\":\"withdrawal\"}}").formatted(account, ADDRESS, AMOUNT);
    try {
      return Base64.getUrlEncoder().withoutPadding().encodeToString(
          MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
