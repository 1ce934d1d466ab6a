package io.portcullis.mfa;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.mfa.Customers.Customer;
import io.portcullis.testkit.ServiceTokenFiles;
import io.portcullis.testkit.StackResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// BACK-7: what mfa-service gives to an export.
@QuarkusTest
@WithTestResource(value = StackResource.class, scope = TestResourceScope.GLOBAL)
class FactorExportTest {

  @Inject Customers customers;
  @Inject Rows rows;

  private static Response export(Object account) {
    return given().auth().oauth2(ServiceTokenFiles.token("auth-service", "mfa-service")).get("/internal/accounts/" + account + "/factor-export");
  }

  @Test
  void back7_givenFactors_thenTheyAreNamed_andNoSecretIsAmongIt() {
    Customer alice = customers.withAuthenticator();
    rows.of("insert into trading_passphrase (account_id, digest, changed_at) values ($1, 'canary', now())", alice.account().value());
    String sealed = rows.of("select sealed_secret from totp_authenticator where account_id = $1", alice.account().value()).getFirst().getString(0);
    String digest = rows.of("select digest from recovery_code where account_id = $1", alice.account().value()).getFirst().getString(0);

    Response answer = export(alice.account());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.<Integer>path("authenticatorApps.size()")).isEqualTo(1);
    assertThat(answer.<Integer>path("recoveryCodes.left")).isEqualTo(alice.recoveryCodes().size());
    assertThat(answer.<String>path("tradingPassphraseChangedAt")).isNotBlank();
    assertThat(answer.asString()).doesNotContain(sealed, digest, "canary").doesNotContain(alice.recoveryCodes());
  }

  @Test
  void back7_givenAnAccountWithoutFactors_thenThePartIsThereAndEmpty() {
    Response answer = export(UUID.randomUUID());
    assertThat(answer.<Integer>path("authenticatorApps.size()")).isZero();
    assertThat(answer.asString()).doesNotContain("recoveryCodes");
    assertThat(export("nobody").statusCode()).isEqualTo(404);
    assertThat(given().get("/internal/accounts/" + UUID.randomUUID() + "/factor-export").statusCode()).isEqualTo(401);
  }
}
