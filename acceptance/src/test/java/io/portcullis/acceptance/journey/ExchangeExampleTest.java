package io.portcullis.acceptance.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.exchange.PortcullisCalls;
import io.portcullis.acceptance.exchange.Release;
import io.portcullis.acceptance.exchange.Withdrawal;
import io.portcullis.acceptance.exchange.WithdrawalSystem;
import io.portcullis.acceptance.exchange.WithdrawalSystem.Entry;
import io.portcullis.acceptance.exchange.WithdrawalSystem.State;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import io.portcullis.devstack.Service;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// SAFE-6, SAFE-10: the example of a withdrawal system that docs/money.md tells newcomers to copy does what the document says.
@AgainstTheHouse
class ExchangeExampleTest {
  private static final String PASSPHRASE = "583920";
  private static final int WORKERS = 16;

  private final House house;
  private final Map<String, Entry> book = new ConcurrentHashMap<>();
  private final Set<String> paid = ConcurrentHashMap.newKeySet();

  ExchangeExampleTest(House house) {
    this.house = house;
  }

  private WithdrawalSystem system(URI authService) {
    var calls = new PortcullisCalls(authService, () -> house.serviceToken("withdrawals", Service.AUTH), (_, _) -> { });
    return new WithdrawalSystem(calls, withdrawal -> paid.add(withdrawal.number() + " to " + withdrawal.address()), book);
  }

  private WithdrawalSystem system() {
    return system(house.address(Service.AUTH));
  }

  private static Withdrawal to(String address, String account) {
    return new Withdrawal(UUID.randomUUID().toString(), account, "BTC", "0.25", "bitcoin", address);
  }

  private static Withdrawal withdrawal(String account) {
    return to("bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq", account);
  }

  private Customer owner() {
    Customer customer = house.signedIn();
    customer.enrolSecurityKey("key");
    customer.stepUpByTouch();
    customer.client().put("/v1/trading-passphrase").bearer(customer.accessToken()).json(Map.of("passphrase", PASSPHRASE)).expect(204);
    return customer;
  }

  private static String account(Customer customer) {
    return customer.read("/v1/account").json().path("accountId").asText();
  }

  private static void approve(Customer customer, String approval) {
    JsonNode asked = customer.client().post("/v1/approvals/" + approval + "/challenge").bearer(customer.accessToken()).json(Map.of())
        .expect(200).json();
    customer.client().post("/v1/approvals/" + approval + "/approve").bearer(customer.accessToken()).json(Map.of(
        "method", "webauthn", "credential", customer.securityKey().get(asked.path("publicKey")), "passphrase", PASSPHRASE)).expect(200);
  }

  @Test
  void safe6_givenAnApprovedWithdrawal_andManyWorkersAtOnce_thenItIsPaidOnce_andBeforeItsCustomerSaysSoItIsNot() throws Exception {
    Customer customer = owner();
    house.holdsAreOver(account(customer));
    WithdrawalSystem system = system();
    Withdrawal withdrawal = withdrawal(account(customer));
    String approval = system.request(withdrawal).orElseThrow();
    assertThat(system.request(withdrawal)).as("asked for again with its number").contains(approval);
    assertThat(system.settle(withdrawal.number()).state()).isEqualTo(State.WAITING);
    assertThat(paid).isEmpty();

    approve(customer, approval);
    var settled = new ArrayList<Future<Entry>>();
    try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, WORKERS).forEach(_ -> settled.add(workers.submit(() -> system.settle(withdrawal.number()))));
    }
    for (Future<Entry> worker : settled) {
      assertThat(worker.get().state()).isIn(State.PAID, State.WAITING);
    }
    assertThat(system.settle(withdrawal.number()).state()).isEqualTo(State.PAID);
    assertThat(paid).containsExactly(withdrawal.number() + " to " + withdrawal.address());
  }

  @Test
  void safe6_givenSomebodyChangedTheExchangesOwnBooks_orADeclinedOne_thenNothingIsPaid() {
    Customer customer = owner();
    house.holdsAreOver(account(customer));
    WithdrawalSystem system = system();
    Withdrawal withdrawal = withdrawal(account(customer));
    String approval = system.request(withdrawal).orElseThrow();
    approve(customer, approval);
    var meddled = new Withdrawal(withdrawal.number(), withdrawal.account(), "BTC", "0.25", "bitcoin", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4");
    book.put(withdrawal.number(), new Entry(meddled, approval, State.WAITING, book.get(withdrawal.number()).last()));
    Entry refused = system.settle(withdrawal.number());
    assertThat(refused.state()).isEqualTo(State.REFUSED);
    assertThat(refused.last().orElseThrow()).isInstanceOfSatisfying(Release.Refused.class,
        why -> assertThat(why.problem()).isEqualTo("another-action-approved"));

    Withdrawal unwanted = withdrawal(account(customer));
    String declined = system.request(unwanted).orElseThrow();
    customer.client().post("/v1/approvals/" + declined + "/decline").bearer(customer.accessToken()).json(Map.of()).expect(204);
    assertThat(system.settle(unwanted.number()).state()).isEqualTo(State.REFUSED);
    assertThat(paid).isEmpty();
  }

  @Test
  void safe10_givenAHold_thenNothingIsPaid_byApprovalOrByKey_untilItIsOver() {
    Customer customer = owner();
    String account = account(customer);
    WithdrawalSystem system = system();
    Withdrawal withdrawal = withdrawal(account);
    Withdrawal byKey = withdrawal(account);
    approve(customer, system.request(withdrawal).orElseThrow());
    Entry held = system.settle(withdrawal.number());
    assertThat(held.state()).isEqualTo(State.WAITING);
    for (Release release : List.of(held.last().orElseThrow(), system.payForApiKey(byKey))) {
      assertThat(release).isInstanceOfSatisfying(Release.Refused.class, why -> {
        assertThat(why.problem()).isEqualTo("withdrawals-held");
        assertThat(why.until()).isPresent();
      });
    }
    assertThat(paid).isEmpty();

    house.holdsAreOver(account);
    assertThat(system.settle(withdrawal.number()).state()).isEqualTo(State.PAID);
    assertThat(system.payForApiKey(byKey)).isInstanceOf(Release.Granted.class);
    assertThat(paid).hasSize(2);
  }

  @Test
  void ops2_givenNobodyAnswers_orATextThatIsNoDetail_thenNothingIsPaid_andNothingIsLost() {
    Customer customer = owner();
    house.holdsAreOver(account(customer));
    Withdrawal withdrawal = withdrawal(account(customer));
    system().request(withdrawal).orElseThrow();
    WithdrawalSystem alone = system(URI.create("http://127.0.0.1:1"));
    assertThat(alone.settle(withdrawal.number()).state()).isEqualTo(State.WAITING);
    assertThat(alone.request(withdrawal(account(customer)))).isEmpty();
    assertThat(alone.payForApiKey(withdrawal)).isInstanceOf(Release.Unknown.class);
    assertThat(system().request(to("no address\n", account(customer)))).isEmpty();
    assertThat(paid).isEmpty();
  }
}
