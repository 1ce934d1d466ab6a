package io.portcullis.mfa;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.Customers.Customer;
import io.portcullis.mfa.removal.CarryOutRemovals;
import io.portcullis.testkit.CustomerTokens;
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.SoftAuthenticator;
import io.portcullis.testkit.StackResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An owner and a thief walk at random over one account, with factors of every kind. The model knows who enrolled which
/// factor and when, which removals wait, which address has reset the password, and what was shown since. Whatever either
/// of them takes must be explained by it, and what the owner may do must be possible.
///
/// Some accounts have no factor to begin with. Their thief has a stolen token, or has reset the password by the mailbox, which
/// the owner can do, too.
@QuarkusTest
@WithTestResource(value = StackResource.class, scope = TestResourceScope.GLOBAL)
class FactorAgeWalkTest {

  private static final int STEPS = 60;
  private static final int SETTLED = 48;
  private static final int SPENT = 24;
  /// Tokens tell ages in whole seconds: of factors that were enrolled so close together, either may be the older one.
  private static final double AT_ONCE = 0.01;
  private static final ObjectMapper JSON = new ObjectMapper();

  @Inject Customers customers;
  @Inject CustomerTokens tokens;
  @Inject CarryOutRemovals carryOut;
  @Inject MutableClock clock;
  @Inject Rows rows;

  @AfterEach
  void realTime() {
    clock.reset();
  }

  private enum Who { OWNER, THIEF }

  /// Strongest first.
  private enum Kind {
    KEY("webauthn", "phr", "pop", "user", "mfa"), APP("totp", "aal2", "pwd", "otp"),
    MAILBOX("email", "aal2", "pwd", "email"), NUMBER("sms", "aal2", "pwd", "sms");

    private final String method;
    private final String acr;
    private final String[] amr;

    Kind(String method, String acr, String... amr) {
      this.method = method;
      this.acr = acr;
      this.amr = amr;
    }

    boolean isAddress() {
      return this == MAILBOX || this == NUMBER;
    }
  }

  /// @param id         empty for an address
  /// @param enrolledAt in hours of the walk; the fraction tells the order within one
  /// @param first      the first factor of the account was never fresh
  private record Factor(Kind kind, Who who, String id, Object held, double enrolledAt, boolean first) {
    double settlesAt() {
      return first ? enrolledAt : enrolledAt + SETTLED;
    }

    @Override
    public String toString() {
      return "%s's %s%s of %.4f".formatted(who, first ? "first " : "", kind, enrolledAt);
    }
  }

  private record Waiting(String id, Factor target, double askedBy, double since) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void a35Walk_givenAThiefWithThePasswordAndARecoveryCode_thenNothingIsTakenThatAgeDoesNotExplain(long seed) {
    new Walk(new Random(seed)).go();
  }

  private final class Walk {
    private final Random random;
    private final AccountId account = customers.withoutFactor();
    private final List<Factor> factors = new ArrayList<>();
    private final List<Waiting> waiting = new ArrayList<>();
    /// Those that may be cancelled already, or not.
    private final Set<Waiting> doubtful = new HashSet<>();
    private final List<String> story = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();
    private double mailboxSpentUntil;
    private double now;
    /// Since when the account's factors rest on a mailbox alone; negative where they do not.
    private double restsSince = -1;
    /// When an address was changed, the account having no factor.
    private Instant changedAt;

    Walk(Random random) {
      this.random = random;
    }

    void go() {
      enrolFirst();
      for (int i = 0; i < STEPS && violations.isEmpty(); i++) {
        step();
        now += 0.0001;
        // Codes move the clock, and the callers' own tokens would not survive a long journey. Replays are not walked here.
        clock.reset();
        rows.of("update totp_authenticator set last_step = -1 where account_id = $1", account.value());
      }
      assertThat(violations).as(String.join("\n", story)).isEmpty();
    }

