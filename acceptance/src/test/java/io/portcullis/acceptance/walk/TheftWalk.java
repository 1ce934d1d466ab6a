package io.portcullis.acceptance.walk;

import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.acceptance.Answer;
import io.portcullis.acceptance.Client;
import io.portcullis.acceptance.Client.Call;
import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.Identifier;
import io.portcullis.acceptance.SignInStep;
import io.portcullis.acceptance.Totp;
import io.portcullis.acceptance.Unexpected;
import io.portcullis.acceptance.house.House;
import io.portcullis.acceptance.walk.Holds.Change;
import io.portcullis.devstack.Service;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/// One thief who has a customer's mailbox, password and one recovery code, takes every step in any order, and has time. The owner
/// sleeps. After each step that released money the model says whether it was held.
final class TheftWalk {
  private static final int STEPS_PER_THEFT = 400;
  private static final List<String> PASSPHRASES = List.of("583920", "720549");
  private static final String OWNERS_PASSPHRASE = "941573";

  private final House house;
  private final Random random;
  private final Client exchange;
  private final List<String> violations = new ArrayList<>();
  private final Set<String> seen = new TreeSet<>();

  private Customer thief;
  private String account;
  private Holds holds;
  private Deque<String> recoveryCodes;
  private Optional<Totp> app;
  private boolean hasKey;
  private boolean signedIn;
  private Optional<String> passphrase;
  private List<Approved> approved;
  private int number;
  private int resets;

  TheftWalk(House house, long seed) {
    this.house = house;
    this.random = new Random(seed);
    this.exchange = house.stranger().at(house.address(Service.AUTH));
  }

  private record Approved(String id, String hash) {}

  /// @param seen what happened at least once
  record Log(List<String> violations, Set<String> seen) {}

  Log take(int steps) {
    for (int step = 0; step < steps && violations.isEmpty(); step++) {
      if (step % STEPS_PER_THEFT == 0) beginTheft();
      try {
        step();
      } catch (Unexpected refused) {
        // A refusal is always fine, a breakdown is not.
        if (refused.getMessage().matches("(?s).*answered 500.*")) violations.add(refused.getMessage());
      }
    }
    return new Log(violations, seen);
  }

  /// An owner with a security key, an app, a trading passphrase and recovery codes, all of old.
  private void beginTheft() {
    Customer owner = house.signedIn();
    owner.enrolSecurityKey("owner's key");
    owner.stepUpByTouch();
    owner.client().put("/v1/trading-passphrase").bearer(owner.accessToken()).json(Map.of("passphrase", OWNERS_PASSPHRASE)).expect(204);
    account = owner.read("/v1/account").json().path("accountId").asText();
    pass(Duration.ofDays(10));
    thief = new Customer(house.client(), house.inbox(), new Identifier(owner.identifier()), owner.password());
    holds = new Holds();
    recoveryCodes = new ArrayDeque<>(List.of(owner.recoveryCodes().getFirst()));
    app = Optional.empty();
    hasKey = false;
    signedIn = false;
    resets = 0;
    passphrase = Optional.empty();
    approved = new ArrayList<>();
  }

  private void step() {
    if (!signedIn) {
      signIn();
      return;
    }
    switch (random.nextInt(16)) {
      case 0 -> signIn();
      case 1, 2 -> enrolKey();
      case 3 -> enrolApp();
      case 4, 5 -> setPassphrase();
      case 6, 7 -> stepUp();
      case 8 -> resetPassword();
      case 9 -> reissueCodes();
      case 10 -> removeOthers();
      case 11, 12 -> approve();
      case 13, 14 -> consume();
      case 15 -> wait(Duration.ofHours(List.of(1, 6, 13, 25, 49).get(random.nextInt(5))));
    }
  }

  // --- what the thief does ---

  private void signIn() {
    switch (thief.offerPassword()) {
      case SignInStep.Complete _ -> opened();
      case SignInStep.Confirmation asked -> {
        thief.confirm(asked);
        opened();
      }
      case SignInStep.SecondFactor asked -> prove(asked);
    }
  }

  private void prove(SignInStep.SecondFactor asked) {
    if (hasKey && random.nextBoolean()) {
      thief.touch(asked);
    } else if (app.isPresent() && random.nextBoolean()) {
      thief.prove(asked, "totp", app.get().current());
    } else if (!recoveryCodes.isEmpty()) {
      thief.prove(asked, "recovery-code", recoveryCodes.pop());
      changed(Change.RECOVERY_CODE_USED);
    } else {
      return;
    }
    opened();
  }

  private void opened() {
    signedIn = true;
    seen.add("signed-in");
  }

  private void enrolKey() {
    if (hasKey) return;
    thief.enrolSecurityKey("thief's key");
    hasKey = true;
    changed(Change.FACTOR_ADDED);
  }

  private void enrolApp() {
    if (app.isPresent()) return;
    JsonNode begun = as(thief.client().post("/v1/mfa/totp")).json(Map.of("name", "thief's app")).expect(201).json();
    var fresh = new Totp(begun.path("secret").asText(), Clock.systemUTC());
    as(thief.client().post("/v1/mfa/totp/confirm")).json(Map.of("id", begun.path("id").asText(), "code", fresh.current())).expect(200);
    app = Optional.of(fresh);
    changed(Change.FACTOR_ADDED);
  }

