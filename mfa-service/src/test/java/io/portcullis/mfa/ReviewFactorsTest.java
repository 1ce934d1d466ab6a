package io.portcullis.mfa;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.Customers.Customer;
import io.portcullis.testkit.ServiceTokenFiles;
import io.portcullis.testkit.StackResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// BACK-6: what the owner of a frozen account is shown of its factors, and takes away.
@QuarkusTest
@WithTestResource(value = StackResource.class, scope = TestResourceScope.GLOBAL)
class ReviewFactorsTest {

  @Inject Customers customers;
  @Inject Rows rows;

  private static RequestSpecification auth() {
    return given().auth().oauth2(ServiceTokenFiles.token("auth-service", "mfa-service"));
  }

  private static Response factors(AccountId account) {
    return auth().get("/internal/accounts/" + account + "/enrolled-factors");
  }

  private static int remove(AccountId account, String method, String factor) {
    return auth().queryParam("factor", factor).delete("/internal/accounts/" + account + "/enrolled-factors/" + method).statusCode();
  }

  @Test
  void a39ThiefsFactor_givenTwoApps_whenOneIsNotTheOwners_thenItIsGone_andNoRuleOfTheCustomerKeepsIt() {
    Customer alice = customers.withAuthenticator();
    Customer thief = customers.enrol(alice.account(), customers.token(alice.account(), "aal2", "pwd", "recovery-code"));
    assertThat(factors(alice.account()).<List<String>>path("factors.id"))
        .containsExactlyInAnyOrder(alice.authenticator(), thief.authenticator());
    assertThat(factors(alice.account()).<List<String>>path("factors.settledAt")).hasSize(2).doesNotContainNull();

    assertThat(remove(alice.account(), "totp", thief.authenticator())).isEqualTo(204);

    assertThat(factors(alice.account()).<List<String>>path("factors.id")).containsExactly(alice.authenticator());
    assertThat(remove(alice.account(), "totp", thief.authenticator())).isEqualTo(404);
  }

  @Test
  void back7_givenAClosedAccount_whenItIsErased_thenNothingOfItStays_andAgainChangesNothing() {
    Customer alice = customers.withAuthenticator();
    auth().contentType("application/json").body("{\"numbers\":[\"+447448392017\"]}")
        .put("/internal/accounts/" + alice.account() + "/own-numbers").then().statusCode(204);

    for (int asked = 0; asked < 2; asked++) {
      assertThat(auth().delete("/internal/accounts/" + alice.account() + "/enrolled-factors").statusCode()).isEqualTo(204);
    }

    assertThat(factors(alice.account()).<List<String>>path("factors")).isEmpty();
    for (String table : List.of("account", "totp_authenticator", "recovery_code", "guess_budget", "own_numbers")) {
      assertThat(rows.of("select 1 from " + table + " where account_id = $1", alice.account().value()).size()).as(table).isZero();
    }
  }

  @Test
  void givenAnotherAccountsFactor_anUnknownMethod_orNoService_thenNothingIsFound() {
    Customer alice = customers.withAuthenticator();
    AccountId bob = new AccountId(UUID.randomUUID());

    assertThat(remove(bob, "totp", alice.authenticator())).isEqualTo(404);
    assertThat(remove(alice.account(), "webauthn", alice.authenticator())).isEqualTo(404);
    assertThat(remove(alice.account(), "nothing", alice.authenticator())).isEqualTo(404);
    assertThat(remove(alice.account(), "totp", "none")).isEqualTo(400);
    assertThat(given().get("/internal/accounts/" + alice.account() + "/enrolled-factors").statusCode()).isEqualTo(401);
    assertThat(factors(alice.account()).<List<String>>path("factors.id")).containsExactly(alice.authenticator());
  }
}