    private void step() {
      if (factors.isEmpty()) enrolFirst();
      switch (random.nextInt(16)) {
        case 0 -> enrolByRecoveryCode();
        case 1 -> any(Who.OWNER).ifPresent(by -> enrolBeside(by));
        case 2 -> any(Who.THIEF).ifPresent(by -> enrolBeside(by));
        case 3 -> any(Who.THIEF).ifPresent(this::removeNow);
        case 4, 5 -> any(Who.THIEF).ifPresent(this::removeLater);
        case 6 -> any(Who.OWNER).ifPresent(this::removeLater);
        case 7 -> any(Who.THIEF).ifPresent(this::renewCodes);
        case 8 -> any(Who.OWNER).ifPresent(this::session);
        case 9 -> any(Who.OWNER).ifPresent(this::throwOut);
        case 10 -> any(random.nextBoolean() ? Who.OWNER : Who.THIEF).ifPresent(this::cancel);
        case 11 -> resetByMailbox();
        case 12 -> asRestricted();
        case 13 -> pass(1 + random.nextInt(30));
        case 14 -> resetByOwner();
        case 15 -> { if (random.nextInt(4) == 0) takeChangeBack(); }
      }
      compareOffered();
    }

    private void tell(String what, Object... about) {
      story.add("%.4f h: ".formatted(now) + what.formatted(about));
    }

    private void violation(String what, Object... about) {
      violations.add("%.4f h: ".formatted(now) + what.formatted(about));
    }

    private Optional<Factor> any(Who who) {
      List<Factor> own = factors.stream().filter(factor -> factor.who() == who).toList();
      return own.isEmpty() ? Optional.empty() : Optional.of(own.get(random.nextInt(own.size())));
    }

    private Factor any() {
      return factors.get(random.nextInt(factors.size()));
    }

    private boolean isSettled(Factor factor) {
      return factor.settlesAt() <= now;
    }

    private boolean isSpent(Factor factor) {
      return factor.kind() == Kind.MAILBOX && mailboxSpentUntil > now;
    }

    // ---- showing a factor

    /// A session of a password and this factor, as old as mfa-service says; empty when it can't be shown now.
    private Optional<String> session(Factor by) {
      Optional<Instant> settledAt = by.kind().isAddress() ? shownByMessage(by) : shown(by);
      if (settledAt.isEmpty()) return Optional.empty();
      tell("%s is shown", by);
      waiting.removeIf(pending -> by.settlesAt() < pending.askedBy() - AT_ONCE || pending.target() == by && isSettled(by));
      waiting.stream().filter(pending -> Math.abs(by.settlesAt() - pending.askedBy()) <= AT_ONCE).forEach(doubtful::add);
      JwtClaims claims = tokens.claims(account, by.kind().acr, clock.instant());
      claims.setStringListClaim("amr", by.kind().amr);
      claims.setClaim("factor_settled_at", settledAt.get().getEpochSecond());
      return Optional.of(tokens.sign(claims, "at+jwt"));
    }

    private Optional<Instant> shown(Factor by) {
      String challenge = customers.challenge(account);
      ObjectNode answer = JSON.createObjectNode().put("accountId", account.toString()).put("purpose", "sign-in")
          .put("attempt", "attempt-1").put("method", by.kind().method);
      if (by.kind() == Kind.KEY) {
        String asked = customers.prepare(challenge, account, "webauthn").prettify();
        answer.set("credential", ((SoftAuthenticator) by.held()).get(json(asked).get("publicKey")));
      } else {
        answer.put("code", ((AuthenticatorApp) by.held()).codeAt(clock.instant()));
      }
      JsonPath verdict = given().auth().oauth2(Customers.authService()).contentType(ContentType.JSON).body(answer.toString())
          .post("/internal/challenges/{id}/verify", challenge).then().statusCode(200).extract().jsonPath();
      clock.advance(Customers.STEP);
      if (!"proved".equals(verdict.getString("outcome"))) {
        violation("%s can't be shown: %s", by, verdict.prettify());
        return Optional.empty();
      }
      return Optional.of(Instant.parse(verdict.getString("settledAt")));
    }

    // Only a few messages an hour go to one address: past them, it is not shown.
    private Optional<Instant> shownByMessage(Factor by) {
      Response begun = customers.challenge(account, "sign-in");
      if (begun.statusCode() != 201) return Optional.empty();
      String challenge = begun.path("challengeId");
      JsonPath sent = customers.prepare(challenge, account, by.kind().method);
      if (!"sent".equals(sent.getString("outcome"))) return Optional.empty();
      if (isSpent(by)) violation("%s is asked for, and has reset the password", by);
      JsonPath verdict = customers.verify(challenge, account, by.kind().method,
          customers.codeIn(account, sent.getString("messageId")));
      return "proved".equals(verdict.getString("outcome"))
          ? Optional.of(Instant.parse(verdict.getString("settledAt"))) : Optional.empty();
    }

