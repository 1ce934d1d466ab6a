package io.portcullis.acceptance.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.acceptance.Answer;
import io.portcullis.acceptance.Client;
import io.portcullis.acceptance.Client.Call;
import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import io.portcullis.devstack.Service;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Consumers of one approval at two instances of auth-service. `-Dportcullis.rounds` says how often; 1000 for a night.
@AgainstTheHouse
class ApprovalRaceAttackTest {
  private static final int ROUNDS = Integer.getInteger("portcullis.rounds", 10);
  private static final int CONSUMERS = 64;
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

  // The approval itself is raced elsewhere.
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
