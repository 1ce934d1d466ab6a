package io.portcullis.auth.identifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import io.portcullis.auth.AuthTest;
import io.portcullis.auth.fixture.Client;
import io.portcullis.auth.fixture.Client.Answer;
import io.portcullis.auth.fixture.Customers;
import io.portcullis.auth.fixture.Customers.Customer;
import io.portcullis.auth.fixture.Messages;
import io.portcullis.auth.fixture.Messages.Sent;
import io.portcullis.auth.fixture.NeighboursDouble;
import io.portcullis.auth.fixture.Puzzles;
import io.portcullis.runtime.crypto.OpaqueToken;
import io.portcullis.testkit.CustomerTokens;
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.ServiceTokenFiles;
import io.portcullis.testkit.TopicProbe;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@AuthTest
class IdentifiersTest {

  private static final String PATH = "/v1/account/identifiers";

  NeighboursDouble neighbours;

  @Inject
  Customers customers;

  @Inject
  CustomerTokens tokens;

  @Inject
  Messages messages;

  @Inject
  TopicProbe topics;

  @Inject
  MutableClock clock;

  private final Client stranger = Client.fromANewNetwork();
  private Customer ann;
  private String session;
  private int told;

  @BeforeEach
  void register() {
    ann = customers.active();
    session = UUID.randomUUID().toString();
    told = 0;
  }

  @AfterEach
  void resetClock() {
    clock.reset();
  }

  private Client client(String acr, Duration ago) {
    JwtClaims claims = tokens.claims(ann.account(), acr, clock.instant().minus(ago));
    claims.setClaim("sid", session);
    return stranger.bearer(tokens.sign(claims, "at+jwt"));
  }

  private Client client() {
    return client("aal1", Duration.ZERO);
  }

  private static String freshPhone() {
    return "+447400" + "%06d".formatted(ThreadLocalRandom.current().nextInt(1_000_000));
  }

  /// The id of what was added.
  private String add(String identifier) {
    Answer begun = client().post(PATH, Map.of("identifier", identifier));
    assertThat(begun.status()).as(begun.body()).isEqualTo(202);
    String claim = begun.text("identifierId");
    int before = settled();
    Answer added = client().post(PATH + "/" + claim + "/verify", Map.of("code", messages.await(claim, 1).code()));
    assertThat(added.status()).as(added.body()).isEqualTo(200);
    told += before;
    return added.text("id");
  }

  /// How many addresses are sent a link about a change that is made now.
  private int settled() {
    return (int) customers.count("""
        select count(*) from identifier i join account a on a.id = i.account_id
        where a.id = $1 and (i.verified_at <= a.created_at or i.verified_at <= $2)""", ann.account().value(),
        clock.instant().minus(Duration.ofHours(72)).atOffset(ZoneOffset.UTC));
  }

  private List<JsonNode> identifiers() {
    return StreamSupport.stream(client().get("/v1/account").json().get("identifiers").spliterator(), false).toList();
  }

  private List<String> values() {
    return identifiers().stream().map(identifier -> identifier.get("value").asText()).toList();
  }

  private String idOf(String value) {
    return identifiers().stream().filter(identifier -> identifier.get("value").asText().equals(value))
        .findFirst().orElseThrow().get("id").asText();
  }

  private Answer makePrimary(String id) {
    int before = identifiers().getFirst().get("id").asText().equals(id) ? 0 : settled();
    Answer answer = client().send("POST", PATH + "/" + id + "/primary", "");
    if (answer.status() == 204) {
      told += before;
    }
    return answer;
  }

  private Answer remove(String id) {
    int before = settled();
    Answer answer = client().send("DELETE", PATH + "/" + id, "");
    if (answer.status() == 204) {
      told += before;
    }
    return answer;
  }

  /// The newest link that was sent to `address`.
  private String linkTo(String address) {
    messages.await(ann.account().toString(), told);
    Sent newest = messages.present(ann.account().toString()).stream()
        .filter(sent -> sent.to().equals(address)).toList().getLast();
    String link = newest.content().get("link").asText();
    assertThat(link).contains(address.startsWith("+") ? "/r#token=pit_" : "/recovery/identifier#token=pit_");
    return link.substring(link.indexOf("#token=") + 7);
  }