    // ---- the first factor

    private void enrolFirst() {
      changedAt = clock.instant();
      enrolByStolenToken();
      if (random.nextBoolean()) {
        enrol(Who.OWNER, random.nextBoolean() ? Kind.APP : Kind.values()[random.nextInt(3)], tokens.of(account), true);
        restsSince = -1;
      } else {
        enrolByMailbox();
      }
    }

    private void enrolByStolenToken() {
      String stolen = tokens.of(account);
      String ofAnotherSession = PasswordProof.of(tokens.of(account));
      for (String body : List.of("{}", "{\"passwordProof\":\"%s\"}".formatted(ofAnotherSession))) {
        int status = customers.beginBare(stolen, body).statusCode();
        if (status != 403) violation("a stolen token begins the first factor with %s: %d", body, status);
      }
    }

    private void enrolByMailbox() {
      String token = tokens.of(account);
      JsonPath pending = customers.beginBare(token, "{\"passwordProof\":\"%s\"}".formatted(
          PasswordProof.of(token, Optional.of(clock.instant())))).then().statusCode(201).extract().jsonPath();
      var app = AuthenticatorApp.with(pending.getString("secret"));
      customers.confirm(token, pending.getString("id"), app.codeAt(clock.instant())).then().statusCode(200);
      clock.advance(Customers.STEP);
      factors.add(new Factor(Kind.APP, Who.THIEF, pending.getString("id"), app, now, false));
      restsSince = now;
      tell("%s is enrolled, which rests on the mailbox", factors.getLast());
    }

    private void resetByOwner() {
      takeBack(Optional.empty(), restsSince >= 0 && now - restsSince < SETTLED ? List.copyOf(factors) : List.of());
    }

    private void takeChangeBack() {
      takeBack(Optional.of(changedAt), List.copyOf(factors));
    }

    private void takeBack(Optional<Instant> enrolledAfter, List<Factor> expected) {
      // No order of the future: mfa-service takes an earlier one for a repetition.
      clock.reset();
      var order = JSON.createObjectNode().put("orderedAt", clock.instant().toString());
      enrolledAfter.ifPresent(after -> order.put("enrolledAfter", after.toString()));
      given().auth().oauth2(Customers.authService()).contentType(ContentType.JSON).body(order.toString())
          .post("/internal/accounts/{id}/factors/take-back", account.toString()).then().statusCode(204);
      JsonPath left = customers.overview(account);
      List<Factor> gone = factors.stream().filter(factor -> !isThere(factor, left)).toList();
      tell("%s takes back %s", enrolledAfter.isPresent() ? "an address of before" : "the owner's reset", gone);
      if (!gone.equals(expected)) violation("taken back are %s, not %s", gone, expected);
      gone.forEach(this::gone);
    }

    // ---- enrolling

    private void enrolByRecoveryCode() {
      if (factors.stream().filter(factor -> factor.who() == Who.THIEF).count() < 3) {
        enrol(Who.THIEF, kind(), customers.token(account, "aal2", "pwd", "recovery-code"), false);
      }
    }

    private void enrolBeside(Factor by) {
      if (factors.size() < 6) session(by).ifPresent(token -> enrol(by.who(), kind(), token, false));
    }

    // Text messages have a budget that all tests share.
    private Kind kind() {
      int drawn = random.nextInt(8);
      return drawn < 3 ? Kind.KEY : drawn < 5 ? Kind.APP : drawn < 7 ? Kind.MAILBOX : Kind.NUMBER;
    }

    private void enrol(Who who, Kind kind, String token, boolean first) {
      if (kind.isAddress() && factors.stream().anyMatch(factor -> factor.kind() == kind)) {
        return; // That would be a replacement, which is walked by itself.
      }
      Optional<Factor> enrolled = switch (kind) {
        case APP -> {
          Customer app = customers.enrol(account, token);
          yield Optional.of(new Factor(kind, who, app.authenticator(), app.app(), now, first));
        }
        case KEY -> Optional.of(registered(who, token, first));
        case MAILBOX, NUMBER -> address(who, kind, token, first);
      };
      enrolled.ifPresent(factor -> {
        factors.add(factor);
        if (kind == Kind.MAILBOX) mailboxSpentUntil = 0;
        tell("%s is enrolled", factor);
      });
    }

