package io.portcullis.acceptance.walk;

import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.acceptance.Answer;
import io.portcullis.acceptance.Client;
import io.portcullis.acceptance.Client.Call;
import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.Identifier;
import io.portcullis.acceptance.Letter;
import io.portcullis.acceptance.SignInStep;
import io.portcullis.acceptance.Totp;
import io.portcullis.acceptance.Unexpected;
import io.portcullis.acceptance.house.House;
import io.portcullis.acceptance.walk.Holds.Change;
import io.portcullis.devstack.Service;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One thief who has a customer's mailbox, password and one recovery code, takes every step in any order, and has time. The owner
/// may have locked something, and sleeps. After each step that released money the model says whether it was held or locked, and after
/// each change whether the settings were locked.
final class TheftWalk {
  private static final int STEPS_PER_THEFT = 300;
  private static final List<String> PASSPHRASES = List.of("583920", "720549");
  private static final String OWNERS_PASSPHRASE = "941573";
  private static final List<String> ADDRESSES = List.of("0x1f9090aae28b8a3dceadf281b0f12828e676c326", "0x388c818ca8b9251b393131c08a736a67ccb19297");

  private final House house;
  private final Random random;
  private final Client exchange;
  private final List<String> violations = new ArrayList<>();
  private final Set<String> seen;

  private Customer thief;
  private String account;
  private Holds holds;
  private Locks locks;
  private Deque<String> recoveryCodes;
  private Optional<Totp> app;
  private boolean hasKey;
  private boolean signedIn;
  private Optional<String> passphrase;
  private List<Approved> approved;
  private int number;
  private int resets;
  private int addresses;
  private boolean hasApiKey;

  /// @param seen takes what happened at least once; other walkers may add to it, too
  TheftWalk(House house, long seed, Set<String> seen) {
    this.house = house;
    this.random = new Random(seed);
    this.seen = seen;
    this.exchange = house.stranger().at(house.address(Service.AUTH));
  }

  /// @param address empty for what has none
  private record Approved(String id, String hash, String statement, Optional<String> address) {}

  /// Takes so many steps, and more until all of `wanted` was seen, at most eight times as many.
  ///
  /// @return what should not have happened
  List<String> take(int steps, Set<String> wanted) {
    int ofThisTheft = STEPS_PER_THEFT;
    for (int step = 0; violations.isEmpty() && (step < steps || step < 8 * steps && !seen.containsAll(wanted)); step++) {
      if (ofThisTheft++ >= STEPS_PER_THEFT || isShutOut()) {
        beginTheft();
        ofThisTheft = 0;
      }
      try {
        step();
      } catch (Unexpected refused) {
        // A refusal is always fine, a breakdown is not.
        if (refused.getMessage().matches("(?s).*answered 500.*")) violations.add(refused.getMessage());
      }
    }
    return violations;
  }

  /// Signed out, without a second factor left: all that the thief could do is to wait.
  private boolean isShutOut() {
    return !signedIn && !hasKey && app.isEmpty() && recoveryCodes.isEmpty();
  }

  /// An owner with a security key, an app, a trading passphrase and recovery codes, all of old.
  private void beginTheft() {
    Customer owner = house.signedIn();
    owner.enrolSecurityKey("owner's key");
    owner.stepUpByTouch();
    owner.client().put("/v1/trading-passphrase").bearer(owner.accessToken()).json(Map.of("passphrase", OWNERS_PASSPHRASE)).expect(204);
    account = owner.read("/v1/account").json().path("accountId").asText();
    pass(Duration.ofDays(10));
    locks = new Locks();
    takePrecautions(owner);
    thief = new Customer(house.client(), house.inbox(), new Identifier(owner.identifier()), owner.password());
    holds = new Holds();
    recoveryCodes = new ArrayDeque<>(List.of(owner.recoveryCodes().getFirst()));
    app = Optional.empty();
    hasKey = false;
    signedIn = false;
    resets = 0;
    addresses = 0;
    hasApiKey = false;
    passphrase = Optional.empty();
    approved = new ArrayList<>();
  }

