package io.portcullis.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.acceptance.Answer;
import io.portcullis.acceptance.Client;
import io.portcullis.acceptance.Client.Call;
import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.Eventually;
import io.portcullis.acceptance.Identifier;
import io.portcullis.acceptance.Letter;
import io.portcullis.acceptance.SignInStep;
import io.portcullis.acceptance.attack.Volley;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.Check;
import io.portcullis.acceptance.house.House;
import io.portcullis.acceptance.house.Sequence;
import io.portcullis.acceptance.journey.Program;
import io.portcullis.devstack.Service;
import io.portcullis.devstack.ServiceProcess;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/// Attack A-39 with a part of the house away, and under a storm of the thief's refreshes: what a freeze ends is over, at every service.
/// How soon is printed, not asserted; the promise is five seconds.
@AgainstTheHouse
@Order(Sequence.FAULTS)
@TestInstance(Lifecycle.PER_CLASS)
class FreezeOutageTest {
  private static final Duration PROMISE = Duration.ofSeconds(5);
  /// A machine that tests run on may be slow, and busy with five services that miss a part.
  private static final Duration PATIENCE = PROMISE.multipliedBy(6);
  private static final Duration RECOVERY = Duration.ofSeconds(90);
  private static final String PASSPHRASE = "583920";
  private static final int EDGE_PORT = 28098;
  private static final int THIEVES = 4;
  private static final int VOLLEY = 8;
  private static final int MOST_VOLLEYS = 60;

  private final House house;
  private ServiceProcess edge;

  FreezeOutageTest(House house) {
    this.house = house;
  }

  /// An instance of session-service that lets programs in at /api.
  @BeforeAll
  void startEdge() {
    edge = house.suite().startAnother(Service.SESSION.fullName(), EDGE_PORT, Map.of("PORTCULLIS_CHECK_RULES_0__PATH", "/api",
        "PORTCULLIS_CHECK_RULES_0__API_KEY_SCOPE", "read", "PORTCULLIS_API_KEYS_ORIGINS", "https://api.example.com"));
  }

  @AfterAll
  void stopEdge() {
    edge.stop();
  }

  /// A door of each service, which a thief knocks at past the gateway.
  private static final Map<Service, String> DOORS = Map.of(Service.AUTH, "/v1/account", Service.MFA, "/v1/mfa", Service.SESSION, "/v1/sessions",
      Service.NOTIFICATION, "/v1/activity", Service.RECOVERY, "/v1/recovery/security-questions");

  /// An account with all that a freeze ends.
  ///
  /// @param alert     the token of a freeze link
  /// @param resetLink asked for by a thief who reads the mailbox, say
  private record Owner(Customer customer, String account, Program program, String alert, String resetLink, Approval open) {}

  private record Approval(String id, String hash) {}

  @Test
  void a39KafkaDown_givenAFreezeByTheAlertsLink_thenAllThatItEndsIsOver_atEveryService() throws Exception {
    Owner owner = ownerOfAll();
    Eventually.holds(RECOVERY, "nobody reads Redis while Kafka answers", () -> DOORS.keySet().stream().noneMatch(this::readsRedis));
    house.suite().kafka().kill9();
    try {
      freeze(owner);
      allIsOver(owner, "Kafka is down");
      assertThat(DOORS.keySet()).filteredOn(service -> service != Service.SESSION).allMatch(this::readsRedis);
    } finally {
      house.suite().kafka().start();
    }
    staysOver(owner);
    Eventually.holds(RECOVERY, "nobody reads Redis any more", () -> DOORS.keySet().stream().noneMatch(this::readsRedis));
  }

  /// The other way round: nobody waits for what stood in Redis.
  @Test
  void a39RedisDown_givenAFreezeByTheAlertsLink_thenAllThatItEndsIsOver_atEveryService() throws Exception {
    Owner owner = ownerOfAll();
    house.suite().redis().kill9();
    try {
      freeze(owner);
      allIsOver(owner, "Redis is down");
    } finally {
      house.suite().redis().start();
    }
    staysOver(owner);
  }