    private Factor registered(Who who, String token, boolean first) {
      var key = new SoftAuthenticator("http://localhost:8080");
      JsonNode begun = json(given().auth().oauth2(token).contentType(ContentType.JSON).body(PasswordProof.beside(token, "{}"))
          .post("/v1/mfa/webauthn/options").then().statusCode(200).extract().asString());
      ObjectNode answer = JSON.createObjectNode().put("registrationId", begun.get("registrationId").asText());
      answer.set("credential", key.create(begun.get("publicKey")));
      String id = given().auth().oauth2(token).contentType(ContentType.JSON).body(answer.toString())
          .post("/v1/mfa/webauthn").then().statusCode(201).extract().path("id");
      return new Factor(Kind.KEY, who, id, key, now, first);
    }

    private Optional<Factor> address(Who who, Kind kind, String token, boolean first) {
      String address = kind == Kind.MAILBOX ? Customers.emailAddress() : Customers.phoneNumber();
      Response begun = kind == Kind.MAILBOX
          ? given().auth().oauth2(token).contentType(ContentType.JSON).body(PasswordProof.beside(token, Map.of("address", address, "besideStronger", true)))
              .put("/v1/mfa/email")
          : customers.putSms(token, address, true);
      if (begun.statusCode() != 202) return Optional.empty();
      Response confirmed = customers.confirmAddress(token, kind.method, customers.codeIn(account, begun.path("messageId")));
      return confirmed.statusCode() == 200
          ? Optional.of(new Factor(kind, who, "", address, now, first)) : Optional.empty();
    }

    // ---- taking away

    private static String path(Factor target) {
      return "/v1/mfa/" + target.kind().method + (target.id().isEmpty() ? "" : "/" + target.id());
    }

    /// Whether the model lets a session of `by` take `target` at once.
    private boolean mayTake(Factor by, Factor target) {
      return isSettled(by) && (!isSettled(target) || by.kind().compareTo(target.kind()) <= 0);
    }

    private void removeNow(Factor by) {
      Factor target = any();
      if (random.nextInt(3) == 0 && target.kind().isAddress()) {
        replace(by, target);
        return;
      }
      session(by).ifPresent(token -> {
        int status = given().auth().oauth2(token).delete(path(target)).statusCode();
        tell("%s removes %s: %d", by, target, status);
        if (status == 204) taken(by, target);
      });
    }

    private void replace(Factor by, Factor target) {
      session(by).ifPresent(token -> address(by.who(), target.kind(), token, false).ifPresent(mine -> {
        tell("%s replaces %s", by, target);
        taken(by, target);
        factors.add(mine);
        if (target.kind() == Kind.MAILBOX) mailboxSpentUntil = 0;
      }));
    }

    private void taken(Factor by, Factor target) {
      if (!mayTake(by, target)) violation("%s took %s", by, target);
      gone(target);
    }

    private void gone(Factor target) {
      factors.remove(target);
      waiting.removeIf(pending -> pending.target() == target);
    }

    private void removeLater(Factor by) {
      Factor target = any();
      if (by.who() == Who.OWNER && target.who() == Who.OWNER) return;
      session(by).ifPresent(token -> {
        Response answer = given().auth().oauth2(token).queryParam("wait", true).delete(path(target));
        tell("%s asks for the removal of %s: %d", by, target, answer.statusCode());
        if (answer.statusCode() == 204) {
          taken(by, target);
        } else if (answer.statusCode() == 202 && waiting.stream().noneMatch(pending -> pending.target() == target)) {
          waiting.add(new Waiting(answer.path("removalId"), target, by.settlesAt(), now));
        }
      });
    }

    private void cancel(Factor by) {
      if (waiting.isEmpty()) return;
      Waiting pending = waiting.get(random.nextInt(waiting.size()));
      session(by).ifPresent(token -> {
        int status = given().auth().oauth2(token).delete("/v1/mfa/removals/{id}", pending.id()).statusCode();
        tell("%s cancels the removal of %s: %d", by, pending.target(), status);
        boolean may = isSettled(by) || by.settlesAt() <= pending.askedBy() + AT_ONCE;
        if (status == 204 && !may) violation("%s cancelled %s", by, pending);
        if (status != 204 && may && waiting.contains(pending) && !doubtful.contains(pending)) {
          violation("%s can't cancel %s: %d", by, pending, status);
        }
        if (status == 204) waiting.remove(pending);
      });
    }