  private void takePrecautions(Customer owner) {
    owner.stepUpByTouch();
    switch (random.nextInt(5)) {
      case 0 -> {
        owner.client().put("/v1/settings-lock").bearer(owner.accessToken()).json(Map.of("days", 1)).expect(200);
        locks.lockSettings(1);
      }
      case 1 -> {
        String kind = random.nextBoolean() ? "soft" : "strict";
        owner.client().put("/v1/withdrawal-lock").bearer(owner.accessToken()).json(Map.of("days", 3, "kind", kind)).expect(200);
        locks.lockWithdrawals(3, true);
      }
      case 2 -> {
        owner.client().put("/v1/address-book/book-only").bearer(owner.accessToken()).json(Map.of("on", true)).expect(200);
        locks.payToTheBookAlone();
      }
      default -> { }
    }
  }

  private void step() {
    if (!signedIn) {
      signIn();
      return;
    }
    switch (random.nextInt(20)) {
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
      case 16 -> {
        wait(Duration.ofHours(49));
        approve();
        consume();
      }
      default -> goAnotherWay();
    }
  }

  private void goAnotherWay() {
    switch (random.nextInt(8)) {
      case 0 -> addAddress();
      // Seldom: it keeps the thief from all else.
      case 1 -> {
        if (random.nextInt(6) == 0) lockSettings();
      }
      case 2 -> unlockSettings();
      case 3 -> {
        if (random.nextInt(4) == 0) lockWithdrawals();
      }
      case 4 -> liftWithdrawals();
      case 5 -> switchBookOnly();
      case 6 -> bookAnAddress();
      case 7 -> useAnApiKey();
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
    // The link begins to unlock the settings, and does no more then.
    locks.beginUnlocking();
    long before = links();
    thief.askForPasswordLink();
    var letter = thief.inbox().awaitNumber(before + 1, thief.identifier(), "a link", found -> found.linksTo("/recovery/password"));
    thief.setPasswordWith(letter.linkToken(), Identifier.password());
    signedIn = false;
    changed(Change.PASSWORD);
    locks.passwordIsReset();
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

  private void addAddress() {
    if (addresses++ > 0) return;
    String fresh = Identifier.email("mallory").value();
    JsonNode begun = as(thief.client().post("/v1/account/identifiers")).json(Map.of("identifier", fresh)).expect(202).json();
    String code = thief.inbox().await(fresh, "a code", Letter::hasCode).code();
    String path = "/v1/account/identifiers/" + begun.path("identifierId").asText() + "/verify";
    as(thief.client().post(path)).json(Map.of("code", code)).expect(200);
    changed(Change.IDENTIFIERS);
  }

  private void approve() {
    var details = new TreeMap<String, Object>(Map.of("asset", "ETH", "amount", Integer.toString(++number)));
    Optional<String> address = Optional.empty();
    switch (random.nextInt(5)) {
      case 0 -> details.putAll(Map.of("type", "p2p-trade", "side", "sell", "currency", "EUR", "price", "2000", "counterparty", "mallory"));
      case 1 -> details.putAll(Map.of("type", "internal-transfer", "recipient", "mallory"));
      default -> {
        address = Optional.of(ADDRESSES.get(random.nextInt(ADDRESSES.size())));
        details.putAll(Map.of("type", "withdrawal", "network", "ethereum", "address", address.get()));
      }
    }
    JsonNode proposed = asExchange("/internal/approvals", Map.of("accountId", account, "authorizationDetails", details)).expect(201).json();
    approved.add(approve(proposed, address));
    seen.add("approved");
  }

  private Approved approve(JsonNode proposed, Optional<String> address) {
    String path = "/v1/approvals/" + proposed.path("approvalId").asText();
    boolean byKey = hasKey && random.nextInt(3) > 0;
    JsonNode asked = as(thief.client().post(path + "/challenge")).json(Map.of("method", byKey ? "webauthn" : "totp")).expect(200).json();
    Map<String, Object> shown = byKey
        ? Map.of("method", "webauthn", "credential", thief.securityKey().get(asked.path("publicKey")), "passphrase", guess())
        : Map.of("method", "totp", "code", app.map(Totp::current).orElse("000000"), "passphrase", guess());
    String statement = as(thief.client().post(path + "/approve")).json(shown).expect(200).json().path("statement").asText();
    return new Approved(proposed.path("approvalId").asText(), proposed.path("actionHash").asText(), statement, address);
  }

  private Approved approveOwn(Map<String, Object> details) {
    return approve(as(thief.client().post("/v1/approvals")).json(Map.of("system", "portcullis", "authorizationDetails", details))
        .expect(201).json(), Optional.empty());
  }

  private String guess() {
    return passphrase.orElse(PASSPHRASES.getFirst());
  }

  private void consume() {
    if (approved.isEmpty()) return;
    Approved any = approved.get(random.nextInt(approved.size()));
    Answer answer = asExchange("/internal/approvals/" + any.id() + "/consume", Map.of("actionHash", any.hash())).send();
    if (answer.status() == 200) {
      released("consumed", any.address());
    } else {
      seen.add(answer.problem());
      if (answer.status() == 500) violations.add(answer.body());
    }
  }

  private void released(String how, Optional<String> address) {
    seen.add(how);
    if (!holds.left().isEmpty()) violations.add(how + " while it was held: " + holds.left());
    locks.forbids(address).ifPresent(why -> violations.add(how + " although " + why));
  }

  private void lockSettings() {
    int days = 1 + random.nextInt(2);
    as(thief.client().put("/v1/settings-lock")).json(Map.of("days", days)).expect(200);
    locks.lockSettings(days);
    seen.add("settings-locked");
    thief.refresh();
  }

  private void unlockSettings() {
    as(thief.client().post("/v1/settings-lock/unlock")).expect(200);
    locks.beginUnlocking();
    seen.add("unlocking");
  }

  private void lockWithdrawals() {
    int days = 1 + random.nextInt(3);
    as(thief.client().put("/v1/withdrawal-lock")).json(Map.of("days", days, "kind", "soft")).expect(200);
    locks.lockWithdrawals(days, false);
    seen.add("withdrawals-locked");
  }

  private void liftWithdrawals() {
    if (hasKey && app.isPresent()) {
      thief.stepUpByTouch("aal2");
      thief.stepUp("aal2", "totp", app.get().current());
    }
    as(thief.client().delete("/v1/withdrawal-lock")).expect(200);
    if (locks.withdrawalsAreLocked() && !locks.mayBeLiftedByAThief()) violations.add("a thief lifted the owner's lock of withdrawals");
    locks.liftWithdrawals();
    changedSetting("withdrawal-lock-lifted");
  }

  private void switchBookOnly() {
    boolean on = random.nextInt(4) == 0;
    JsonNode answer = as(thief.client().put("/v1/address-book/book-only")).json(Map.of("on", on)).expect(200).json();
    changedSetting(on ? "book-only" : "book-only-ends");
    if (!on) {
      locks.askToPayAnywhere();
    } else if (!answer.has("offAt")) {
      locks.payToTheBookAlone();
    }
  }

  private void bookAnAddress() {
    String address = ADDRESSES.get(random.nextInt(ADDRESSES.size()));
    Approved entry = approveOwn(Map.of("type", "address-book-entry", "label", "Cold wallet", "asset", "ETH", "network", "ethereum",
        "address", address));
    as(thief.client().post("/v1/address-book")).json(Map.of("approvalId", entry.id())).expect(201);
    locks.book(address);
    changedSetting("booked");
  }

  /// Has a key made that may withdraw, and asks for money by it.
  private void useAnApiKey() {
    if (!hasApiKey) {
      var fields = new TreeMap<String, Object>(Map.of("name", "thief's program", "scopes", List.of("withdraw"),
          "networks", List.of("203.0.113.7/32"), "expiresAt", Instant.now().plus(Duration.ofDays(30)).truncatedTo(ChronoUnit.SECONDS).toString()));
      var details = new TreeMap<>(fields);
      details.put("type", "api-key");
      fields.put("statement", approveOwn(details).statement());
      as(thief.client().post("/v1/api-keys")).json(fields).expect(201);
      hasApiKey = true;
      changedSetting("api-key");
    }
    String address = ADDRESSES.get(random.nextInt(ADDRESSES.size()));
    Answer answer = asExchange("/internal/holds/check", Map.of("accountId", account, "scope", "api-withdrawal",
        "destination", Map.of("asset", "ETH", "network", "ethereum", "address", address))).send();
    if (answer.status() == 200 && !answer.json().path("held").asBoolean(true)) released("api-withdrawal", Optional.of(address));
  }

  private void wait(Duration time) {
    holds.pass(time);
    locks.pass(time);
    pass(time);
    // Access tokens carry the lock of the settings.
    if (signedIn) thief.refresh();
  }

  private void changed(Change change) {
    holds.note(change);
    // A sign-in by a recovery code changes no setting.
    if (change == Change.RECOVERY_CODE_USED) {
      seen.add(change.name());
    } else {
      changedSetting(change.name());
    }
  }

  private void changedSetting(String what) {
    seen.add(what);
    if (locks.settingsAreLocked()) violations.add(what + " while the settings were locked");
  }

  private Call as(Call call) {
    return call.bearer(thief.accessToken());
  }

  private Call asExchange(String path, Map<String, Object> body) {
    return exchange.post(path).bearer(house.serviceToken("withdrawals", Service.AUTH)).json(body);
  }

  // --- time, as far as it decides what a factor may do and what is held ---

  private void pass(Duration time) {
    moveBack(Service.MFA, time, "webauthn_credential set created_at = created_at - %1$s", "totp_authenticator set confirmed_at = confirmed_at - %1$s",
        "account set hold_until = hold_until - %1$s, rests_on_address_since = rests_on_address_since - %1$s, "
            + "enrolments_not_before = enrolments_not_before - %1$s",
        "protection_change set changed_at = changed_at - %1$s, held_until = held_until - %1$s",
        "guess_budget set guessed_at = '{}'");
    moveBack(Service.AUTH, time, "protection_change set changed_at = changed_at - %1$s, held_until = held_until - %1$s",
        "address_book_entry set added_at = added_at - %1$s, usable_at = usable_at - %1$s",
        "book_only set since = since - %1$s, off_asked_at = off_asked_at - %1$s, off_at = off_at - %1$s",
        "approval set proposed_at = proposed_at - interval '1 hour'");
    house.databases().age(Service.AUTH, "update account set let_in_by_address_at = let_in_by_address_at - %s where id = '%s'"
        .formatted(interval(time), account));
    moveBack(Service.SESSION, time, "account_standing set settings_locked_at = settings_locked_at - %1$s, settings_open_at = settings_open_at - %1$s, "
        + "withdrawals_locked_at = withdrawals_locked_at - %1$s, withdrawals_open_at = withdrawals_open_at - %1$s");
  }

  private void moveBack(Service service, Duration time, String... columns) {
    house.databases().age(service, Stream.of(columns).map(moved -> "update " + moved.formatted(interval(time)) + " where account_id = '" + account + "'")
        .collect(Collectors.joining(";\n")));
  }

  private static String interval(Duration time) {
    return "interval '%d seconds'".formatted(time.toSeconds());
  }
}
