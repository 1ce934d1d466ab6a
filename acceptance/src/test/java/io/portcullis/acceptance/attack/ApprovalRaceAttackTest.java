package io.portcullis.acceptance.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.acceptance.Answer;
import io.portcullis.acceptance.Client;
import io.portcullis.acceptance.Client.Call;
import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.SecurityKey;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import io.portcullis.devstack.Service;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/// Approvers and consumers of one approval at two instances of auth-service. `-Dportcullis.rounds` says how often; 1000 for a night.
@AgainstTheHouse
class ApprovalRaceAttackTest {
  private static final int ROUNDS = Integer.getInteger("portcullis.rounds", 10);
  private static final int CONSUMERS = 64;
  private static final String PASSPHRASE = "583920";
  private static final int OF_ONE_CUSTOMER = 50;
  /// Two proposals a round, sixty an hour.
  private static final int OF_ONE_RACER = 25;

  private final House house;

  ApprovalRaceAttackTest(House house) {
    this.house = house;
  }

  private Call asWithdrawals(Client instance, String path) {
    return instance.post("/internal/approvals" + path).bearer(house.serviceToken("withdrawals", Service.AUTH));
  }

  // The approval itself is raced by a test of its own.
  private void approveByHand(String approval, String session) {
    house.databases().age(Service.AUTH, ("update approval set state = 'approved', approved_at = now(), ends_at = now() + interval '5 min', "
        + "acr = 'aal2', amr = '{otp}', statement = 'none', account_epoch = 0, session_id = '%s' where id = '%s'").formatted(session, approval));
  }

  private record Approved(String id, String hash) {}

  private Approved approved(Client instance, Customer customer, int number) {
    JsonNode proposed = asWithdrawals(instance, "").json(Map.of("accountId", account(customer), "authorizationDetails", Map.of(
        "type", "internal-transfer", "asset", "BTC", "amount", Integer.toString(number), "recipient", "Bob"))).expect(201).json();
    approveByHand(proposed.path("approvalId").asText(), customer.held().sessionId());
    return new Approved(proposed.path("approvalId").asText(), proposed.path("actionHash").asText());
  }

  private static String account(Customer customer) {
    return customer.read("/v1/account").json().path("accountId").asText();
  }

  /// The change is mfa-service's, the money auth-service's: two databases, and one order all the same.
  @Test
  void a38_givenANewTradingPassphraseAndAWithdrawalInTheSameMoment_thenTheMoneyLeftBefore_orIsHeld_inEveryRound() {
    house.secondAuth();
    List<Client> instances = house.atBothAuthServices(house.stranger());
    Customer customer = null;
    for (int round = 0; round < ROUNDS; round++) {
      if (round % OF_ONE_RACER == 0) {
        customer = house.signedIn();
        customer.enrolSecurityKey("key");
        customer.stepUpByTouch();
      }
      house.holdsAreOver(account(customer));
      Approved raced = approved(instances.getFirst(), customer, 2 * round + 1);
      Approved after = approved(instances.getFirst(), customer, 2 * round + 2);
      Call change = customer.client().put("/v1/trading-passphrase").bearer(customer.accessToken())
          .json(Map.of("passphrase", round % 2 == 0 ? "583920" : "720549"));

      Volley volley = Volley.of(List.of(change, consuming(instances.get(round % 2), raced)));

      assertThat(volley.answers().getFirst().status()).as("round %d", round).isEqualTo(204);
      Answer consumed = volley.answers().getLast();
      assertThat(consumed.status() == 200 || consumed.problem().equals("withdrawals-held")).as("round %d: %s", round, consumed.body()).isTrue();
      // Its answer is out: from here on nothing leaves, at either instance.
      for (Client instance : instances) {
        assertThat(consuming(instance, after).send().problem()).as("round %d", round).isEqualTo("withdrawals-held");
      }
    }
  }

  /// One session, and a security key that approves in it.
  private record Approver(Customer session, SecurityKey key) {

    private JsonNode challenge(Client instance, String approval) {
      return instance.post("/v1/approvals/" + approval + "/challenge").bearer(session.accessToken()).json(Map.of("method", "webauthn"))
          .expect(200).json().path("publicKey");
    }

    private Call approving(Client instance, String approval, JsonNode signed) {
      return instance.post("/v1/approvals/" + approval + "/approve").bearer(session.accessToken())
          .json(Map.of("method", "webauthn", "credential", signed, "passphrase", PASSPHRASE));
    }
  }

  /// With a key of its own: a counter that two sessions move at once looks like a copy of the key.
  private Approver another(Customer owner) {
    Customer session = owner.onAnotherDevice(house.stranger());
    session.signInWithPasskey();
    var key = new SecurityKey(URI.create(house.origin()));
    JsonNode begun = session.client().post("/v1/mfa/webauthn/options").bearer(session.accessToken()).json(Map.of("name", "another key"))
        .expect(200).json();
    session.client().post("/v1/mfa/webauthn").bearer(session.accessToken()).json(Map.of(
        "registrationId", begun.path("registrationId").asText(), "credential", key.create(begun.path("publicKey")))).expect(201);
    return new Approver(session, key);
  }

