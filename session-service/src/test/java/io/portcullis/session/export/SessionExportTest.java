package io.portcullis.session.export;

import static io.portcullis.session.Phone.newAccount;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.AccountId;
import io.portcullis.session.OnStack;
import io.portcullis.session.Phone;
import io.portcullis.session.Rows;
import io.portcullis.testkit.ServiceTokenFiles;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/// BACK-7: what session-service gives to an export.
@OnStack
class SessionExportTest {

  @Inject Phone phone;
  @Inject Rows rows;

  private static Response export(String caller, Object account) {
    return given().auth().oauth2(ServiceTokenFiles.token(caller, "session-service")).get("/internal/accounts/" + account + "/session-export");
  }

  @Test
  void back7_givenSessions_thenTheLiveOnesAndAllSignInsAreThere_andNoSecretIsAmongIt() throws SQLException {
    AccountId alice = newAccount();
    var ended = phone.signIn(alice);
    var live = phone.signIn(alice);
    given().auth().oauth2(live.accessToken()).delete("/v1/sessions/" + ended.session()).then().statusCode(204);

    Response answer = export("auth-service", alice);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.<Integer>path("sessions.size()")).isEqualTo(1);
    assertThat(answer.<Integer>path("devices.size()")).isEqualTo(2);
    assertThat(answer.<Integer>path("signIns.size()")).isPositive();
    assertThat(answer.<Integer>path("apiKeys.size()")).isZero();
    assertThat(answer.asString()).doesNotContain(live.refreshToken(), live.deviceToken(), live.accessToken(), live.session(), "score")
        .doesNotContain(rows.query("select encode(refresh_digest, 'hex') from session where account_id = ?", alice.value()))
        .doesNotContain(rows.query("select encode(token_digest, 'hex') from device where account_id = ?", alice.value()));
  }

  @Test
  void back7_givenAnUnknownAccount_anotherCaller_orNoAccount_thenNothingIsTold() {
    assertThat(export("auth-service", newAccount()).<Integer>path("devices.size()")).isZero();
    assertThat(export("auth-service", "nobody").statusCode()).isEqualTo(404);
    for (String caller : new String[] {"gateway", "operator", "recovery-service"}) {
      assertThat(export(caller, newAccount()).statusCode()).as(caller).isEqualTo(403);
    }
  }
}