  @Test
  void a39KafkaDown_givenAServiceThatStartsMeanwhile_thenItLearnsOfTheFreezeFromRedis() throws Exception {
    Customer customer = house.signedIn();
    String alert = alertOf(customer);
    var mfa = house.suite().service(Service.MFA.fullName());
    house.suite().kafka().kill9();
    CompletableFuture<Void> started;
    try {
      mfa.kill9();
      house.client().post("/v1/recovery/freeze").json(Map.of("token", alert)).expect(204);
      // It is up long before it is ready: that takes Kafka, or ten minutes.
      started = CompletableFuture.runAsync(mfa::start);
      Eventually.holds(RECOVERY, "mfa-service is up, and refuses the token", () -> statusAt(Service.MFA, customer) == 401);
    } finally {
      house.suite().kafka().start();
    }
    started.join();
    assertThat(statusAt(Service.MFA, customer)).isEqualTo(401);
  }

  @Test
  void a39RefreshStorm_givenThievesWhoRefreshAtTwoInstances_whenTheOwnerFreezes_thenNothingThatTheyGotLivesOn() {
    for (int thief = 0; thief < THIEVES; thief++) {
      Customer customer = house.signedIn();
      storm(customer, alertOf(customer));
    }
  }

  @Test
  void a39RefreshStorm_givenAllThatAFreezeEnds_thenItIsOver_andTheOwnerFindsTheWayBack() throws Exception {
    Owner owner = ownerOfAll();
    storm(owner.customer(), owner.alert());
    allIsOver(owner, "a thief refreshes");
    staysOver(owner);

    String next = wayBack(owner);

    Customer customer = owner.customer();
    assertThat(signIn(customer, customer.password()).problem()).isEqualTo("credentials-refused");
    assertThat(signIn(customer, next).json().path("status").asText()).as("the device is not trusted any more").isEqualTo("mfa");
    assertThat(key(owner)).as("keys are ended for good").isEqualTo(401);
    assertThat(consume(owner.open())).isEqualTo("approval-declined");
  }

  // --- what a freeze ends ---

  private Owner ownerOfAll() throws GeneralSecurityException {
    Customer customer = house.signedIn();
    customer.enrolSecurityKey("key");
    customer.stepUpByTouch();
    customer.client().put("/v1/trading-passphrase").bearer(customer.accessToken()).json(Map.of("passphrase", PASSPHRASE)).expect(204);
    Program program = Program.make(customer, PASSPHRASE);
    String account = customer.read("/v1/account").json().path("accountId").asText();
    trustThisDevice(customer);
    Approval open = propose(account);
    String alert = alertOf(customer);
    customer.askForPasswordLink();
    String link = house.inbox().await(customer.identifier(), "a link", FreezeOutageTest::resets).linkToken();
    var owner = new Owner(customer, account, program, alert, link, open);
    DOORS.keySet().forEach(service -> assertThat(statusAt(service, customer)).as(service.fullName()).isEqualTo(200));
    assertThat(house.check().passes(customer.accessToken())).isTrue();
    assertThat(key(owner)).isEqualTo(200);
    assertThat(trustedDevices(owner)).isEqualTo(1);
    return owner;
  }

  private static void trustThisDevice(Customer customer) {
    Client client = customer.client();
    SignInStep.SecondFactor asked = SignInStep.of(signIn(customer, customer.password())).secondFactor();
    String attempt = "/v1/sign-in/" + asked.signInId();
    JsonNode options = client.post(attempt + "/challenge").json(Map.of("method", "webauthn")).expect(200).json().path("publicKey");
    assertThat(client.post(attempt + "/verify").json(Map.of("method", "webauthn", "credential", customer.securityKey().get(options),
        "trustDevice", true)).expect(200).json().path("deviceTrustedUntil").asText()).isNotEmpty();
  }

  private static Answer signIn(Customer customer, String password) {
    return customer.client().post("/v1/sign-in").json(Map.of("identifier", customer.identifier(), "password", password,
        "deviceToken", customer.held().deviceToken(), "rememberMe", true)).send();
  }

