package io.portcullis.session.apikey;

import static io.portcullis.session.Phone.newAccount;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.session.OnStack;
import io.portcullis.session.Phone;
import io.portcullis.session.apikey.Programs.Call;
import io.portcullis.session.apikey.SignedRequestOutageTest.WithoutRedis;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Redis is away, and with it the memory of what counted.
@OnStack
@TestProfile(WithoutRedis.class)
class SignedRequestOutageTest {

  public static class WithoutRedis extends WithApi {
    @Override
    public Map<String, String> getConfigOverrides() {
      var config = super.getConfigOverrides();
      // Nobody listens there.
      config.put("quarkus.redis.hosts", "redis://127.0.0.1:9");
      return config;
    }
  }

  @Inject Phone phone;
  @Inject Programs programs;

  @Test
  void a41Replay_givenNobodyRemembers_thenNoSignedRequestCounts_andTokensGoOn() {
    var owner = phone.signIn(newAccount());
    var program = programs.ed25519(owner, programs.fields("read"));
    Call orders = Call.get("/api/orders");

    Response answer = Programs.check(orders, programs.message(program, orders));

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isNotBlank();
    assertThat(RestAssured.given().auth().oauth2(owner.accessToken()).header("X-Forwarded-Method", "GET")
        .header("X-Forwarded-Uri", "/api/profile").get("/check").statusCode()).isEqualTo(200);
  }
}
