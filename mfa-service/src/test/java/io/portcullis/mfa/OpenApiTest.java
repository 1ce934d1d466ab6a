package io.portcullis.mfa;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.testkit.StackResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = StackResource.class, scope = TestResourceScope.GLOBAL)
class OpenApiTest {

  @Test
  void everyOperationSaysWhatItDoesAndThatItMayAnswerAProblem() {
    JsonPath api = given().get("/q/openapi?format=json").then().statusCode(200).extract().jsonPath();
    Map<String, Map<String, Map<String, Object>>> paths = api.getMap("paths");

    assertThat(paths).containsOnlyKeys("/internal/accounts/{id}/methods",
        "/internal/accounts/{id}/factors/take-back", "/internal/accounts/{id}/enrolled-factors",
        "/internal/accounts/{id}/enrolled-factors/{method}", "/internal/accounts/{id}/own-numbers", "/internal/accounts/{id}/password-proofs", "/internal/accounts/{id}/protection-changes",
        "/internal/accounts/{id}/removals", "/internal/accounts/{id}/factor-export", "/internal/accounts/{id}/spent-addresses", "/v1/mfa/removals/{id}",
        "/internal/challenges", "/internal/challenges/{id}/prepare", "/internal/challenges/{id}/verify",
        "/internal/passkeys", "/internal/passkeys/{id}/verify", "/v1/mfa", "/v1/mfa/email", "/v1/mfa/email/confirm",
        "/v1/mfa/sms", "/v1/mfa/sms/confirm", "/v1/mfa/recovery-codes", "/v1/mfa/totp", "/v1/mfa/totp/confirm",
        "/v1/trading-passphrase", "/internal/accounts/{id}/trading-passphrase/reset",
        "/internal/accounts/{id}/trading-passphrase/verify", "/v1/mfa/totp/{id}", "/v1/mfa/webauthn", "/v1/mfa/webauthn/options", "/v1/mfa/webauthn/{id}");
    paths.values().stream().flatMap(path -> path.values().stream()).forEach(operation -> {
      assertThat((String) operation.get("summary")).isNotBlank();
      assertThat((List<?>) operation.get("tags")).isNotEmpty();
      assertThat(((Map<?, ?>) operation.get("responses")).containsKey("default")).isTrue();
    });
  }

  @Test
  void valuesStandAsTheyAreOnTheWire() {
    JsonPath api = given().get("/q/openapi?format=json").then().statusCode(200).extract().jsonPath();

    assertThat(api.getList("components.schemas.Method.enum")).containsExactly("webauthn", "totp", "email", "sms", "recovery-code");
    assertThat(api.getList("components.schemas.Purpose.enum")).containsExactly("sign-in", "step-up", "action", "sign-in-confirmation");
    assertThat(api.getList("components.schemas.Proved.required")).contains("outcome", "amr", "method");
    assertThat(api.getList("components.schemas.Proved.properties.outcome.enum")).containsExactly("proved");
  }
}