  private Approval propose(String account) {
    JsonNode proposed = asWithdrawals("").json(Map.of("accountId", account, "authorizationDetails", Map.of("type", "withdrawal", "asset", "BTC",
        "amount", "0.5", "network", "bitcoin", "address", "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq"))).expect(201).json();
    return new Approval(proposed.path("approvalId").asText(), proposed.path("actionHash").asText());
  }

  private String consume(Approval approval) {
    return asWithdrawals("/" + approval.id() + "/consume").json(Map.of("actionHash", approval.hash())).send().problem();
  }

  private Call asWithdrawals(String path) {
    return house.stranger().at(house.address(Service.AUTH)).post("/internal/approvals" + path).bearer(house.serviceToken("withdrawals", Service.AUTH));
  }

  private String alertOf(Customer customer) {
    return house.inbox().await(customer.identifier(), "an alert", letter -> letter.linksTo("/recovery/freeze")).linkToken();
  }

  private void freeze(Owner owner) {
    house.client().post("/v1/recovery/freeze").json(Map.of("token", owner.alert())).expect(204);
  }

  private void allIsOver(Owner owner, String circumstances) {
    Customer customer = owner.customer();
    long frozen = System.nanoTime();
    assertThat(refresh(house.stranger().at(house.address(Service.SESSION)), customer.refreshToken()).send().status()).isEqualTo(400);
    assertThat(trustedDevices(owner)).isZero();
    assertThat(consume(owner.open())).isNotEmpty();
    Eventually.holds(PATIENCE, "/check refuses the token", () -> !house.check().passes(customer.accessToken()));
    Eventually.holds(PATIENCE, "the key counts no more", () -> key(owner) != 200);
    DOORS.keySet().forEach(service ->
        Eventually.holds(PATIENCE, service.fullName() + " refuses the token", () -> statusAt(service, customer) == 401));
    System.out.printf("freeze, %s: over at every service within %d ms%n", circumstances, Duration.ofNanos(System.nanoTime() - frozen).toMillis());
  }

  /// With everything there again.
  private void staysOver(Owner owner) {
    Eventually.holds(RECOVERY, "the approval is declined", () -> consume(owner.open()).equals("approval-declined"));
    Eventually.holds(RECOVERY, "the link from before is refused", () -> house.client().put("/v1/recovery/password")
        .json(Map.of("token", owner.resetLink(), "password", Identifier.password())).send().problem().equals("link-refused"));
    house.awaitQuiet();
    assertThat(key(owner)).isEqualTo(401);
    assertThat(house.check().passes(owner.customer().accessToken())).isFalse();
    DOORS.keySet().forEach(service -> assertThat(statusAt(service, owner.customer())).as(service.fullName()).isEqualTo(401));
  }

  private boolean readsRedis(Service service) {
    return house.stranger().at(house.management(service)).get("/q/metrics").expect(200).body().lines()
        .anyMatch(line -> line.startsWith("portcullis_revocations_silent") && line.endsWith(" 1.0"));
  }

  private int statusAt(Service service, Customer customer) {
    try {
      return house.stranger().at(house.address(service)).get(DOORS.get(service)).bearer(customer.accessToken()).send().status();
    } catch (UncheckedIOException notUp) {
      return 0;
    }
  }

  private int key(Owner owner) {
    try {
      Call call = house.stranger().at(URI.create("http://127.0.0.1:" + EDGE_PORT)).get("/check").header("X-Forwarded-Method", "GET")
          .header("X-Forwarded-Uri", "/api/orders").header("X-Forwarded-Host", "api.example.com");
      owner.program().signed("/api/orders").forEach(call::header);
      return call.send().status();
    } catch (GeneralSecurityException unsigned) {
      throw new IllegalStateException(unsigned);
    }
  }

  private long trustedDevices(Owner owner) {
    return house.databases().count(Service.SESSION, "device WHERE account_id = '%s' AND trusted_until IS NOT NULL".formatted(owner.account()));
  }

  // --- the thief ---

