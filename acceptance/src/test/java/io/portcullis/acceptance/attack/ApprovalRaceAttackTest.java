package io.portcullis.acceptance.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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

  private final House house;

  ApprovalRaceAttackTest(House house) {
    this.house = house;
  }

  private Call asWithdrawals(Client instance, String path) {
    return instance.post("/internal/approvals" + path).bearer(house.serviceToken("withdrawals", Service.AUTH));
  }

  @Test
  void a06_given64ConsumersAtTwoInstances_thenOneExecutes_inEveryRound() {
    house.secondAuth();
    List<Client> instances = house.atBothAuthServices(house.stranger());
    String account = "";
    for (int round = 0; round < ROUNDS; round++) {
      if (round % OF_ONE_CUSTOMER == 0) {
        Customer customer = house.signedIn();
        account = customer.read("/v1/account").json().path("accountId").asText();
      }
      JsonNode proposed = asWithdrawals(instances.getFirst(), "").json(Map.of("accountId", account, "authorizationDetails", Map.of(
          "type", "internal-transfer", "asset", "BTC", "amount", Integer.toString(round + 1), "recipient", "Bob"))).expect(201).json();
      String approval = proposed.path("approvalId").asText();
      // The approval itself is raced elsewhere; here it is given by hand.
      house.databases().age(Service.AUTH, ("update approval set state = 'approved', approved_at = now(), ends_at = now() + interval '5 min', "
          + "acr = 'aal2', amr = '{otp}', statement = 'none', account_epoch = 0 where id = '%s'").formatted(approval));

      Volley volley = Volley.of(IntStream.range(0, CONSUMERS).mapToObj(i -> asWithdrawals(instances.get(i % 2), "/" + approval + "/consume")
          .json(Map.of("actionHash", proposed.path("actionHash").asText()))).toList());

      assertThat(volley.count(200)).as("round %d", round).isEqualTo(1);
      assertThat(volley.count("approval-consumed") + volley.count(503)).isEqualTo(CONSUMERS - 1);
    }
  }
}