  /// Five right passphrases at once would be as many as make it wait: they are counted before they are compared.
  private List<Approver> threeApprovers() {
    Customer owner = house.signedIn();
    owner.enrolSecurityKey("key");
    owner.stepUpByTouch();
    owner.client().put("/v1/trading-passphrase").bearer(owner.accessToken()).json(Map.of("passphrase", PASSPHRASE)).expect(204);
    List<Approver> approvers = List.of(new Approver(owner, owner.securityKey()), another(owner), another(owner));
    house.databases().age(Service.MFA, "update webauthn_credential set created_at = created_at - interval '3 days' where account_id = '%s'"
        .formatted(account(owner)));
    house.holdsAreOver(account(owner));
    return approvers;
  }

  @Test
  void safe6_given64ApprovalsOfOneProposal_byThreeSessionsAtTwoInstances_thenOneIsGiven_withOneStatement_inEveryRound() {
    house.secondAuth();
    List<Client> instances = house.atBothAuthServices(house.stranger());
    List<Approver> approvers = List.of();
    var approvals = new ArrayList<String>();
    String account = "";
    for (int round = 0; round < ROUNDS; round++) {
      if (round % OF_ONE_RACER == 0) {
        approvers = threeApprovers();
        account = account(approvers.getFirst().session());
      }
      JsonNode proposed = asWithdrawals(instances.getFirst(), "").json(Map.of("accountId", account, "authorizationDetails", Map.of(
          "type", "internal-transfer", "asset", "BTC", "amount", Integer.toString(round + 1), "recipient", "Bob"))).expect(201).json();
      String approval = proposed.path("approvalId").asText();
      approvals.add(approval);
      var attempts = new ArrayList<Call>();
      for (Approver approver : approvers) {
        JsonNode signed = approver.key().get(approver.challenge(instances.get(round % 2), approval));
        // The same answer many times, and the right answers of three sessions: each instance gets some of all.
        IntStream.range(0, CONSUMERS / approvers.size() + 1).forEach(i -> attempts.add(approver.approving(instances.get(i % 2), approval, signed)));
      }
      Collections.shuffle(attempts, new Random(round));

      Volley volley = Volley.of(attempts.subList(0, CONSUMERS));

      assertThat(volley.count(200)).as("round %d", round).isEqualTo(1);
      // A key's answer that was shown before counts as a wrong one.
      assertThat(Stream.of("approval-given", "approval-challenge-ended", "code-refused").mapToLong(volley::count).sum() + volley.count(503))
          .as("round %d: %s", round, volley.answers()).isEqualTo(CONSUMERS - 1);
      String statement = volley.answers().stream().filter(answer -> answer.status() == 200).findFirst().orElseThrow().json().path("statement").asText();
      assertThat(house.databases().column(Service.AUTH, "select statement from approval where id = '%s' and state = 'approved'".formatted(approval)))
          .as("round %d", round).containsExactly(statement);
      Call consume = consuming(instances.get(round % 2), new Approved(approval, proposed.path("actionHash").asText()));
      assertThat(consume.expect(200).json().path("statement").asText()).isEqualTo(statement);
      assertThat(consume.send().problem()).isEqualTo("approval-consumed");
    }
    house.awaitQuiet();
    for (String approval : approvals) {
      assertThat(granted(approval)).as("told once, %s", approval).isEqualTo(1);
    }
  }

  private long granted(String approval) {
    return house.topics().records("portcullis.security-events").stream()
        .filter(record -> header(record, "ce_type").endsWith(".approval-granted.v1"))
        .filter(record -> new String(record.value(), StandardCharsets.UTF_8).contains(approval))
        .map(record -> header(record, "ce_id")).distinct().count();
  }

  private static String header(ConsumerRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  private Call consuming(Client instance, Approved approved) {
    return asWithdrawals(instance, "/" + approved.id() + "/consume").json(Map.of("actionHash", approved.hash()));
  }

  @Test
  void a06_given64ConsumersAtTwoInstances_thenOneExecutes_inEveryRound() {
    house.secondAuth();
    List<Client> instances = house.atBothAuthServices(house.stranger());
    String account = "";
    String session = "";
    for (int round = 0; round < ROUNDS; round++) {
      if (round % OF_ONE_CUSTOMER == 0) {
        Customer customer = house.signedIn();
        account = account(customer);
        session = customer.held().sessionId();
      }
      JsonNode proposed = asWithdrawals(instances.getFirst(), "").json(Map.of("accountId", account, "authorizationDetails", Map.of(
          "type", "internal-transfer", "asset", "BTC", "amount", Integer.toString(round + 1), "recipient", "Bob"))).expect(201).json();
      String approval = proposed.path("approvalId").asText();
      approveByHand(approval, session);

      Volley volley = Volley.of(IntStream.range(0, CONSUMERS).mapToObj(i -> asWithdrawals(instances.get(i % 2), "/" + approval + "/consume")
          .json(Map.of("actionHash", proposed.path("actionHash").asText()))).toList());

      assertThat(volley.count(200)).as("round %d", round).isEqualTo(1);
      assertThat(volley.count("approval-consumed") + volley.count(503)).isEqualTo(CONSUMERS - 1);
    }
  }
}