  /// All the links that were sent to `address`, the oldest first.
  private List<String> linksTo(String address) {
    messages.await(ann.account().toString(), told);
    return messages.present(ann.account().toString()).stream().filter(sent -> sent.to().equals(address))
        .map(sent -> sent.content().path("link").asText()).filter(link -> link.contains("#token=pit_"))
        .map(link -> link.substring(link.indexOf("#token=") + 7)).toList();
  }

  private Answer restore(String token) {
    return stranger.post(PATH + "/restore", Map.of("token", token));
  }

  private Answer signIn(String identifier) {
    return Client.fromANewNetwork().post("/v1/sign-in", Map.of("identifier", identifier, "password", Customers.PASSWORD));
  }

  @Test
  void in2_givenASecondIdentifier_whenProved_thenEitherSignsIn() {
    String phone = freshPhone();
    add(phone);
    assertThat(values()).containsExactly(ann.identifier(), phone);
    assertThat(identifiers().getFirst().get("primary").asBoolean()).isTrue();
    assertThat(identifiers().getLast().get("primary").asBoolean()).isFalse();
    assertThat(signIn(phone).status()).isEqualTo(200);
    assertThat(signIn(ann.identifier()).status()).isEqualTo(200);
    assertThat(topics.awaitType(ann.account(), "io.portcullis.auth.identifier-change.v1")).isNotEmpty();
  }

  private void awaitToldNumbers(String... numbers) {
    await().atMost(Duration.ofSeconds(40)).until(() -> neighbours.ownNumbers(ann.account()),
        Optional.of("{\"numbers\":[" + Stream.of(numbers).map(number -> '"' + number + '"').collect(Collectors.joining(",")) + "]}")::equals);
  }

  @Test
  void safe5OwnNumber_givenANumberComesGoesAndComesBack_thenTheServiceThatRefusesItsDigitsHearsOfIt_alsoAfterItWasAway() {
    String phone = freshPhone();
    StubMapping away = neighbours.away("/internal/accounts/" + ann.account() + "/own-numbers");
    String id = add(phone);
    assertThat(customers.count("select count(*) from own_numbers_owed where account_id = $1", ann.account().value())).isEqualTo(1);
    neighbours.forget(away);
    awaitToldNumbers(phone);
    assertThat(remove(id).status()).isEqualTo(204);
    awaitToldNumbers();
    String settled = freshPhone();
    String removed = add(settled);
    clock.advance(Duration.ofHours(73));
    assertThat(remove(removed).status()).isEqualTo(204);
    assertThat(restore(linkTo(ann.identifier())).status()).isEqualTo(204);
    awaitToldNumbers(settled);
    await().atMost(Duration.ofSeconds(40)).until(() ->
        customers.count("select count(*) from own_numbers_owed where account_id = $1", ann.account().value()) == 0);
  }

  @Test
  void safe5OwnNumber_givenAnAddressOfMail_thenNobodyIsToldAnything() {
    add(Customers.freshEmail());
    assertThat(customers.count("select count(*) from own_numbers_owed where account_id = $1", ann.account().value())).isZero();
    assertThat(neighbours.ownNumbers(ann.account())).isEmpty();
  }

  private long timesVoided() {
    return customers.count("select reset_epoch from account where id = $1", ann.account().value());
  }

  @Test
  void in1_givenAPrimary_whenAnotherIsMadePrimary_thenTheFirstCanBeRemoved() {
    String phone = freshPhone();
    String id = add(phone);
    String mail = idOf(ann.identifier());
    assertThat(remove(mail).problem()).isEqualTo("identifier-needed");
    assertThat(makePrimary(id).status()).isEqualTo(204);
    assertThat(makePrimary(id).status()).as("it is already").isEqualTo(204);
    assertThat(values()).containsExactly(phone, ann.identifier());
    long voided = timesVoided();
    assertThat(remove(mail).status()).isEqualTo(204);
    assertThat(timesVoided()).as("a link that went to the removed address is void (A-36)").isGreaterThan(voided);
    assertThat(values()).containsExactly(phone);
    assertThat(remove(id).problem()).as("never the last").isEqualTo("identifier-needed");
    assertThat(signIn(ann.identifier()).status()).isEqualTo(403);
    assertThat(signIn(phone).status()).isEqualTo(200);
  }

