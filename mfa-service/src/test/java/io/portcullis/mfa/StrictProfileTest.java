package io.portcullis.mfa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;

import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.Customers.Customer;
import io.portcullis.testkit.CustomerTokens;
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.StackResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(StrictProfileTest.Strict.class)
@WithTestResource(value = StackResource.class, scope = TestResourceScope.GLOBAL)
class StrictProfileTest {

  public static class Strict implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("portcullis.assurance-profile", "strict");
    }
  }

  @Inject Customers customers;
  @Inject Confirmations confirmations;
  @Inject CustomerTokens tokens;
  @Inject Messages messages;
  @Inject MutableClock clock;
  @Inject Rows rows;

  @AfterEach
  void realTime() {
    clock.reset();
  }

  @Test
  void downgrade_givenTheStrictProfile_thenNoAddressCanBeEnrolled() {
    AccountId account = customers.withoutFactor();
    customers.putEmail(tokens.of(account), Customers.emailAddress())
        .then().statusCode(409).body("type", endsWith(":factor-not-admitted"));
    customers.putSms(tokens.of(account), Customers.phoneNumber(), true)
        .then().statusCode(409).body("type", endsWith(":factor-not-admitted"));
    assertThat(messages.present(account)).isEmpty();
  }

  @Test
  void downgrade_givenAddressesOfAnEarlierProfile_thenTheyAreNeitherOfferedNorAccepted() {
    Customer alice = customers.withAuthenticator();
    for (String method : new String[] {"email", "sms"}) {
      rows.of("insert into code_address (account_id, method, sealed_address, beside_stronger, confirmed_at) "
          + "values ($1, $2, 'k.x', true, now())", alice.account().value(), method);
    }
    assertThat(customers.methods(alice.account())).containsExactly("totp", "recovery-code");
    String challenge = customers.challenge(alice.account());
    for (String method : new String[] {"email", "sms"}) {
      assertThat(customers.prepare(challenge, alice.account(), method).getString("outcome")).isEqualTo("not-offered");
      assertThat(customers.verify(challenge, alice, method, "123456").getString("outcome")).isEqualTo("not-offered");
    }
    assertThat(customers.overview(alice.account()).getBoolean("email.accepted")).isFalse();
    customers.removeAddress(customers.strong(alice.account()), "email").then().statusCode(204);
  }

  @Test
  void strictProfile_asksAboutAnUnusualSignInAllTheSame_sinceThatCodeIsNoFactor() {
    AccountId account = customers.withoutFactor();
    String address = Customers.emailAddress();
    String challenge = confirmations.challenge(account, address);
    String code = confirmations.send(challenge, account, address);
    assertThat(confirmations.outcome(challenge, account, address, code)).isEqualTo("proved");
    assertThat(customers.methods(account)).isEmpty();
  }

  @Test
  void strictProfile_takesTheCodeOfTheCurrentTimeStepAlone() {
    Customer alice = customers.withAuthenticator();
    String earlier = customers.code(alice);
    clock.advance(Customers.STEP);
    assertThat(customers.outcome(alice, "totp", earlier)).isEqualTo("refused");
    assertThat(customers.outcome(alice, "totp", customers.code(alice))).isEqualTo("proved");
  }
}
