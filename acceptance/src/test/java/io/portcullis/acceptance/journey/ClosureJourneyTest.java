package io.portcullis.acceptance.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.acceptance.Answer;
import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.Eventually;
import io.portcullis.acceptance.Identifier;
import io.portcullis.acceptance.Letter;
import io.portcullis.acceptance.OpenedCase;
import io.portcullis.acceptance.Photograph;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import io.portcullis.acceptance.house.Needles;
import io.portcullis.acceptance.house.Trail;
import io.portcullis.devstack.Service;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Promise BACK-7: an account is closed after two weeks in which its owner does not sign in, and nothing personal is left of it.
@AgainstTheHouse
class ClosureJourneyTest {
  private static final String CLOSURE = "/v1/account/closure";
  private static final String PASSPHRASE = "583920";
  private static final String WALLET = "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq";
  /// The job that ends closings looks once a minute.
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final House house;

  ClosureJourneyTest(House house) {
    this.house = house;
  }

  private static Answer close(Customer customer, Map<String, String> body) {
    return customer.client().post(CLOSURE).bearer(customer.accessToken()).json(body).send();
  }

  private static Answer shown(Customer customer) {
    return customer.client().get(CLOSURE).bearer(customer.accessToken()).send();
  }

  private static void told(Customer customer, long number, String subject) {
    customer.inbox().awaitNumber(number, customer.identifier(), subject, letter -> letter.subject().equals(subject));
  }

  private static String account(Customer customer) {
    return customer.read("/v1/account").json().path("accountId").asText();
  }

  private void endsIn(String account, String time, String remindedAt) {
    house.databases().age(Service.AUTH, "update account_closure set closes_at = now() + interval '%s', reminded_at = %s where account_id = '%s'"
        .formatted(time, remindedAt, account));
  }

  /// What the owner of an account types, and gives names to.
  private record Named(String phrase, String factor, String device, String apiKey, String wallet, String phone, List<String> answers, String paper) {
    static Named fresh() {
      return new Named(any("phrase"), any("factor"), any("device"), any("key"), any("wallet"), Identifier.phone().value(),
          List.of(any("attic"), any("soup"), any("cellar")), any("paper"));
    }

    /// A photograph, with words behind its end.
    byte[] photograph() {
      byte[] image = Photograph.of(61, 37);
      byte[] words = paper.getBytes(StandardCharsets.UTF_8);
      byte[] file = Arrays.copyOf(image, image.length + words.length);
      System.arraycopy(words, 0, file, image.length, words.length);
      return file;
    }

    /// As JSON and a dump of a table would have it.
    List<String> pixels() {
      byte[] middle = Arrays.copyOfRange(photograph(), 3000, 3030);
      return List.of(HexFormat.of().formatHex(middle), Base64.getEncoder().encodeToString(middle));
    }

    private static String any(String of) {
      return "my " + of + " " + Identifier.password().substring(21);
    }
  }

  private Customer owner(Named named) throws GeneralSecurityException {
    Customer customer = house.signedIn();
    customer.setAntiPhishingCode(named.phrase());
    customer.enrolSecurityKey(named.factor());
    customer.stepUpByTouch();
    customer.client().put("/v1/trading-passphrase").bearer(customer.accessToken()).json(Map.of("passphrase", PASSPHRASE)).expect(204);
    addPhone(customer, named.phone());
    answerQuestions(customer, named.answers());
    String device = customer.read("/v1/devices").json().path("devices").path(0).path("id").asText();
    customer.client().patch("/v1/devices/" + device).bearer(customer.accessToken()).json(Map.of("name", named.device())).expect(204);
    Program.make(customer, named.apiKey(), PASSPHRASE);
    String entry = customer.client().post("/v1/approvals").bearer(customer.accessToken()).json(Map.of("system", "portcullis",
        "authorizationDetails", Map.of("type", "address-book-entry", "label", named.wallet(), "asset", "BTC", "network", "bitcoin",
            "address", WALLET))).expect(201).json().path("approvalId").asText();
    JsonNode asked = customer.client().post("/v1/approvals/" + entry + "/challenge").bearer(customer.accessToken()).json(Map.of()).expect(200).json();
    customer.client().post("/v1/approvals/" + entry + "/approve").bearer(customer.accessToken()).json(Map.of(
        "method", "webauthn", "credential", customer.securityKey().get(asked.get("publicKey")), "passphrase", PASSPHRASE)).expect(200);
    customer.client().post("/v1/address-book").bearer(customer.accessToken()).json(Map.of("approvalId", entry)).expect(201);
    customer.client().post("/v1/recovery/password").json(Map.of("identifier", customer.identifier())).send();
    customer.inbox().await(customer.identifier(), "a link", letter -> letter.linksTo("/recovery/password"));
    return customer;
  }