  @Test
  void a43_givenTheOldAddressWasReplaced_whenItTakesTheChangeBack_thenEverythingAfterItIsUndone() {
    String thief = Customers.freshEmail();
    String thiefs = add(thief);
    makePrimary(thiefs);
    remove(idOf(ann.identifier()));
    String link = linkTo(ann.identifier());
    String second = Customers.freshEmail();
    makePrimary(add(second));
    remove(idOf(thief));

    assertThat(restore(link).status()).isEqualTo(204);

    session = UUID.randomUUID().toString();
    assertThat(values()).containsExactly(ann.identifier());
    assertThat(neighbours.standings(ann.account()).getLast().getBodyAsString()).contains("identifier-restored");
    assertThat(signIn(ann.identifier()).problem()).as("the password that the thief knew").isEqualTo("credentials-refused");
    assertThat(linksTo(thief)).as("the thief's own link").isEmpty();
    assertThat(restore(link).problem()).as("once").isEqualTo("link-refused");
    assertThat(reset(ann.identifier())).isEqualTo(204);
    assertThat(signIn(ann.identifier(), NEXT).status()).isEqualTo(200);
    assertThat(signIn(thief, NEXT).status()).isEqualTo(403);
    assertThat(lookup(thief)).isEqualTo(404);
  }

  @Test
  void a36TakenBack_givenAnAccountWithoutAFactor_whenAChangeIsTakenBack_thenFactorsEnrolledAfterItAre() throws IOException {
    Instant before = clock.instant();
    makePrimary(add(Customers.freshEmail()));
    remove(idOf(ann.identifier()));
    String link = linksTo(ann.identifier()).getFirst();

    assertThat(restore(link).status()).isEqualTo(204);

    assertThat(neighbours.takenBack(ann.account())).hasSize(1);
    Instant since = Instant.parse(new ObjectMapper().readTree(neighbours.takenBack(ann.account()).getLast().getBodyAsString())
        .path("enrolledAfter").asText());
    assertThat(since).as("less what clocks may differ").isBetween(before.minusSeconds(61), clock.instant().minusSeconds(60));
  }

  @Test
  void a36TakenBack_givenAnAccountWithAFactor_whenAChangeIsTakenBack_thenTheOldMailboxTakesNoFactorAway() {
    neighbours.enrols(ann.account(), "totp");
    String claim = client("aal2", Duration.ZERO).post(PATH, Map.of("identifier", Customers.freshEmail())).text("identifierId");
    assertThat(client().post(PATH + "/" + claim + "/verify", Map.of("code", messages.await(claim, 1).code())).status()).isEqualTo(200);
    told++;

    assertThat(restore(linkTo(ann.identifier())).status()).isEqualTo(204);

    assertThat(neighbours.takenBack(ann.account())).isEmpty();
  }

  @Test
  void a43LaterLink_givenAThiefWhoReplacedTheOwnersAddress_whenMoreIsChanged_thenNoLinkGoesToTheThief_andTheOwnersStayGood() {
    String thief = Customers.freshEmail();
    makePrimary(add(thief));
    remove(idOf(ann.identifier()));
    add(Customers.freshEmail());

    assertThat(linksTo(thief)).isEmpty();
    List<String> owners = linksTo(ann.identifier());
    assertThat(owners).hasSize(3);
    for (String link : owners.reversed()) {
      assertThat(restore(link).status()).as("the newest mail is read first, the older ones stay good").isEqualTo(204);
      assertThat(values()).containsExactly(ann.identifier());
    }
  }

  /// As a release sent it that told every address.
  @Test
  void a43LaterLink_givenALinkThatWentToAnAddedAddress_thenItVoidsNoneOfTheOwners_andFreesNoAddress() {
    String thief = Customers.freshEmail();
    makePrimary(add(thief));
    remove(idOf(ann.identifier()));
    List<String> owners = linksTo(ann.identifier());
    String id = add(Customers.freshEmail());
    var token = OpaqueToken.randomBrief("pit", new SecureRandom());
    customers.query("""
        update identifier_change set token_digest = $2 where number =
          (select max(number) from identifier_change where account_id = $1)""", ann.account().value(),
        Buffer.buffer(token.digest()));
    assertThat(restore(token.reveal()).problem()).isEqualTo("link-refused");
    assertThat(idOf(thief)).isNotEqualTo(id);
    assertThat(claimBy(customers.active(), ann.identifier())).as("still kept for its owner").isEqualTo("registration-taken");
    assertThat(restore(owners.getFirst()).status()).isEqualTo(204);
    assertThat(values()).containsExactly(ann.identifier());
  }

