package io.portcullis.acceptance.walk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portcullis.acceptance.Answer;
import io.portcullis.acceptance.Client;
import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.Totp;
import io.portcullis.acceptance.Unexpected;
import io.portcullis.acceptance.house.House;
import io.portcullis.acceptance.walk.Person.Attempt;
import io.portcullis.acceptance.walk.Person.Session;
import io.portcullis.acceptance.walk.Proved.Factor;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/// One walker with two accounts, its own and a victim's that it holds too, so that it can mix up everything.
///
/// After every step each token that was handed out is held against the model; a refusal is always fine.
final class Walk {
  /// An account whose budget of guesses is spent refuses everything: a fresh pair goes on.
  private static final int STEPS_PER_PAIR = 600;
  private static final List<String> STRENGTHS = List.of("aal1", "aal2", "phr");
  private static final List<String> METHODS = List.of("webauthn", "totp", "recovery-code", "email", "sms", "password");

  private final House house;
  private final Random random;
  private final List<String> violations = new ArrayList<>();
  private final Set<String> seen = new TreeSet<>();
  private int tokens;
  private Person one;
  private Person other;

  Walk(House house, long seed) {
    this.house = house;
    this.random = new Random(seed);
  }

  /// @param seen   every `acr` that was reached
  /// @param tokens how many were handed out
  record Log(List<String> violations, Set<String> seen, int tokens) {}

  Log take(int steps) {
    for (int step = 0; step < steps && violations.isEmpty(); step++) {
      if (step % STEPS_PER_PAIR == 0) {
        one = newcomer();
        other = newcomer();
      }
      Person person = random.nextInt(4) == 0 ? other : one;
      try {
        step(person);
      } catch (Unexpected odd) {
        violations.add(odd.getMessage());
      }
    }
    return new Log(violations, seen, tokens);
  }

  private Person newcomer() {
    Customer customer = house.newcomer();
    customer.join();
    return new Person(customer);
  }

  private void step(Person person) {
    switch (random.nextInt(20)) {
      case 0, 1 -> beginSignIn(person);
      case 2 -> beginPasskey(person);
      case 3, 4 -> beginStepUp(person);
      case 5, 6, 7 -> challenge(person);
      case 8, 9, 10, 11 -> verifyWithKey(person);
      case 12 -> verifyWithApp(person);
      case 13 -> verifyWithRecoveryCode(person);
      case 14 -> verifyWithPassword(person);
      case 15, 16 -> refresh(person);
      case 17 -> enrolKey(person);
      case 18 -> enrolApp(person);
      case 19 -> changeOrLeave(person);
    }
  }

  // --- beginnings ---

  private void beginSignIn(Person person) {
    Answer answer = person.client().post("/v1/sign-in")
        .json(Map.of("identifier", person.customer.identifier(), "password", person.customer.password())).send();
    if (answer.status() != 200) return;
    Proved proved = Proved.of(Factor.PASSWORD);
    if (opened(person, answer, proved)) {
      // The model knows what is enrolled: then the password alone must not be enough.
      if (person.hasKey || person.app.isPresent()) violations.add("a password alone signed in beside a second factor");
      return;
    }
    person.attempts.add(new Attempt("/v1/sign-in/" + answer.json().path("signInId").asText(), Optional.empty(), proved));
  }

  private void beginPasskey(Person person) {
    Map<String, Object> question = random.nextBoolean() ? Map.of() : Map.of("identifier", person.customer.identifier());
    JsonNode begun = person.client().post("/v1/sign-in/passkey").json(question).send().json();
    if (!begun.has("publicKey")) return;
    Person whose = mostly(person);
    whoseKey(whose, begun.path("publicKey")).ifPresent(credential -> {
      Answer answer = person.client().post("/v1/sign-in/passkey/verify")
          .json(Map.of("signInId", begun.path("signInId").asText(), "credential", credential)).send();
      opened(whose, answer, Proved.of(Factor.SECURITY_KEY));
    });
  }

  private void beginStepUp(Person person) {
    session(person).ifPresent(session -> {
      Answer answer = person.client().post("/v1/step-up").bearer(session.accessToken)
          .json(Map.of("acrValues", STRENGTHS.get(random.nextInt(3)))).send();
      if (answer.status() == 200) {
        person.attempts.add(new Attempt("/v1/step-up/" + answer.json().path("stepUpId").asText(), Optional.of(session), session.proved));
      }
    });
  }

  // --- steps of an attempt, not always with what it asks for ---

  private void challenge(Person person) {
    attempt(mostly(person)).ifPresent(attempt -> {
      String method = random.nextInt(4) > 0 ? "webauthn" : METHODS.get(random.nextInt(METHODS.size()));
      Answer answer = continued(person, attempt, "/challenge").json(Map.of("method", method)).send();
      if (answer.status() == 200 && answer.json().has("publicKey")) attempt.challenges().add(answer.json().path("publicKey"));
    });
  }