  private static void addPhone(Customer customer, String phone) {
    String id = customer.client().post("/v1/account/identifiers").bearer(customer.accessToken()).json(Map.of("identifier", phone))
        .expect(202).json().path("identifierId").asText();
    String code = customer.inbox().await(phone, "a code", Letter::hasCode).code();
    customer.client().post("/v1/account/identifiers/" + id + "/verify").bearer(customer.accessToken()).json(Map.of("code", code)).expect(200);
  }

  private static void answerQuestions(Customer customer, List<String> answers) {
    customer.client().put("/v1/recovery/security-questions").bearer(customer.accessToken()).json(Map.of("answers", List.of(
        Map.of("question", "hiding-place", "answer", answers.get(0)), Map.of("question", "bad-meal", "answer", answers.get(1)),
        Map.of("question", "first-fear", "answer", answers.get(2))))).expect(204);
  }

  /// A case with a photograph and answers, which the owner cancels.
  private OpenedCase evidence(Customer customer, Named named) {
    JsonNode opened = customer.client().post("/v1/recovery/cases/own").bearer(customer.accessToken())
        .json(Map.of("reason", "second-factor")).expect(202).json();
    var claim = new OpenedCase(customer.client(), opened.path("caseId").asText(), opened.path("token").asText());
    var file = Map.of("token", claim.token(), "kind", "document", "content", Base64.getEncoder().encodeToString(named.photograph()));
    Eventually.holds(PATIENCE, "the case takes a file",
        () -> claim.client().post("/v1/recovery/cases/evidence").json(file).send().status() == 201);
    claim.client().post("/v1/recovery/cases/cancel").json(Map.of("token", claim.token())).expect(204);
    house.awaitQuiet();
    return claim;
  }

  private long files(OpenedCase of) {
    return house.databases().count(Service.RECOVERY, "evidence_file where recovery_case = '%s'".formatted(of.id()));
  }

  @Test
  void back7_givenTwoWhoCloseTheirAccounts_whenOneSignsInAndOneDoesNot_thenOneAccountStays_andOfTheOtherNothingPersonalIsLeft() throws Exception {
    Named named = Named.fresh();
    Customer leaving = owner(named);
    String left = account(leaving);
    OpenedCase claim = evidence(leaving, named);
    assertThat(files(claim)).isEqualTo(1);
    String network = leaving.read("/v1/activity").json().findValuesAsText("address").getFirst();
    assertThat(close(leaving, Map.of("passphrase", PASSPHRASE)).json().path("reason").asText()).isEqualTo("held");
    house.holdsAreOver(left);
    assertThat(close(leaving, Map.of("passphrase", PASSPHRASE)).json().path("reason").asText()).as("an API key's approval may still be used")
        .isEqualTo("approvals-open");
    house.databases().age(Service.AUTH, "update approval set ends_at = ends_at - interval '1 hour' where account_id = '%s'".formatted(left));
    assertThat(close(leaving, Map.of()).problem()).isEqualTo("passphrase-refused");
    Answer asked = close(leaving, Map.of("passphrase", PASSPHRASE));
    assertThat(asked.status()).as(asked.body()).isEqualTo(202);
    assertThat(Instant.parse(asked.json().path("closesAt").asText())).isAfter(Instant.now().plus(Duration.ofDays(13)));
    told(leaving, 1, "Your account will be closed");

    leaving.touch(leaving.offerPassword().secondFactor());
    told(leaving, 1, "Your account will not be closed");
    assertThat(shown(leaving).problem()).isEqualTo("not-found");
    assertThat(close(leaving, Map.of("passphrase", PASSPHRASE)).status()).isEqualTo(202);
    told(leaving, 2, "Your account will be closed");

    Customer staying = house.signedIn();
    String stays = account(staying);
    assertThat(close(staying, Map.of()).status()).isEqualTo(202);
    endsIn(stays, "23 hours", "null");
    endsIn(left, "-1 minute", "now()");
    Eventually.holds(PATIENCE, "the account is closed",
        () -> house.databases().count(Service.AUTH, "account where id = '%s' and status = 'closed'".formatted(left)) == 1);
    Eventually.holds(PATIENCE, "the other one's owner is told again",
        () -> house.databases().count(Service.AUTH, "account_closure where account_id = '%s' and reminded_at is not null".formatted(stays)) == 1);
    told(staying, 1, "Last notice: your account will be closed");
    staying.signIn();
    told(staying, 1, "Your account will not be closed");
    assertThat(shown(staying).problem()).isEqualTo("not-found");

    Eventually.holds(PATIENCE, "four services confirm that they erased it", () -> house.databases().count(Service.AUTH,
        "(select account_id from erasure_owed union all select account_id from erasure_awaited) as missing where account_id = '%s'".formatted(left)) == 0);
    house.awaitQuiet();
    house.check().soonRefuses(leaving.accessToken());
    leaving.client().post("/oauth2/token").form(Map.of("grant_type", "refresh_token", "refresh_token", leaving.refreshToken())).expect(400);
    assertThat(PasswordAttempt.by(house.client(), leaving).problem()).isEqualTo("credentials-refused");
    nothingIsLeft(left, leaving, named, network);
    assertThat(files(claim)).isZero();
    Trail.Verdict verdict = house.trail().audit();
    assertThat(verdict.status()).as(verdict.said()).isZero();
    assertThat(verdict.said()).containsPattern("\\([1-9]\\d* of them erased\\)");
    nobodyGetsIt(leaving);
  }

