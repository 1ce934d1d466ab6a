package io.portcullis.auth.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.auth.AuthTest;
import io.portcullis.auth.fixture.Client;
import io.portcullis.auth.fixture.Client.Answer;
import io.portcullis.auth.fixture.Customers;
import io.portcullis.auth.fixture.Customers.Customer;
import io.portcullis.testkit.ServiceTokenFiles;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What the support desk learns of an account (A-37).
@AuthTest
class DeskLookupTest {

  private static final String FIND = "/internal/desk/accounts/find";

  @Inject Customers customers;

  private static Client as(String service) {
    return Client.fromANewNetwork().bearer(ServiceTokenFiles.token(service, "auth-service"));
  }

  @Test
  void a37Addresses_givenAnExactIdentifier_thenTheAccountIsFound_andNoWholeAddressIsTold() {
    Customer customer = customers.active();
    String second = Customers.freshEmail();
    customers.alsoKnownAs(customer, second);

    Answer answer = as("recovery-service").post(FIND, Map.of("identifier", customer.identifier()));

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.text("accountId")).isEqualTo(customer.account().toString());
    assertThat(answer.json().path("identifiers")).hasSize(2);
    assertThat(answer.body()).contains("•••@").doesNotContain(customer.identifier(), second);
  }

  @Test
  void givenAnIdentifierThatNobodyHas_orThatIsNone_thenNotFound() {
    for (String nobody : new String[] {Customers.freshEmail(), "not an identifier", "%", "*@example.org"}) {
      assertThat(as("recovery-service").post(FIND, Map.of("identifier", nobody)).status()).as(nobody).isEqualTo(404);
    }
  }

  @Test
  void a37ForeignCaller_givenAnotherSystemOrNobody_thenRefused() {
    Map<String, String> wanted = Map.of("identifier", customers.active().identifier());

    assertThat(as("withdrawals").post(FIND, wanted).status()).isEqualTo(403);
    assertThat(Client.fromANewNetwork().post(FIND, wanted).status()).isEqualTo(401);
  }
}