  /// Volleys of refreshes and checks at two instances, one after the other, until one that began after the freeze was answered.
  private void storm(Customer customer, String alert) {
    List<Client> instances = Stream.of(house.address(Service.SESSION), URI.create("http://127.0.0.1:" + house.secondSession().port()))
        .map(customer.client()::at).toList();
    var accessTokens = new ArrayList<String>(List.of(customer.accessToken()));
    var refreshTokens = new ArrayList<String>(List.of(customer.refreshToken()));
    CompletableFuture<Answer> freeze = new CompletableFuture<>();
    for (int volley = 0; volley < MOST_VOLLEYS; volley++) {
      if (volley == 1) {
        Call call = house.client().post("/v1/recovery/freeze").json(Map.of("token", alert));
        freeze.completeAsync(call::send);
      }
      boolean isFrozen = freeze.isDone();
      long got = fly(instances, accessTokens, refreshTokens);
      if (isFrozen) {
        assertThat(got).as("refreshes that began after the freeze was answered").isZero();
        break;
      }
    }
    assertThat(freeze.join().status()).isEqualTo(204);
    List<Check> checks = instances.stream().map(Check::new).toList();
    for (String token : accessTokens) {
      Eventually.holds(PATIENCE, "both instances refuse what the thief got", () -> checks.stream().noneMatch(check -> check.passes(token)));
    }
    for (String token : refreshTokens) {
      instances.forEach(instance -> assertThat(refresh(instance, token).send().status()).isEqualTo(400));
    }
  }

  /// @return how many refreshes brought tokens, which are added to the lists
  private static long fly(List<Client> instances, List<String> accessTokens, List<String> refreshTokens) {
    String newest = refreshTokens.getLast();
    Stream<Call> refreshes = IntStream.range(0, VOLLEY).mapToObj(i -> refresh(instances.get(i % 2), newest));
    Stream<Call> checks = IntStream.range(0, VOLLEY).mapToObj(i -> instances.get(i % 2).get("/check").bearer(accessTokens.getLast()));
    List<JsonNode> got = Volley.of(Stream.concat(refreshes, checks).toList()).answers().stream().limit(VOLLEY)
        .filter(answer -> answer.status() == 200).map(Answer::json).toList();
    got.forEach(tokens -> {
      accessTokens.add(tokens.path("access_token").asText());
      refreshTokens.add(tokens.path("refresh_token").asText());
    });
    return got.size();
  }

  private static Call refresh(Client instance, String token) {
    return instance.post("/oauth2/token").form(Map.of("grant_type", "refresh_token", "refresh_token", token));
  }

  // --- the owner ---

  /// @return the new password
  private String wayBack(Owner owner) {
    Customer customer = owner.customer();
    Client client = house.client();
    long before = house.inbox().letters(customer.identifier()).stream().filter(FreezeOutageTest::resets).count();
    customer.askForPasswordLink();
    String link = house.inbox().awaitNumber(before + 1, customer.identifier(), "a link", FreezeOutageTest::resets).linkToken();
    String way = client.post("/v1/recovery/way-back").json(Map.of("token", link)).expect(201).json().path("wayBack").asText();
    JsonNode options = client.post("/v1/recovery/way-back/factor/prepare").header("Way-Back", way).json(Map.of("method", "webauthn"))
        .expect(200).json().path("publicKey");
    client.post("/v1/recovery/way-back/factor").header("Way-Back", way)
        .json(Map.of("method", "webauthn", "credential", customer.securityKey().get(options))).expect(204);
    String next = Identifier.password();
    client.put("/v1/recovery/way-back/password").header("Way-Back", way).json(Map.of("password", next)).expect(204);
    client.get("/v1/recovery/way-back/items").header("Way-Back", way).expect(200).json().path("items").forEach(item ->
        client.put("/v1/recovery/way-back/items/" + item.path("kind").asText() + "/" + item.path("id").asText()).header("Way-Back", way)
            .json(Map.of("mine", true)).expect(204));
    client.post("/v1/recovery/way-back/unfreeze").header("Way-Back", way).expect(204);
    return next;
  }

  private static boolean resets(Letter letter) {
    return letter.linksTo("/recovery/password");
  }
}