  /// A thief who keeps a session whatever happens, against an owner who reads the old mailbox alone.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void a43Walk_inWhateverOrder_theOwnerGetsTheAccountBack_andNoLinkReachesAnAddressOfTheThief(long seed) {
    var random = new Random(seed);
    List<String> owned = new ArrayList<>(List.of(ann.identifier()));
    if (random.nextBoolean()) {
      String phone = freshPhone();
      add(phone);
      owned.add(phone);
      clock.advance(Duration.ofHours(73));
    }
    int atFirst = linksTo(ann.identifier()).size();
    List<String> used = new ArrayList<>();
    List<String> thiefs = new ArrayList<>();
    for (int step = 0; step < 10; step++) {
      List<String> present = values();
      String any = present.get(random.nextInt(present.size()));
      switch (random.nextInt(6)) {
        case 0, 1 -> {
          if (present.size() < 5 && thiefs.size() < 5) {
            thiefs.add(Customers.freshEmail());
            add(thiefs.getLast());
          }
        }
        case 2, 3 -> makePrimary(idOf(any));
        case 4 -> remove(idOf(any));
        default -> {
          List<String> links = linksTo(ann.identifier()).stream().skip(atFirst).filter(link -> !used.contains(link)).toList();
          if (!links.isEmpty()) {
            used.add(links.get(random.nextInt(links.size())));
            restore(used.getLast());
          }
        }
      }
      clock.advance(Duration.ofMinutes(random.nextInt(90)));
      assertThat(customers.count("select count(*) from identifier where account_id = $1", ann.account().value()))
          .isBetween(1L, 5L);
    }
    for (String thief : thiefs) {
      assertThat(linksTo(thief)).as("links of the thief, seed %d", seed).isEmpty();
    }
    for (String own : owned) {
      assertThat(claimBy(customers.active(), own)).as("kept, seed %d", seed).isEqualTo("registration-taken");
    }
    var links = new ArrayList<>(linksTo(ann.identifier()).stream().skip(atFirst).filter(link -> !used.contains(link)).toList());
    boolean changed = !values().equals(owned);
    switch ((int) (seed % 3)) {
      case 0 -> Collections.reverse(links);
      case 1 -> Collections.shuffle(links, random);
      default -> { }
    }
    List<Integer> answers = links.stream().map(link -> restore(link).status()).toList();
    assertThat(values()).as("seed %d, answers %s", seed, answers).containsExactlyInAnyOrderElementsOf(owned);
    if (changed) {
      assertThat(answers).as("seed %d", seed).contains(204);
    }
  }

  @Test
  void racedClaims_givenFiveThatBeganAtOnce_thenFiveIdentifiersAreTheMost() {
    List<String> claims = IntStream.range(0, 5).mapToObj(_ ->
        client().post(PATH, Map.of("identifier", Customers.freshEmail())).text("identifierId")).toList();
    List<String> codes = claims.stream().map(claim -> messages.await(claim, 1).code()).toList();
    Client same = client();
    List<Answer> answers = IntStream.range(0, 5).parallel().mapToObj(i ->
        same.post(PATH + "/" + claims.get(i) + "/verify", Map.of("code", codes.get(i)))).toList();
    assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(4);
    assertThat(answers).filteredOn(answer -> answer.status() != 200).extracting(Answer::problem)
        .containsExactly("too-many-identifiers");
    assertThat(values()).hasSize(5);
  }

  private static final String NEXT = "violet harbour pencil storm";

  private Answer signIn(String identifier, String password) {
    return Client.fromANewNetwork().post("/v1/sign-in", Map.of("identifier", identifier, "password", password));
  }

  private Client recovery() {
    return stranger.bearer(ServiceTokenFiles.token("recovery-service", "auth-service"));
  }

  private int lookup(String identifier) {
    return recovery().post("/internal/accounts/lookup", Map.of("identifier", identifier)).status();
  }

  private int reset(String identifier) {
    String account = recovery().post("/internal/accounts/lookup", Map.of("identifier", identifier)).text("accountId");
    return recovery().put("/internal/accounts/" + account + "/password", Map.of("password", NEXT, "requestId",
        UUID.randomUUID().toString(), "issuedAt", clock.instant().plusSeconds(1).toString())).status();
  }

  @Test
  void a43_theFirstLinkWorksToo_andTheLinkOfAnAdditionIsSentToEveryAddressOfBefore() {
    String phone = freshPhone();
    add(phone);
    String link = linkTo(ann.identifier());
    assertThat(restore(link).status()).isEqualTo(204);
    assertThat(values()).containsExactly(ann.identifier());
    assertThat(signIn(phone).status()).isEqualTo(403);
  }

  @Test
  void a43_givenAnAddressAddedLongAgo_whenALaterChangeIsTakenBack_thenItStays() {
    String phone = freshPhone();
    String id = add(phone);
    clock.advance(Duration.ofHours(73));
    makePrimary(id);
    assertThat(restore(linkTo(ann.identifier())).status()).isEqualTo(204);
    assertThat(values()).containsExactly(ann.identifier(), phone);
  }

  @Test
  void a43_afterSeventyTwoHours_theLinkTakesNothingBackAndTheAddressIsFree() {
    String phone = freshPhone();
    makePrimary(add(phone));
    remove(idOf(ann.identifier()));
    String link = linkTo(ann.identifier());
    clock.advance(Duration.ofHours(73));
    assertThat(restore(link).problem()).isEqualTo("link-refused");
    Customer bob = customers.active();
    assertThat(claimBy(bob, ann.identifier())).isEqualTo("identifier-code");
  }

  @Test
  void a43_whatWasRemovedIsKeptForItsAccount() {
    String phone = freshPhone();
    makePrimary(add(phone));
    remove(idOf(ann.identifier()));
    Customer bob = customers.active();
    assertThat(claimBy(bob, ann.identifier())).as("its owner is told instead").isEqualTo("registration-taken");
    Answer registration = Client.fromANewNetwork().post("/v1/accounts",
        Map.of("identifier", ann.identifier(), "password", NEXT));
    assertThat(registration.status()).isEqualTo(202);
    assertThat(messages.await(registration.text("registrationId"), 1).type()).contains("registration-taken");
  }

  /// Which message goes out.
  private String claimBy(Customer customer, String identifier) {
    Answer begun = Client.fromANewNetwork().bearer(tokens.of(customer.account())).post(PATH, Map.of("identifier", identifier));
    assertThat(begun.status()).isEqualTo(202);
    String type = messages.await(begun.text("identifierId"), 1).type();
    return type.replaceAll(".*\\.([a-z-]+)\\.v1", "$1");
  }

  @Test
  void a03Enumeration_theAnswerIsTheSameWhetherAnotherAccountHasIt() {
    Customer bob = customers.active();
    Answer taken = client().post(PATH, Map.of("identifier", bob.identifier()));
    Answer fresh = client().post(PATH, Map.of("identifier", Customers.freshEmail()));
    assertThat(taken.status()).isEqualTo(fresh.status()).isEqualTo(202);
    assertThat(taken.json().properties().stream().map(Map.Entry::getKey).toList())
        .isEqualTo(fresh.json().properties().stream().map(Map.Entry::getKey).toList());
    assertThat(messages.await(taken.text("identifierId"), 1).type()).contains("registration-taken");
    assertThat(topics.await("portcullis.security-events", ann.account().toString(), 2)).as("SAFE-11: one for each, and not whose it is")
        .extracting(TopicProbe::type).containsOnly("io.portcullis.auth.identifier-claimed.v1");
    for (String code : List.of("000000", "123456")) {
      assertThat(client().post(PATH + "/" + taken.text("identifierId") + "/verify", Map.of("code", code)).problem())
          .isEqualTo("code-refused");
    }
    assertThat(client().post(PATH, Map.of("identifier", ann.identifier().toUpperCase())).problem()).isEqualTo("identifier-present");
    assertThat(client().post(PATH, Map.of("identifier", "nobody")).problem()).isEqualTo("identifier-invalid");
    assertThat(client().post(PATH, Map.of("identifier", "zo\u00eb@example.org")).problem()).isEqualTo("address-unsupported");
  }

  @Test
  void codeGuessing_fiveTriesAreAll_alsoAtOnce() {
    Answer begun = client().post(PATH, Map.of("identifier", Customers.freshEmail()));
    String claim = begun.text("identifierId");
    String code = messages.await(claim, 1).code();
    var answers = client().postAtOnce(12, PATH + "/" + claim + "/verify", Map.of("code", Messages.wrong(code)));
    assertThat(answers).allMatch(answer -> answer.problem().equals("code-refused") || answer.isTurnedAway());
    assertThat(client().post(PATH + "/" + claim + "/verify", Map.of("code", code)).problem()).isEqualTo("code-refused");
    assertThat(values()).containsExactly(ann.identifier());
  }

  @Test
  void mailBomb_anAccountSendsFiveCodesAnHour() {
    var claims = new HashMap<String, Integer>();
    for (int i = 0; i < 6; i++) {
      Answer answer = client().post(PATH, Map.of("identifier", Customers.freshEmail()));
      claims.merge(answer.status() == 202 ? "begun" : answer.problem(), 1, Integer::sum);
    }
    assertThat(claims).isEqualTo(Map.of("begun", 5, "too-many-attempts", 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"+870773111632", "+881612345678", "+882161234567", "+979123456789", "+80812345678", "+33892123456",
      "+41900123456", "+4970123456789"})
  void a12SmsPumping_givenANumberThatGetsNoTextMessages_thenItIsRefusedAtOnce_andCountsNowhere(String number) {
    for (int i = 0; i < 6; i++) {
      assertThat(client().post(PATH, Map.of("identifier", number)).problem()).isIn("number-not-supported", "identifier-invalid");
    }
    assertThat(client().post(PATH, Map.of("identifier", freshPhone())).status()).isEqualTo(202);
  }

  @Test
  void a11Silence_givenStrangersRegisteredTheMailboxOverAndOver_whenItsOwnerAddsIt_thenTheCodeIsSentAtOnce() {
    String mailbox = Customers.freshEmail();
    for (int i = 0; i < 6; i++) {
      Client.fromANewNetwork().post("/v1/accounts", Map.of("identifier", mailbox, "password", Customers.PASSWORD));
    }
    add(mailbox);
    assertThat(values()).contains(mailbox);
  }

  @Test
  void a11Silence_givenAMailboxHasHadItsCodesForNow_thenTheClaimIsRefusedWithATime_andNotSilentlyLost() {
    String mailbox = Customers.freshEmail();
    for (int i = 0; i < 3; i++) {
      assertThat(client().post(PATH, Map.of("identifier", mailbox)).status()).isEqualTo(202);
    }
    Answer refused = client().post(PATH, Map.of("identifier", mailbox));
    assertThat(refused.problem()).isEqualTo("too-many-attempts");
    assertThat(Long.parseLong(refused.header("retry-after"))).isBetween(1L, 3600L);
  }

  private Client other(Customer customer) {
    return Client.fromANewNetwork().bearer(tokens.of(customer.account()));
  }

  @Test
  void a13Silence_givenOtherAccountsUsedTheMailboxUp_whenItsOwnerAddsIt_thenTheWayIsAPuzzle_andNotAWait() {
    String mailbox = Customers.freshEmail();
    Client thief = other(customers.active());
    for (int i = 0; i < 4; i++) {
      thief.post(PATH, Map.of("identifier", mailbox));
    }
    var wish = new HashMap<String, Object>(Map.of("identifier", mailbox));
    Answer asked = client().post(PATH, wish);
    assertThat(asked.problem()).as(asked.body()).isEqualTo("human-verification");
    assertThat(asked.json().get("challenge").get("action").asText()).isEqualTo("identifier");
    wish.put("humanProof", Puzzles.solve(asked.json().get("challenge")));
    Answer begun = client().post(PATH, wish);
    assertThat(begun.status()).as(begun.body()).isEqualTo(202);
    assertThat(messages.await(begun.text("identifierId"), 1).to()).isEqualTo(mailbox);
    assertThat(client().post(PATH, wish).problem()).as("a proof works once").isEqualTo("human-verification");
  }

  @Test
  void a13Silence_givenTwoAccountsOfStrangersTakeAllTheyCan_puzzlesIncluded_whenTheOwnerAddsTheMailbox_thenTheCodeComes() {
    String mailbox = Customers.freshEmail();
    for (int i = 0; i < 2; i++) {
      Client thief = other(customers.active());
      for (int j = 0; j < 5; j++) {
        solving(thief, mailbox);
      }
    }
    Answer begun = solving(client(), mailbox);
    assertThat(begun.status()).as(begun.body()).isEqualTo(202);
    assertThat(messages.await(begun.text("identifierId"), 1).to()).isEqualTo(mailbox);
  }

  /// Asks, and solves the puzzle where there is one.
  private static Answer solving(Client asking, String mailbox) {
    Answer answer = asking.post(PATH, Map.of("identifier", mailbox));
    return answer.problem().equals("human-verification")
        ? asking.post(PATH, Map.of("identifier", mailbox, "humanProof", Puzzles.solve(answer.json().get("challenge"))))
        : answer;
  }

  @Test
  void a11MailBomb_givenManyAccountsClaimOneMailboxInManySpellings_thenSevenMailsAnHourAreTheMost_puzzlesIncluded() {
    String name = UUID.randomUUID().toString().replace("-", "");
    int sent = 0;
    for (int i = 0; i < 12; i++) {
      Client thief = other(customers.active());
      var wish = new HashMap<String, Object>(Map.of("identifier", name.substring(0, 1 + i) + "." + name.substring(1 + i) + "+" + i + "@example.org"));
      Answer answer = thief.post(PATH, wish);
      if (answer.problem().equals("human-verification")) {
        wish.put("humanProof", Puzzles.solve(answer.json().get("challenge")));
        answer = thief.post(PATH, wish);
      }
      sent += answer.status() == 202 ? 1 : 0;
    }
    assertThat(sent).isEqualTo(7);
  }

  @Test
  void a12SmsPumping_givenANumberOfAnUnusualCountry_whenAnAccountClaimsIt_thenItGetsACodeOnlyAfterHumanVerification() {
    String number = "+67970%05d".formatted(ThreadLocalRandom.current().nextInt(100_000));
    var wish = new HashMap<String, Object>(Map.of("identifier", number));
    Answer asked = client().post(PATH, wish);
    assertThat(asked.problem()).as(asked.body()).isEqualTo("human-verification");
    assertThat(customers.count("select count(*) from identifier_claim where account_id = $1", ann.account().value())).isZero();
    wish.put("humanProof", Puzzles.solve(asked.json().get("challenge")));
    Answer begun = client().post(PATH, wish);
    assertThat(begun.status()).as(begun.body()).isEqualTo(202);
    assertThat(messages.await(begun.text("identifierId"), 1).to()).isEqualTo(number);
  }

  @Test
  void stolenSession_changesNoIdentifier() {
    String phone = freshPhone();
    String id = add(phone);
    Client stale = client("aal1", Duration.ofMinutes(6));
    for (Answer refused : List.of(stale.post(PATH, Map.of("identifier", Customers.freshEmail())),
        stale.send("POST", PATH + "/" + id + "/primary", ""), stale.send("DELETE", PATH + "/" + id, ""))) {
      assertThat(refused.status()).isEqualTo(401);
      assertThat(refused.header("www-authenticate")).contains("insufficient_user_authentication");
    }
    neighbours.enrols(ann.account());
    assertThat(client().send("DELETE", PATH + "/" + id, "").status()).as("the second factor is wanted").isEqualTo(401);
    assertThat(values()).containsExactly(ann.identifier(), phone);
  }

  @Test
  void a30Idor_anothersIdentifierOrClaimAnswersLikeNone() {
    Customer bob = customers.active();
    String bobs = customers.query("select id from identifier where account_id = $1", bob.account().value())
        .iterator().next().getUUID("id").toString();
    for (String id : List.of(bobs, UUID.randomUUID().toString(), "x", bobs.toUpperCase())) {
      assertThat(client().send("DELETE", PATH + "/" + id, "").status()).as(id).isEqualTo(404);
      assertThat(client().send("POST", PATH + "/" + id + "/primary", "").status()).isEqualTo(404);
    }
    Answer begun = client().post(PATH, Map.of("identifier", Customers.freshEmail()));
    String code = messages.await(begun.text("identifierId"), 1).code();
    Client mallory = Client.fromANewNetwork().bearer(tokens.of(bob.account()));
    assertThat(mallory.post(PATH + "/" + begun.text("identifierId") + "/verify", Map.of("code", code)).problem())
        .isEqualTo("code-refused");
    session = UUID.randomUUID().toString();
    assertThat(client().post(PATH + "/" + begun.text("identifierId") + "/verify", Map.of("code", code)).problem())
        .as("another session of the same account").isEqualTo("code-refused");
  }

  @Test
  void race_ofRemovalsOfTheTwoIdentifiers_oneStays() {
    String phone = freshPhone();
    String id = add(phone);
    String mail = idOf(ann.identifier());
    Client both = client();
    List.of(id, mail).parallelStream().forEach(each -> {
      both.send("POST", PATH + "/" + each + "/primary", "");
      both.send("DELETE", PATH + "/" + (each.equals(id) ? mail : id), "");
    });
    assertThat(values()).hasSizeBetween(1, 2);
  }

  @Test
  void race_ofTwoAccountsForOneAddress_oneWins() {
    String wanted = Customers.freshEmail();
    Customer bob = customers.active();
    String bobsSession = UUID.randomUUID().toString();
    JwtClaims claims = tokens.claims(bob.account(), "aal1", clock.instant());
    claims.setClaim("sid", bobsSession);
    Client bobs = Client.fromANewNetwork().bearer(tokens.sign(claims, "at+jwt"));
    Answer first = client().post(PATH, Map.of("identifier", wanted));
    Answer second = bobs.post(PATH, Map.of("identifier", wanted));
    String one = messages.await(first.text("identifierId"), 1).code();
    String other = messages.await(second.text("identifierId"), 1).code();
    assertThat(client().post(PATH + "/" + first.text("identifierId") + "/verify", Map.of("code", one)).status()).isEqualTo(200);
    assertThat(bobs.post(PATH + "/" + second.text("identifierId") + "/verify", Map.of("code", other)).problem())
        .isEqualTo("code-refused");
  }

  @Test
  void race_ofOneLinkManyTimes_itTakesBackOnce() {
    add(freshPhone());
    String link = linkTo(ann.identifier());
    var answers = stranger.postAtOnce(8, PATH + "/restore", Map.of("token", link));
    assertThat(answers).filteredOn(answer -> answer.status() == 204).hasSize(1);
  }

  @Test
  void a43ResetChain_anAddedAddressResetsNothingFor72Hours() {
    String phone = freshPhone();
    add(phone);
    assertThat(lookup(phone)).isEqualTo(404);
    assertThat(lookup(ann.identifier())).isEqualTo(200);
    // Not by the clock: recovery-service's own token would not outlive it.
    customers.query("update identifier set verified_at = verified_at - interval '73 hours' where canonical = $1", phone);
    assertThat(lookup(phone)).isEqualTo(200);
  }

  @Test
  void a43_anAddedMailboxIsNotAskedWhetherItIsTheOwnerWhoSignsIn() {
    ann = customers.withPhone();
    String mail = Customers.freshEmail();
    add(mail);
    neighbours.findsUnusual(ann.account());
    assertThat(signIn(mail).status()).isEqualTo(200);
    assertThat(neighbours.challengesAsked(ann.account()).getLast().getBodyAsString())
        .contains(ann.identifier()).doesNotContain(mail);
    customers.query("update identifier set verified_at = verified_at - interval '73 hours' where canonical = $1", mail);
    assertThat(signIn(mail).status()).isEqualTo(200);
    assertThat(neighbours.challengesAsked(ann.account()).getLast().getBodyAsString()).contains(mail);
  }

  @Test
  void a43ForgedLink_takesNothingBack() {
    for (String token : List.of("", "pit_x", "pit_" + "A".repeat(49), "prl_" + "A".repeat(49), "x".repeat(200))) {
      assertThat(restore(token).status()).as(token).isIn(400, 403);
    }
  }
}