    private void renewCodes(Factor by) {
      session(by).ifPresent(token -> {
        if (customers.renewCodes(token).statusCode() == 201 && !isSettled(by)) violation("%s issued recovery codes", by);
      });
    }

    // The owner reads the alert: a settled factor throws out what is fresh.
    private void throwOut(Factor by) {
      any(Who.THIEF).filter(target -> isSettled(by) && !isSettled(target)).ifPresent(target -> session(by).ifPresent(token -> {
        int status = given().auth().oauth2(token).delete(path(target)).statusCode();
        tell("%s throws %s out: %d", by, target, status);
        if (status == 204) gone(target);
        else violation("%s can't throw %s out: %d", by, target, status);
      }));
    }

    /// With no more than a recovery code.
    private void asRestricted() {
      String token = customers.token(account, "aal2", "pwd", "recovery-code");
      Factor target = any();
      for (String way : List.of("", "?wait=true")) {
        int status = given().auth().oauth2(token).delete(path(target) + way).statusCode();
        if (status != 401) violation("a restricted session removes %s%s: %d", target, way, status);
      }
      if (customers.renewCodes(token).statusCode() != 401) violation("a restricted session issues recovery codes");
      if (!waiting.isEmpty() && given().auth().oauth2(token).delete("/v1/mfa/removals/{id}", waiting.getFirst().id())
          .statusCode() != 401) violation("a restricted session cancels a removal");
    }

    // ---- what happens around them

    /// Whoever reads the mailbox resets the password by it.
    private void resetByMailbox() {
      factors.stream().filter(factor -> factor.kind() == Kind.MAILBOX).findFirst().ifPresent(mailbox -> {
        given().auth().oauth2(Customers.authService()).contentType(ContentType.JSON)
            .body(Map.of("addresses", List.of(mailbox.held())))
            .put("/internal/accounts/{id}/spent-addresses", account.toString()).then().statusCode(204);
        mailboxSpentUntil = Math.max(mailboxSpentUntil, now + SPENT);
        tell("%s resets the password", mailbox);
      });
    }

    /// The clock stays, since Kafka takes no event from so far in the future; the rows grow older.
    private void pass(int hours) {
      now += hours;
      tell("%d hours have passed", hours);
      older(hours, "totp_authenticator", "confirmed_at");
      older(hours, "webauthn_credential", "created_at");
      older(hours, "code_address", "confirmed_at", "spent_until");
      older(hours, "pending_removal", "requested_at", "requester_settles_at", "takes_effect_at", "reminded_at");
      older(hours, "asked_removal", "asked_at");
      older(hours, "account", "hold_until", "rests_on_address_since", "enrolments_not_before");
      changedAt = changedAt.minus(hours, ChronoUnit.HOURS);
      carryOut.handle().await().indefinitely();
      JsonPath left = customers.overview(account);
      for (Factor gone : factors.stream().filter(factor -> !isThere(factor, left)).toList()) {
        if (waiting.stream().noneMatch(pending -> pending.target() == gone && now - pending.since() >= SETTLED)) {
          violation("%s is gone; waiting: %s", gone, waiting);
        }
        tell("%s is gone", gone);
        gone(gone);
      }
    }

    private void older(int hours, String table, String... columns) {
      rows.of("update %s set %s where account_id = $1".formatted(table, String.join(", ", Arrays.stream(columns)
          .map("%1$s = %1$s - make_interval(hours => $2)"::formatted).toList())), account.value(), hours);
    }

    private static boolean isThere(Factor factor, JsonPath overview) {
      return factor.id().isEmpty()
          ? overview.get(factor.kind().method) != null
          : overview.getList(factor.kind().method + ".id").contains(factor.id());
    }

    /// Neither a fresh factor nor anything else hides a way in that its owner has.
    private void compareOffered() {
      List<String> expected = Arrays.stream(Kind.values())
          .filter(kind -> factors.stream().anyMatch(factor -> factor.kind() == kind && !isSpent(factor)))
          .map(kind -> kind.method).toList();
      List<String> offered = customers.methods(account).stream().filter(method -> !method.equals("recovery-code")).toList();
      if (!offered.equals(expected)) violation("offered are %s, not %s", offered, expected);
    }
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException unreadable) {
      throw new AssertionError(unreadable);
    }
  }
}
