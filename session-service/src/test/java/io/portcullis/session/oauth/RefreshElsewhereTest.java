package io.portcullis.session.oauth;

import static io.portcullis.session.Phone.newAccount;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.AccountId;
import io.portcullis.session.OnStack;
import io.portcullis.session.Phone;
import io.portcullis.session.Phone.Tokens;
import io.portcullis.session.Rows;
import io.portcullis.session.Together;
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.TopicProbe;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A refresh that is repeated from another network: by a phone that lost the answer on its way off the Wi-Fi, or by a
/// thief with a copy of the token. Neither may end as the other deserves.
@OnStack
class RefreshElsewhereTest {

  private static final String HOME = "203.0.113.7";
  private static final String ELSEWHERE = "198.51.100.7";
  private static final String REPEATED_ELSEWHERE = "io.portcullis.session.refresh-repeated-elsewhere.v1";
  private static final String REUSED = "io.portcullis.session.refresh-token-reused.v1";

  @Inject Phone phone;
  @Inject Rows rows;
  @Inject TopicProbe topics;
  @Inject MutableClock clock;

  @AfterEach
  void backToNow() {
    clock.reset();
  }

  private static Response refresh(String token, String address) {
    return RestAssured.given().header("User-Agent", Phone.USER_AGENT).header("X-Forwarded-For", address)
        .formParam("grant_type", "refresh_token").formParam("refresh_token", token).post("/oauth2/token");
  }

  private static String refreshed(String token, String address) {
    return refresh(token, address).then().statusCode(200).extract().path("refresh_token");
  }

