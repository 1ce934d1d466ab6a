package io.portcullis.acceptance.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.acceptance.Client;
import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import io.portcullis.acceptance.house.Sequence;
import io.portcullis.devstack.Service;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// A crowd comes while the keys that prove its tokens are still being fetched: all wait for one answer, and when it is
/// there, each must go on as who they are and not as whoever waited beside them.
@AgainstTheHouse
@Order(Sequence.FAULTS)
class BorrowedIdentityAttackTest {
  private static final int CUSTOMERS = 8;
  private static final int REQUESTS_EACH = 8;

  private final House house;

  BorrowedIdentityAttackTest(House house) {
    this.house = house;
  }

  @Test
  void borrowedIdentity_givenACrowdAtAServiceThatHasNoKeysYet_thenEveryoneIsWhoTheyAre() {
    List<Customer> crowd = Stream.generate(house::signedIn).limit(CUSTOMERS).toList();
    List<String> accounts = crowd.stream().map(BorrowedIdentityAttackTest::account).toList();
    house.suite().service(Service.AUTH.fullName()).restart();

    List<Client.Call> calls = IntStream.range(0, CUSTOMERS * REQUESTS_EACH)
        .mapToObj(number -> crowd.get(number % CUSTOMERS))
        .map(customer -> customer.client().get("/v1/account").bearer(customer.accessToken())).toList();
    var answers = Volley.of(calls).answers();

    for (int number = 0; number < answers.size(); number++) {
      assertThat(answers.get(number).status()).as(answers.get(number).body()).isEqualTo(200);
      assertThat(answers.get(number).json().path("accountId").asText()).isEqualTo(accounts.get(number % CUSTOMERS));
    }
  }

  private static String account(Customer customer) {
    return customer.read("/v1/account").json().path("accountId").asText();
  }
}
