package io.portcullis.session;

import static io.portcullis.session.Phone.newAccount;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.testkit.ForeignRequests;
import io.portcullis.testkit.ServiceTokenFiles;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What other clients than ours send.
@OnStack
class ForeignRequestsTest {

  @Inject Phone phone;

  private ForeignRequests requests;

  @BeforeEach
  void signIn() {
    String customer = phone.signIn(newAccount()).accessToken();
    requests = new ForeignRequests(path -> {
      if (path.startsWith("/internal/")) return Optional.of(Phone.operator());
      if (path.equals("/oauth2/introspect")) return Optional.of(ServiceTokenFiles.token("gateway", "session-service"));
      return path.startsWith("/v1/") || path.equals("/check") ? Optional.of(customer) : Optional.empty();
    });
  }

  @Test
  void lostAnswer_givenAnyAccept_thenEveryOperationAnswersInItsOneRepresentation() {
    requests.areAnsweredInOneRepresentation();
  }

  @Test
  void lostAnswer_givenAnyAccept_whenRefreshed_thenTheSuccessorIsInTheAnswer() {
    String token = phone.signIn(newAccount()).refreshToken();
    for (String accept : ForeignRequests.ACCEPT) {
      Response answer = given().header("User-Agent", Phone.USER_AGENT).header("Accept", accept)
          .formParam("grant_type", "refresh_token").formParam("refresh_token", token).post("/oauth2/token");
      assertThat(answer.statusCode()).as(accept).isEqualTo(200);
      assertThat(answer.contentType()).as(accept).startsWith("application/json");
      token = answer.path("refresh_token");
    }
  }

  @Test
  void lostAnswer_givenARefreshThatIsRefused_thenItsTokenIsStillTheCurrentOne() {
    String token = phone.signIn(newAccount()).refreshToken();
    String form = "grant_type=refresh_token&refresh_token=" + token;
    given().header("Content-Type", "text/plain").body(form).post("/oauth2/token").then().statusCode(415);
    given().header("Content-Type", "application/x-www-form-urlencoded;charset=utf-16").body(form).post("/oauth2/token")
        .then().statusCode(415);
    // Rotated, it would count as reused from a client of another kind.
    phone.refresh(token, "another client").then().statusCode(200);
  }

  @Test
  void untypedBody_givenEveryOperation_thenItIsRefused() {
    requests.refuseBodiesOfUnknownType();
  }

  @Test
  void a10_givenMalformedHeadersInEveryKindOfToken_thenEveryEntranceRefusesThemQuietly() {
    requests.refuseMalformedTokens();
  }
}
