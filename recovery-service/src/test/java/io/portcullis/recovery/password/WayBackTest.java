package io.portcullis.recovery.password;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.Address;
import io.portcullis.recovery.AuthServiceDouble;
import io.portcullis.recovery.RecoveryTest;
import io.portcullis.recovery.account.Reachable;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.testkit.MutableClock;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// BACK-6: the guided way back into a frozen account. Beside the links that it begins with.
@RecoveryTest
class WayBackTest {

  private static final int FREEZE = 7;

  @Inject SentLinks sent;
  @Inject LinkAfterRecovery afterRecovery;
  @Inject MutableClock clock;
  @Inject Postgres postgres;
  AuthServiceDouble auth;

  private final Forgetful alice = Forgetful.someone();

  @BeforeEach
  void frozen() {
    auth.knows(alice.account(), alice.identifier(), "frozen", "email", alice.identifier());
    auth.isFrozen(alice.account(), FREEZE);
  }

  @AfterEach
  void backToRealTime() {
    clock.reset();
  }

  private String link() {
    Recovery.request(alice).then().statusCode(202);
    return sent.awaitToken(alice.account(), 1);
  }

  private static Response begin(String link) {
    return given().contentType(ContentType.JSON).body(Map.of("token", link)).post("/v1/recovery/way-back");
  }

  private static RequestSpecification at(String wayBack) {
    return given().contentType(ContentType.JSON).header("Way-Back", wayBack);
  }

  private static Response factor(String wayBack, String code) {
    return at(wayBack).body(Map.of("method", "totp", "code", code)).post("/v1/recovery/way-back/factor");
  }

  private static Response password(String wayBack) {
    return at(wayBack).body(Map.of("password", Recovery.NEW_PASSWORD)).put("/v1/recovery/way-back/password");
  }

  private static Response answer(String wayBack, String item, boolean mine) {
    return at(wayBack).body(Map.of("mine", mine)).put("/v1/recovery/way-back/items/" + item);
  }

  private static Response unfreeze(String wayBack) {
    return at(wayBack).post("/v1/recovery/way-back/unfreeze");
  }

  private static String next(String wayBack) {
    return at(wayBack).get("/v1/recovery/state").path("next");
  }