  private static String acr(Response answer) {
    String payload = answer.<String>path("access_token").split("\\.")[1];
    return new JsonPath(new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8)).getString("acr");
  }

  private void assertStolen(Tokens tokens) {
    assertThat(rows.endReason(tokens.session())).contains("REFRESH_TOKEN_REUSED");
    assertThat(topics.awaitType(tokens.account(), REUSED)).filteredOn(REUSED::equals).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"203.0.113.7, 203.0.113.8", "203.0.113.7, 198.51.100.7", "203.0.113.7, 2001:db8:1:1::7",
      "2001:db8:1:1::7, 2001:db8:1:2::7", "2001:db8:1:1::7, 203.0.113.7", "203.0.113.7, ::1"})
  void a07Retry_givenTheAnswerWasLost_whenThePhoneAsksAgainFromAnotherNetwork_thenItStaysSignedIn(String home, String elsewhere) {
    Tokens tokens = phone.signIn(newAccount());
    String lost = refreshed(tokens.refreshToken(), home);

    String heard = refreshed(tokens.refreshToken(), elsewhere);

    assertThat(heard).isNotEqualTo(lost);
    assertThat(rows.generation(tokens.session())).isEqualTo(1);
    assertThat(refreshed(tokens.refreshToken(), elsewhere)).as("the answer was lost there, too").isEqualTo(heard);
    assertThat(topics.awaitType(tokens.account(), REPEATED_ELSEWHERE)).filteredOn(REPEATED_ELSEWHERE::equals).hasSize(1);
    String next = refreshed(heard, elsewhere);
    assertThat(refresh(next, home).statusCode()).as("back at home").isEqualTo(200);
    assertThat(rows.endReason(tokens.session())).isEmpty();
  }

  @Test
  void a07Retry_givenAJourney_whenThePhoneChangesNetworksThreeTimesWithinOneGrace_thenItStaysSignedIn() {
    Tokens tokens = phone.signIn(newAccount());
    String heard = "";
    for (String address : List.of(HOME, ELSEWHERE, HOME, ELSEWHERE)) {
      heard = refreshed(tokens.refreshToken(), address);
    }
    assertThat(refresh(heard, ELSEWHERE).statusCode()).isEqualTo(200);
  }

  @Test
  void a07Flood_givenOneToken_whenItIsRepeatedFromEverMoreNetworks_thenTheFamilyEnds() {
    Tokens tokens = phone.signIn(newAccount());
    for (int i = 0; i <= RotateRefreshToken.MOST_CHANGES; i++) {
      refreshed(tokens.refreshToken(), "203.0.113." + i);
    }
    assertThat(refresh(tokens.refreshToken(), "203.0.113.200").statusCode()).isEqualTo(400);
    assertStolen(tokens);
  }

  @Test
  void a07Reuse_givenAThiefRepeatsTheOwnersRefreshFromElsewhere_whenTheOwnerComesAgain_thenTheFamilyEndsAndEverybodyIsTold() {
    Tokens tokens = phone.signIn(newAccount());
    String owners = refreshed(tokens.refreshToken(), HOME);
    Response thiefs = refresh(tokens.refreshToken(), ELSEWHERE);
    assertThat(thiefs.statusCode()).isEqualTo(200);

    assertThat(refresh(owners, HOME).statusCode()).isEqualTo(400);

    assertStolen(tokens);
    assertThat(refresh(thiefs.path("refresh_token"), ELSEWHERE).statusCode()).isEqualTo(400);
    assertThat(phone.check(thiefs.path("access_token")).statusCode()).isEqualTo(401);
  }

  @Test
  void a07Reuse_givenAThiefRefreshedFirst_whenTheOwnersRefreshTakesItsPlace_thenTheThiefsNextOneEndsTheFamily() {
    Tokens tokens = phone.signIn(newAccount());
    String thiefs = refreshed(tokens.refreshToken(), ELSEWHERE);
    String owners = refreshed(tokens.refreshToken(), HOME);

    assertThat(refresh(thiefs, ELSEWHERE).statusCode()).isEqualTo(400);

    assertStolen(tokens);
    assertThat(refresh(owners, HOME).statusCode()).isEqualTo(400);
  }

  @Test
  void a07Reuse_givenASuccessorThatWasReplaced_whenItComesAfterTheFamilyMovedOn_thenTheFamilyEnds() {
    Tokens tokens = phone.signIn(newAccount());
    String replaced = refreshed(tokens.refreshToken(), HOME);
    refreshed(refreshed(tokens.refreshToken(), ELSEWHERE), ELSEWHERE);

    assertThat(refresh(replaced, ELSEWHERE).statusCode()).isEqualTo(400);

    assertStolen(tokens);
  }

  @Test
  void a07Reuse_givenTheSuccessorWasUsed_whenTheOldTokenIsRepeatedFromElsewhere_thenTheFamilyEnds() {
    Tokens tokens = phone.signIn(newAccount());
    refreshed(refreshed(tokens.refreshToken(), HOME), HOME);

    assertThat(refresh(tokens.refreshToken(), ELSEWHERE).statusCode()).isEqualTo(400);

    assertStolen(tokens);
  }

  @Test
  void a07Reuse_givenTheGraceIsOver_whenTheTokenIsRepeatedFromElsewhere_thenTheFamilyEnds_andAChangeProlongsNothing() {
    clock.stop();
    Tokens tokens = phone.signIn(newAccount());
    refreshed(tokens.refreshToken(), HOME);
    rows.letPassSinceRefresh(tokens.session(), Duration.ofSeconds(20));
    refreshed(tokens.refreshToken(), ELSEWHERE);
    rows.letPassSinceRefresh(tokens.session(), Duration.ofSeconds(11));

    assertThat(refresh(tokens.refreshToken(), HOME).statusCode()).isEqualTo(400);

    assertStolen(tokens);
  }

  @Test
  void a07Race_givenManyRepeatsFromElsewhereAtOnce_thenAllGetOneSuccessorAndOneLeafLives() {
    Tokens tokens = phone.signIn(newAccount());
    refreshed(tokens.refreshToken(), HOME);

    List<Response> answers = Together.run(32, () -> refresh(tokens.refreshToken(), ELSEWHERE));

    assertThat(answers).allMatch(answer -> answer.statusCode() == 200);
    var successors = answers.stream().map(answer -> answer.<String>path("refresh_token")).collect(Collectors.toSet());
    assertThat(successors).hasSize(1);
    assertThat(topics.awaitType(tokens.account(), REPEATED_ELSEWHERE)).filteredOn(REPEATED_ELSEWHERE::equals).hasSize(1);
    assertThat(refresh(successors.iterator().next(), ELSEWHERE).statusCode()).isEqualTo(200);
  }

  @Test
  void a07Race_givenTheSuccessorIsUsedWhileTheOldTokenIsRepeatedElsewhere_thenNoTwoLeavesLive() {
    for (int round = 0; round < 10; round++) {
      Tokens tokens = phone.signIn(newAccount());
      String owners = refreshed(tokens.refreshToken(), HOME);

      List<Response> answers = Together.run(List.of(() -> refresh(owners, HOME), () -> refresh(tokens.refreshToken(), ELSEWHERE)));

      // Whoever came second ended the family, or was first and has its one leaf.
      boolean ended = rows.endReason(tokens.session()).isPresent();
      long live = answers.stream().filter(answer -> answer.statusCode() == 200)
          .filter(answer -> refresh(answer.path("refresh_token"), HOME).statusCode() == 200).count();
      assertThat(live).isLessThanOrEqualTo(ended ? 0 : 1);
    }
  }

  @Test
  void a31StepUp_givenARaisedSession_whenItsRefreshIsRepeatedFromElsewhere_thenWhatWasProvedStaysBehind() {
    AccountId account = newAccount();
    Tokens tokens = phone.signIn(account);
    assertThat(phone.elevate(tokens, "otp").path("outcome").toString()).isEqualTo("elevated");
    Response atHome = refresh(tokens.refreshToken(), HOME);
    assertThat(acr(atHome)).isEqualTo("aal2");

    Response elsewhere = refresh(tokens.refreshToken(), ELSEWHERE);

    assertThat(acr(elsewhere)).isEqualTo("aal1");
    assertThat(acr(refresh(elsewhere.path("refresh_token"), ELSEWHERE))).isEqualTo("aal1");
  }

  @Test
  void a07Reuse_givenAnotherKindOfClientElsewhere_whenItRepeatsTheRefresh_thenTheFamilyEnds() {
    Tokens tokens = phone.signIn(newAccount());
    refreshed(tokens.refreshToken(), HOME);
    assertThat(RestAssured.given().header("User-Agent", "curl/8.5.0").header("X-Forwarded-For", ELSEWHERE)
        .formParam("grant_type", "refresh_token").formParam("refresh_token", tokens.refreshToken()).post("/oauth2/token").statusCode())
        .isEqualTo(400);
    assertStolen(tokens);
  }

  @Test
  void back6Freeze_givenAFrozenAccount_whenTheRefreshIsRepeatedFromElsewhere_thenItIsRefused() {
    Tokens tokens = phone.signIn(newAccount());
    refreshed(tokens.refreshToken(), HOME);
    phone.tighten(tokens.account(), clock.instant(), true, "frozen");
    assertThat(refresh(tokens.refreshToken(), ELSEWHERE).statusCode()).isEqualTo(400);
  }
}
