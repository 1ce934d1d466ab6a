package io.portcullis.recovery;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import java.util.Map;
import org.junit.jupiter.api.Test;

@RecoveryTest
class OpenApiTest {

  @Test
  void givenTheDocument_thenItPromisesEveryCall_andKeepsThePagesOut() {
    JsonPath api = given().accept("application/json").get("/q/openapi").jsonPath();

    assertThat(api.<Map<String, Object>>get("paths").keySet()).containsExactlyInAnyOrder(
        "/v1/recovery/password", "/v1/recovery/password/inspect", "/v1/recovery/password/code", "/v1/recovery/freeze", "/v1/recovery/removals/cancel",
        "/v1/recovery/compromised", "/v1/recovery/state", "/v1/recovery/way-back", "/v1/recovery/way-back/factor",
        "/v1/recovery/way-back/factor/prepare", "/v1/recovery/way-back/password", "/v1/recovery/way-back/items",
        "/v1/recovery/way-back/items/{kind}/{id}", "/v1/recovery/way-back/unfreeze",
        "/v1/recovery/security-questions", "/v1/recovery/case-answers", "/v1/recovery/case-knowledge", "/v1/recovery/case-factor",
        "/v1/recovery/cases", "/v1/recovery/cases/inspect", "/v1/recovery/cases/submit", "/v1/recovery/cases/evidence", "/v1/recovery/cases/link",
        "/v1/recovery/cases/cancel", "/v1/recovery/cases/own");
    assertThat(api.<Map<String, Object>>get("paths.'/v1/recovery/password'.post.responses")).containsKeys("202", "default");
    assertThat(api.<Map<String, Object>>get("paths.'/v1/recovery/password'.put.responses")).containsKeys("204", "default");
    assertThat(api.<Map<String, Object>>get("paths.'/v1/recovery/freeze'.post.responses")).containsKeys("204", "default");
    assertThat(api.<Map<String, Object>>get("paths.'/v1/recovery/removals/cancel'.post.responses")).containsKeys("204", "default");
    assertThat(api.<Map<String, Object>>get("components.schemas")).containsKeys("LiveLink", "Acknowledged", "NewPassword");
  }
}