  private static void assertProblem(Response answer, int status, String slug) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
    assertThat(answer.<String>path("type")).isEqualTo("urn:portcullis:problem:" + slug);
  }

  private String reviewing() {
    String wayBack = begin(link()).path("wayBack");
    factor(wayBack, AuthServiceDouble.RIGHT_CODE).then().statusCode(204);
    password(wayBack).then().statusCode(204);
    return wayBack;
  }

  @Test
  void back6_givenALinkAndAnOldFactor_whenTheOwnerGoesAllTheWay_thenTheAccountIsOpenedOnce_andEachStepTellsTheNext() {
    Response begun = begin(link());
    begun.then().statusCode(201);
    String wayBack = begun.path("wayBack");
    assertThat(begun.<String>path("step")).isEqualTo("factor");
    assertThat(begun.<List<String>>path("methods")).containsExactly("totp");
    assertThat(next(wayBack)).isEqualTo("factor");
    factor(wayBack, AuthServiceDouble.RIGHT_CODE).then().statusCode(204);
    assertThat(next(wayBack)).isEqualTo("password");
    password(wayBack).then().statusCode(204);
    assertThat(next(wayBack)).isEqualTo("review");
    assertThat(at(wayBack).get("/v1/recovery/way-back/items").<List<String>>path("items.kind")).containsExactly("identifier", "totp", "device");

    answer(wayBack, "identifier/1", true).then().statusCode(204);
    answer(wayBack, "totp/2", true).then().statusCode(204);
    assertProblem(unfreeze(wayBack), 409, "review-incomplete");
    answer(wayBack, "device/3", false).then().statusCode(204);
    auth.has(alice.account(), "identifier/1", "totp/2");
    unfreeze(wayBack).then().statusCode(204);

    assertThat(next(wayBack)).isEqualTo("done");
    assertThat(auth.removed(alice.account())).singleElement().satisfies(call -> assertThat(call.getUrl()).endsWith("/items/device/3"));
    String passwordOrder = auth.passwordOrders(alice.account()).getFirst().getBodyAsString();
    assertThat(auth.unfreezeOrders(alice.account())).singleElement().satisfies(order -> {
      String body = order.getBodyAsString();
      assertThat(body).contains("\"version\":" + FREEZE);
      String request = body.replaceAll(".*\"passwordRequest\":\"([^\"]+)\".*", "$1");
      assertThat(passwordOrder).contains("\"requestId\":\"" + request + "\"");
    });
    assertProblem(unfreeze(wayBack), 409, "step-out-of-turn");
  }

  @Test
  void back6_givenTheLinkOfACompletedCase_thenItStandsForTheOldFactor_once_andAllElseIsAsked() {
    var owner = new Reachable(alice.account(), new Address(Address.Channel.EMAIL, alice.identifier()), "en", Optional.of(8));
    String link = afterRecovery.handOver(UUID.randomUUID(), owner, LinkOrigin.CASE).await().atMost(Duration.ofSeconds(20)).orElseThrow().reveal();

    Response begun = begin(link);
    begun.then().statusCode(201);
    String wayBack = begun.path("wayBack");
    assertThat(begun.<String>path("step")).isEqualTo("password");
    assertThat(begun.<List<String>>path("methods")).isEmpty();
    assertProblem(begin(link), 403, "link-refused");
    assertProblem(unfreeze(wayBack), 409, "step-out-of-turn");
    password(wayBack).then().statusCode(204);
    assertProblem(unfreeze(wayBack), 409, "review-incomplete");
    for (String item : List.of("identifier/1", "totp/2", "device/3")) {
      answer(wayBack, item, true).then().statusCode(204);
    }
    unfreeze(wayBack).then().statusCode(204);
    assertThat(next(wayBack)).isEqualTo("done");
  }

  @Test
  void a36Mailbox_givenTheLinkOfACaseThatTookNoFactorAway_thenItStandsForNone() {
    var owner = new Reachable(alice.account(), new Address(Address.Channel.EMAIL, alice.identifier()), "en", Optional.of(8));
    String link = afterRecovery.handOver(UUID.randomUUID(), owner, LinkOrigin.REQUEST).await().atMost(Duration.ofSeconds(20)).orElseThrow().reveal();

    Response begun = begin(link);
    begun.then().statusCode(201);
    assertThat(begun.<String>path("step")).isEqualTo("factor");
    assertProblem(password(begun.path("wayBack")), 409, "step-out-of-turn");
  }

  @Test
  void a39MailboxAlone_givenAThiefOfTheMailbox_thenNoStepLeadsPastTheFactor() {
    String wayBack = begin(link()).path("wayBack");

    assertProblem(password(wayBack), 409, "step-out-of-turn");
    assertProblem(unfreeze(wayBack), 409, "step-out-of-turn");
    assertProblem(answer(wayBack, "device/3", false), 409, "step-out-of-turn");
    assertProblem(factor(wayBack, "000000"), 403, "code-refused");
    assertProblem(factor(wayBack, AuthServiceDouble.NEW_FACTORS_CODE), 403, "factor-not-settled");

    assertThat(next(wayBack)).isEqualTo("factor");
    assertThat(auth.unfreezeOrders(alice.account())).isEmpty();
    assertThat(auth.passwordOrders(alice.account())).isEmpty();
  }

  @Test
  void a39NoFactor_givenNothingIsEnrolledThatWouldDo_thenPeopleDecide() {
    auth.hasNoOldFactor(alice.account());

    String wayBack = begin(link()).path("wayBack");

    assertThat(next(wayBack)).isEqualTo("recovery-case");
    assertProblem(factor(wayBack, AuthServiceDouble.RIGHT_CODE), 409, "step-out-of-turn");
  }

  @Test
  void a39InventedItems_givenItemsThatTheAccountDoesNotHave_whenTheyAreCalledTheirs_thenNoneIsNoted() {
    String wayBack = reviewing();
    auth.has(alice.account(), "identifier/1");
    long before = answersKept();

    for (int i = 0; i < 40; i++) {
      assertProblem(answer(wayBack, "invented/" + UUID.randomUUID(), true), 404, "not-found");
      assertProblem(answer(wayBack, "identifier/" + UUID.randomUUID(), true), 404, "not-found");
    }

    assertThat(answersKept()).isEqualTo(before);
    answer(wayBack, "identifier/1", true).then().statusCode(204);
    answer(wayBack, "identifier/1", true).then().statusCode(204);
    assertThat(answersKept()).isEqualTo(before + 1);
  }

  private long answersKept() {
    return postgres.pool().query("select count(*) from way_back_answer").execute().await().atMost(Duration.ofSeconds(20))
        .iterator().next().getLong(0);
  }

  @Test
  void a39FrozenAgain_givenAFreezeDuringTheWayBack_thenTheFreezeWins() {
    String wayBack = reviewing();
    auth.has(alice.account());
    auth.refusesUnfreeze(alice.account());

    assertProblem(unfreeze(wayBack), 403, "way-back-ended");

    assertThat(next(wayBack)).isEqualTo("review");
  }

  @Test
  void a39MailboxAlone_givenAFrozenAccount_whenALinkSetsAPassword_thenTheWayBackComesFirst_andTheLinkBeginsIt() {
    auth.refusesPasswordByLinkAlone(alice.account());
    String link = link();

    assertProblem(Recovery.setPassword(link), 403, "account-frozen");

    String wayBack = begin(link).path("wayBack");
    factor(wayBack, AuthServiceDouble.RIGHT_CODE).then().statusCode(204);
    password(wayBack).then().statusCode(204);
  }

  @Test
  void a39Race_givenManyUnfreezesAtOnce_thenAuthServiceHearsOfOneOrder() {
    String wayBack = reviewing();
    auth.has(alice.account());
    List<CompletableFuture<Response>> all = IntStream.range(0, 8)
        .mapToObj(_ -> CompletableFuture.supplyAsync(() -> unfreeze(wayBack))).toList();
    assertThat(all).extracting(one -> one.join().statusCode()).containsOnly(204, 409).contains(204);
    assertThat(auth.unfreezeOrders(alice.account()).stream().map(order -> order.getBodyAsString()).distinct()).hasSize(1);
  }

  @Test
  void replay_givenALinkThatBeganAWayBack_whenItIsUsedAgain_thenItIsVoid() {
    String link = link();
    begin(link).then().statusCode(201);

    assertProblem(begin(link), 403, "link-refused");
    assertThat(Recovery.setPassword(link).statusCode()).isEqualTo(403);
  }

  @Test
  void givenAnAccountThatIsNotFrozen_thenNoWayBackBegins_andTheLinkStaysGood() {
    Forgetful bob = Forgetful.someone();
    auth.knows(bob.account(), bob.identifier(), "active", "email", bob.identifier());
    Recovery.request(bob).then().statusCode(202);
    String link = sent.awaitToken(bob.account(), 1);
    auth.answersFreeze(bob.account(), 404);

    assertProblem(begin(link), 403, "link-refused");

    assertThat(Recovery.setPassword(link).statusCode()).isEqualTo(204);
  }

  @Test
  void givenAuthServiceIsAway_whenAWayBackBegins_thenUnavailable_andTheLinkWorksAfterwards() {
    String link = link();
    var outage = auth.breaksOn(alice.account().toString());
    assertThat(begin(link).statusCode()).isEqualTo(503);

    auth.forget(outage);
    begin(link).then().statusCode(201);
  }

  @Test
  void badInput_givenNoWayBack_aForgedOne_orOneThatIsOver_thenItHasEnded() {
    assertProblem(given().get("/v1/recovery/state"), 403, "way-back-ended");
    assertProblem(at("pwb_forged").get("/v1/recovery/state"), 403, "way-back-ended");
    String wayBack = begin(link()).path("wayBack");
    clock.advance(Duration.ofMinutes(61));
    assertProblem(at(wayBack).get("/v1/recovery/state"), 403, "way-back-ended");
    assertThat(answer(wayBack, "device/%20", true).statusCode()).isIn(400, 403, 404);
  }
}