  private void nothingIsLeft(String account, Customer of, Named named, String network) throws IOException {
    var typed = new ArrayList<>(List.of(of.identifier(), named.phrase(), named.wallet(), named.phone(), named.phone().substring(1), named.paper()));
    typed.addAll(named.answers());
    typed.addAll(named.pixels());
    var personal = new Needles(typed);
    var told = new Needles(List.of(named.factor(), named.device(), named.apiKey()));
    // Too short for a needle, and a part of others' addresses.
    var address = Pattern.compile("(?<![\\d.])" + Pattern.quote(network) + "(?![\\d]|\\.\\d)");
    // A search that finds nothing proves something only if it finds what is there.
    var control = new Needles(List.of(account));
    var found = new ArrayList<String>();
    var kept = new ArrayList<String>();
    var controlled = new TreeSet<String>();
    BiConsumer<String, String> reader = (where, text) -> {
      personal.in(text).forEach(hit -> found.add(where + ": " + hit));
      var facts = new ArrayList<>(told.in(text));
      address.matcher(text).results().forEach(hit -> facts.add("the network address"));
      (isTopicOfFacts(where) ? kept : found).addAll(facts.stream().map(hit -> where + ": " + hit).toList());
      if (!control.in(text).isEmpty()) controlled.add(where);
    };
    house.haystack().read(reader);
    house.haystack().readFiles(reader);
    assertThat(found).isEmpty();
    assertThat(kept).as("the search finds what is there").anyMatch(hit -> hit.contains("the network address"))
        .anyMatch(hit -> !hit.contains("the network address"));
    assertThat(controlled).contains("table auth.public.account", "table notification.public.audit_event", "topic portcullis.security-events");
  }

  /// It has what happened in the last seven days. The trail is written from it.
  private static boolean isTopicOfFacts(String where) {
    return where.equals("topic portcullis.security-events");
  }

  /// Its address is kept from others for 90 days, and nobody can tell.
  private void nobodyGetsIt(Customer closed) {
    assertThat(registered(house.newcomer(new Identifier(closed.identifier()))).problem()).isEqualTo("code-refused");
    house.databases().age(Service.AUTH, "update quarantined_identifier set ends_at = ends_at - interval '90 days'");
    assertThat(registered(house.newcomer(new Identifier(closed.identifier()))).status()).isEqualTo(200);
  }

  private Answer registered(Customer next) {
    long before = codes(next);
    String registration = next.register().registrationId();
    String code = house.inbox().awaitNumber(before + 1, next.identifier(), "a code", Letter::hasCode).code();
    return next.client().post("/v1/accounts/verify").json(Map.of("registrationId", registration, "code", code)).send();
  }

  private long codes(Customer next) {
    return house.inbox().letters(next.identifier()).stream().filter(Letter::hasCode).count();
  }
}