  private void verifyWithKey(Person person) {
    attempt(person).ifPresent(attempt -> {
      // Its own challenge mostly, sometimes one that belongs to another attempt or was answered before.
      Optional<JsonNode> options = pick(mostly(attempt).challenges());
      Person whose = mostly(person);
      options.flatMap(question -> whoseKey(whose, question)).ifPresent(credential -> {
        boolean asked = whose == person && attempt.challenges().contains(options.get());
        verify(person, attempt, "webauthn", "credential", credential, proof(person, asked, options.get(), Factor.SECURITY_KEY));
      });
    });
  }

  private void verifyWithApp(Person person) {
    attempt(person).ifPresent(attempt -> {
      Person whose = mostly(person);
      // Right once in a while, replayed mostly: the walk is faster than time steps go by.
      whose.app.map(Totp::current).ifPresent(code ->
          verify(person, attempt, "totp", "code", code, proof(person, whose == person, code, Factor.TOTP)));
    });
  }

  private void verifyWithRecoveryCode(Person person) {
    attempt(person).ifPresent(attempt -> {
      Person whose = mostly(person);
      // Tried again and again until it goes through, and then once more.
      Optional.ofNullable(whose.recoveryCodes.peekFirst()).ifPresent(code -> {
        var proof = proof(person, whose == person, code, Factor.RECOVERY_CODE);
        verify(person, attempt, "recovery-code", "code", code, proof);
        if (proof.isEmpty()) whose.recoveryCodes.remove(code);
      });
    });
  }

  private void verifyWithPassword(Person person) {
    attempt(person).ifPresent(attempt -> verify(person, attempt, "password", "password",
        mostly(person).customer.password(), Optional.of(new Proof(Factor.PASSWORD, person))));
  }

  /// @param spends what can't prove it a second time
  private record Proof(Factor of, Object spends) {}

  private static Optional<Proof> proof(Person person, boolean counts, Object spends, Factor factor) {
    return counts && !person.spent.contains(spends) ? Optional.of(new Proof(factor, spends)) : Optional.empty();
  }

  private void verify(Person person, Attempt attempt, String method, String field, Object proof, Optional<Proof> proves) {
    ObjectNode body = Client.JSON.createObjectNode().put("method", method);
    body.set(field, Client.JSON.valueToTree(proof));
    Answer answer = continued(person, attempt, "/verify").json(body).send();
    if (answer.status() != 200) return;
    proves.ifPresent(accepted -> person.spent.add(accepted.spends()));
    if (attempt.session().isEmpty()) {
      opened(person, answer, proves.map(Proof::of).map(attempt.proved()::and).orElse(attempt.proved()));
      return;
    }
    Session session = attempt.session().get();
    proves.map(Proof::of).ifPresent(session.proved::add);
    session.accessToken = answer.json().path("accessToken").asText();
    hold(session.accessToken, session.proved, answer);
  }

  // --- what a session is used for ---

  private void refresh(Person person) {
    session(person).ifPresent(session -> {
      Answer answer = person.client().post("/oauth2/token")
          .form(Map.of("grant_type", "refresh_token", "refresh_token", session.refreshToken)).send();
      if (answer.status() != 200) return;
      session.accessToken = answer.json().path("access_token").asText();
      session.refreshToken = answer.json().path("refresh_token").asText();
      hold(session.accessToken, session.proved, answer);
    });
  }

  /// With a proof of the password or, as only a thief of the token does, without.
  private Answer begin(Person person, Session session, String path) {
    boolean bare = random.nextInt(3) == 0;
    JsonNode proof = bare ? Client.JSON.createObjectNode() : json(person.client().post("/v1/account/password/proof")
        .bearer(session.accessToken).json(Map.of("password", person.customer.password())).send());
    Map<String, Object> body = proof.has("passwordProof") ? Map.of("passwordProof", proof.path("passwordProof").asText()) : Map.of();
    Answer begun = person.client().post(path).bearer(session.accessToken).json(body).send();
    if (body.isEmpty() && begun.status() / 100 == 2 && !person.hasKey && person.app.isEmpty()) {
      violations.add("a token alone began an account's first factor");
    }
    return begun;
  }

  private void enrolKey(Person person) {
    if (person.hasKey) return;
    session(person).ifPresent(session -> {
      Answer begun = begin(person, session, "/v1/mfa/webauthn/options");
      if (begun.status() != 200) return;
      Answer added = person.client().post("/v1/mfa/webauthn").bearer(session.accessToken).json(Map.of(
          "registrationId", begun.json().path("registrationId").asText(),
          "credential", person.key().create(begun.json().path("publicKey")))).send();
      if (added.status() == 201) {
        person.hasKey = true;
        codes(person, added.json().path("recoveryCodes"));
      }
    });
  }