  private void setPassphrase() {
    String next = PASSPHRASES.get(random.nextInt(PASSPHRASES.size()));
    as(thief.client().put("/v1/trading-passphrase")).json(Map.of("passphrase", next)).expect(204);
    passphrase = Optional.of(next);
    changed(Change.PASSPHRASE);
  }

  private void stepUp() {
    if (hasKey && random.nextInt(3) > 0) {
      thief.stepUpByTouch(random.nextBoolean() ? "aal2" : "phr");
    } else if (app.isPresent()) {
      thief.stepUp("aal2", "totp", app.get().current());
    } else {
      thief.stepUp("aal1", "password", thief.password());
    }
    seen.add("stepped-up");
  }

  private void resetPassword() {
    // Each waits for a mail, and a few an hour are sent.
    if (resets++ > 0) return;
    long before = links();
    thief.askForPasswordLink();
    var letter = thief.inbox().awaitNumber(before + 1, thief.identifier(), "a link", found -> found.linksTo("/recovery/password"));
    thief.setPasswordWith(letter.linkToken(), Identifier.password());
    signedIn = false;
    changed(Change.PASSWORD);
  }

  private long links() {
    return thief.inbox().letters(thief.identifier()).stream().filter(letter -> letter.linksTo("/recovery/password")).count();
  }

  private void reissueCodes() {
    JsonNode codes = as(thief.client().post("/v1/mfa/recovery-codes")).expect(201).json().path("codes");
    recoveryCodes = new ArrayDeque<>(codes.valueStream().map(JsonNode::asText).toList());
    changed(Change.RECOVERY_CODES);
  }

  private void removeOthers() {
    for (JsonNode key : thief.read("/v1/mfa").json().path("webauthn")) {
      if (key.path("name").asText().equals("owner's key")) {
        as(thief.client().delete("/v1/mfa/webauthn/" + key.path("id").asText())).expect(204);
        changed(Change.FACTOR_REMOVED);
      }
    }
  }

  private void approve() {
    JsonNode proposed = asExchange("").json(Map.of("accountId", account, "authorizationDetails", Map.of("type", "withdrawal", "asset", "BTC",
        "amount", Integer.toString(++number), "network", "bitcoin", "address", "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq"))).expect(201).json();
    String path = "/v1/approvals/" + proposed.path("approvalId").asText();
    boolean byKey = hasKey && random.nextInt(3) > 0;
    JsonNode asked = as(thief.client().post(path + "/challenge")).json(Map.of("method", byKey ? "webauthn" : "totp")).expect(200).json();
    Map<String, Object> shown = byKey
        ? Map.of("method", "webauthn", "credential", thief.securityKey().get(asked.path("publicKey")), "passphrase", guess())
        : Map.of("method", "totp", "code", app.map(Totp::current).orElse("000000"), "passphrase", guess());
    as(thief.client().post(path + "/approve")).json(shown).expect(200);
    approved.add(new Approved(proposed.path("approvalId").asText(), proposed.path("actionHash").asText()));
    seen.add("approved");
  }

  private String guess() {
    return passphrase.orElse(PASSPHRASES.getFirst());
  }

  private void consume() {
    if (approved.isEmpty()) return;
    Approved any = approved.get(random.nextInt(approved.size()));
    Answer answer = asExchange("/" + any.id() + "/consume").json(Map.of("actionHash", any.hash())).send();
    if (answer.status() == 200) {
      seen.add("consumed");
      if (!holds.left().isEmpty()) violations.add("money left while it was held: " + holds.left());
    } else {
      seen.add(answer.problem());
      if (answer.status() == 500) violations.add(answer.body());
    }
  }

  private void wait(Duration time) {
    holds.pass(time);
    pass(time);
  }

  private void changed(Change change) {
    holds.note(change);
    seen.add(change.name());
  }

  private Call as(Call call) {
    return call.bearer(thief.accessToken());
  }

  private Call asExchange(String path) {
    return exchange.post("/internal/approvals" + path).bearer(house.serviceToken("withdrawals", Service.AUTH));
  }

  // --- time, as far as it decides what a factor may do and what is held ---

  private void pass(Duration time) {
    String by = "interval '%d seconds'".formatted(time.toSeconds());
    for (String moved : List.of("webauthn_credential set created_at = created_at - %s", "totp_authenticator set confirmed_at = confirmed_at - %s",
        "account set hold_until = hold_until - %1$s, rests_on_address_since = rests_on_address_since - %1$s, "
            + "enrolments_not_before = enrolments_not_before - %1$s",
        "protection_change set changed_at = changed_at - %1$s, held_until = held_until - %1$s",
        "guess_budget set guessed_at = '{}'")) {
      house.databases().age(Service.MFA, "update " + moved.formatted(by) + " where account_id = '" + account + "'");
    }
    house.databases().age(Service.AUTH, "update protection_change set changed_at = changed_at - %1$s, held_until = held_until - %1$s where account_id = '%2$s'"
        .formatted(by, account));
    house.databases().age(Service.AUTH, "update account set let_in_by_address_at = let_in_by_address_at - %s where id = '%s'".formatted(by, account));
    house.databases().age(Service.AUTH, "update approval set proposed_at = proposed_at - interval '1 hour' where account_id = '%s'".formatted(account));
  }
}