  private void enrolApp(Person person) {
    if (person.app.isPresent()) return;
    session(person).ifPresent(session -> {
      Answer begun = begin(person, session, "/v1/mfa/totp");
      if (begun.status() != 201) return;
      var app = new Totp(begun.json().path("secret").asText(), Clock.systemUTC());
      String confirming = app.current();
      Answer added = person.client().post("/v1/mfa/totp/confirm").bearer(session.accessToken)
          .json(Map.of("id", begun.json().path("id").asText(), "code", confirming)).send();
      if (added.status() == 200) {
        person.spent.add(confirming);
        person.app = Optional.of(app);
        codes(person, added.json().path("recoveryCodes"));
      }
    });
  }

  private void changeOrLeave(Person person) {
    session(person).ifPresent(session -> {
      switch (random.nextInt(4)) {
        case 0 -> codes(person, json(person.client().post("/v1/mfa/recovery-codes").bearer(session.accessToken).send()).path("codes"));
        case 1 -> person.client().post("/v1/sign-out").bearer(session.accessToken).send();
        case 2 -> removeKeys(person, session);
        default -> person.client().get("/v1/mfa").bearer(session.accessToken).send();
      }
    });
  }

  private void removeKeys(Person person, Session session) {
    Answer list = person.client().get("/v1/mfa/webauthn").bearer(session.accessToken).send();
    if (list.status() != 200) return;
    for (String id : list.json().findValuesAsText("id")) {
      if (person.client().delete("/v1/mfa/webauthn/" + id).bearer(session.accessToken).send().status() == 204) person.hasKey = false;
    }
  }

  // --- the oracle ---

  /// Notes the session that `answer` opened, if it did.
  private boolean opened(Person person, Answer answer, Proved proved) {
    JsonNode body = json(answer);
    if (answer.status() != 200 || !body.has("accessToken")) return false;
    var session = new Session(proved, body.path("accessToken").asText(), body.path("refreshToken").asText());
    person.sessions.add(session);
    hold(session.accessToken, proved, answer);
    return true;
  }

  private void hold(String accessToken, Proved proved, Answer answer) {
    tokens++;
    JsonNode claims = claims(accessToken);
    String acr = claims.path("acr").asText();
    List<String> amr = claims.path("amr").valueStream().map(JsonNode::asText).toList();
    seen.add(acr);
    if (STRENGTHS.indexOf(acr) > STRENGTHS.indexOf(proved.acr()) || !proved.covers(amr)) {
      violations.add("proved %s, but a token says acr %s, amr %s: %s".formatted(proved, acr, amr, answer.body()));
    }
  }

  private static JsonNode claims(String token) {
    try {
      return Client.JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
    } catch (IOException notAToken) {
      throw new Unexpected("an access token that can't be read", notAToken);
    }
  }

  private static JsonNode json(Answer answer) {
    return answer.mediaType().endsWith("json") ? answer.json() : Client.JSON.createObjectNode();
  }

  // --- chance ---

  private Client.Call continued(Person person, Attempt attempt, String step) {
    Client.Call call = person.client().post(attempt.path() + step);
    // A step-up is continued with its own session's token, or with any other that is at hand.
    return attempt.session().map(own -> call.bearer((random.nextInt(5) > 0 ? own : session(mostly(person)).orElse(own)).accessToken))
        .orElse(call);
  }

  private Person mostly(Person person) {
    return random.nextInt(6) > 0 ? person : person == one ? other : one;
  }

  private Attempt mostly(Attempt attempt) {
    return random.nextInt(6) > 0 ? attempt : attempt(mostly(one)).orElse(attempt);
  }

  private Optional<Attempt> attempt(Person person) {
    return recent(person.attempts);
  }

  private Optional<Session> session(Person person) {
    return recent(person.sessions);
  }

  /// Signs with the credential that is asked for or, as only an attacker's software does, with another one.
  private Optional<JsonNode> whoseKey(Person whose, JsonNode options) {
    ObjectNode any = options.deepCopy();
    for (JsonNode question : List.of(options, any.without("allowCredentials"))) {
      try {
        return Optional.of(whose.key().get(question));
      } catch (Unexpected notHere) {
        // The next question, or none.
      }
    }
    return Optional.empty();
  }

  private void codes(Person person, JsonNode codes) {
    if (codes.isEmpty()) return;
    person.recoveryCodes.clear();
    codes.forEach(code -> person.recoveryCodes.add(code.asText()));
  }

  /// Mostly one of the newest: what has long ended ends every walk that touches it.
  private <T> Optional<T> recent(List<T> all) {
    if (all.isEmpty()) return Optional.empty();
    int back = (int) Math.min(all.size() - 1, Math.abs(random.nextGaussian()) * 2);
    return Optional.of(all.get(all.size() - 1 - back));
  }

  private <T> Optional<T> pick(List<T> all) {
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random.nextInt(all.size())));
  }
}
