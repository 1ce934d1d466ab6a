package io.portcullis.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// One customer with one phone in hand: remembers what a client app and its owner would.
///
/// Each verb is the happy way and fails when the house answers otherwise; what is to go wrong is sent with [Client].
public final class Customer {
  private final Client client;
  private final Inbox inbox;
  private final Identifier identifier;
  private final SecurityKey securityKey;
  private String password;
  private Optional<Tokens> tokens = Optional.empty();
  private Optional<String> deviceToken = Optional.empty();
  private Optional<Totp> totp = Optional.empty();
  private List<String> recoveryCodes = List.of();
  private int puzzlesSolved;

  public Customer(Client client, Inbox inbox, Identifier identifier, String password) {
    this(client, inbox, identifier, password, new SecurityKey(origin(client)));
  }

  private Customer(Client client, Inbox inbox, Identifier identifier, String password, SecurityKey securityKey) {
    this.client = client;
    this.inbox = inbox;
    this.identifier = identifier;
    this.password = password;
    this.securityKey = securityKey;
  }

  // Browsers sign what the address bar shows; services know the gateway by its name.
  private static URI origin(Client client) {
    return URI.create("http://localhost:" + client.origin().getPort());
  }

  public record Registration(String registrationId, String channel, long codeExpiresIn) {}

  public record Activation(String accountId, String status) {}

  public record TotpEnrolment(String id, String secret, String otpauthUri, String qrCode, long expiresIn) {}

  private record TotpConfirmation(String id, List<String> recoveryCodes) {}

  public Registration register() {
    return proving("/v1/accounts", Map.of("identifier", identifier(), "password", password), 202).as(Registration.class);
  }

  // As an app does: the same request again, with the puzzle solved, when that is asked for.
  private Answer proving(String path, Map<String, ?> body, int status) {
    Answer answer = client.post(path).json(body).send();
    if (answer.problem().equals("human-verification")) {
      var again = new LinkedHashMap<String, Object>(body);
      again.put("humanProof", solve(answer));
      return client.post(path).json(again).expect(status);
    }
    if (answer.status() != status) {
      throw new Unexpected("%s answered %d: %s".formatted(path, answer.status(), answer.body()));
    }
    return answer;
  }

  /// Types in the code from the inbox.
  public Activation verify(Registration registration) {
    String code = inbox.await(identifier(), "a registration code", Letter::hasCode).code();
    return client.post("/v1/accounts/verify").json(Map.of("registrationId", registration.registrationId(), "code", code))
        .expect(200).as(Activation.class);
  }

  public Activation join() {
    return verify(register());
  }

  /// Identifier and password, with the device token when this phone has one; solves a puzzle when that is asked for.
  public SignInStep offerPassword() {
    return offer(new LinkedHashMap<>(Map.of("identifier", identifier(), "password", password)));
  }

  /// As [#offerPassword], by one who has no recovery code at hand and makes do with a restricted session.
  public SignInStep offerPasswordAlone() {
    return offer(new LinkedHashMap<>(Map.of("identifier", identifier(), "password", password, "restrictedSession", true)));
  }

  private SignInStep offer(Map<String, Object> attempt) {
    deviceToken.ifPresent(token -> attempt.put("deviceToken", token));
    Answer answer = client.post("/v1/sign-in").json(attempt).expect(200);
    if (answer.json().path("status").asText().equals("human-verification")) {
      attempt.put("humanProof", solve(answer));
      answer = client.post("/v1/sign-in").json(attempt).expect(200);
    }
    var step = SignInStep.of(answer);
    if (step instanceof SignInStep.Complete(Tokens opened)) keep(opened);
    return step;
  }

  private Map<String, Object> solve(Answer asking) {
    puzzlesSolved++;
    return Puzzle.solve(asking.json().path("challenge"));
  }

  /// How many puzzles this device was asked for so far.
  public int puzzlesSolved() {
    return puzzlesSolved;
  }

  public Tokens prove(SignInStep.SecondFactor asked, String method, String code) {
    return keep(SignInStep.of(client.post("/v1/sign-in/" + asked.signInId() + "/verify")
        .json(Map.of("method", method, "code", code)).expect(200)).tokens());
  }

  /// Signs in with whatever is asked.
  public Tokens signIn() {
    return switch (offerPassword()) {
      case SignInStep.Complete(Tokens opened) -> opened;
      case SignInStep.SecondFactor asked -> prove(asked, "totp", totp().next());
      case SignInStep.Confirmation asked -> confirm(asked);
    };
  }

  /// Types in the code that an unusual sign-in has sent.
  public Tokens confirm(SignInStep.Confirmation asked) {
    String method = asked.methods().getFirst();
    long before = inbox.letters(identifier()).stream().filter(Letter::confirmsSignIn).count();
    client.post("/v1/sign-in/" + asked.signInId() + "/challenge").json(Map.of("method", method)).expect(200);
    String code = inbox.awaitNumber(before + 1, identifier(), "a code that confirms a sign-in", Letter::confirmsSignIn).code();
    return keep(SignInStep.of(client.post("/v1/sign-in/" + asked.signInId() + "/verify")
        .json(Map.of("method", method, "code", code)).expect(200)).tokens());
  }

  /// Begins to enrol a factor. As an app does: where the account has none, with a proof of the password.
  ///
  /// @param call to be made anew for each try
  public Answer beginFactor(Supplier<Client.Call> call, Map<String, ?> body) {
    Answer answer = call.get().bearer(accessToken()).json(body).send();
    return answer.problem().equals("password-proof-required")
        ? call.get().bearer(accessToken()).json(withProof(body)).send() : answer;
  }

  private Map<String, Object> withProof(Map<String, ?> body) {
    var proved = new LinkedHashMap<String, Object>(body);
    proved.put("passwordProof", passwordProof());
    return proved;
  }

  /// Types in the password for this session.
  public String passwordProof() {
    return client.post("/v1/account/password/proof").bearer(accessToken()).json(Map.of("password", password))
        .expect(200).json().path("passwordProof").asText();
  }

  private static Answer succeeded(Answer answer) {
    if (answer.status() / 100 != 2) throw new Unexpected("an enrolment began with %d: %s".formatted(answer.status(), answer.body()));
    return answer;
  }

  public TotpEnrolment beginTotp() {
    return succeeded(beginFactor(() -> client.post("/v1/mfa/totp"), Map.of("name", "phone"))).as(TotpEnrolment.class);
  }

  public Totp confirmTotp(TotpEnrolment enrolment) {
    var app = new Totp(enrolment.secret(), Clock.systemUTC());
    Answer answer = confirmingTotp(enrolment, app).send();
    // The app's first code is that of the step before. A slow request brings it too late, and a person types the next one.
    if (answer.status() != 200) answer = confirmingTotp(enrolment, app).expect(200);
    recoveryCodes = answer.as(TotpConfirmation.class).recoveryCodes();
    totp = Optional.of(app);
    return app;
  }

  private Client.Call confirmingTotp(TotpEnrolment enrolment, Totp app) {
    return client.post("/v1/mfa/totp/confirm").bearer(accessToken()).json(Map.of("id", enrolment.id(), "code", app.next()));
  }

  /// Adds this customer's security key to the account.
  public String enrolSecurityKey(String name) {
    JsonNode begun = succeeded(beginFactor(() -> client.post("/v1/mfa/webauthn/options"), Map.of("name", name))).json();
    JsonNode added = client.post("/v1/mfa/webauthn").bearer(accessToken()).json(Map.of(
        "registrationId", begun.path("registrationId").asText(), "credential", securityKey.create(begun.path("publicKey"))))
        .expect(201).json();
    if (added.path("recoveryCodes").size() > 0) {
      recoveryCodes = added.path("recoveryCodes").valueStream().map(JsonNode::asText).toList();
    }
    return added.path("id").asText();
  }

  /// Touches the security key for a sign-in that asks for it.
  public Tokens touch(SignInStep.SecondFactor asked) {
    return keep(SignInStep.of(touching(asked).expect(200)).tokens());
  }

  /// As [#touch], not sent yet.
  public Client.Call touching(SignInStep.SecondFactor asked) {
    String attempt = "/v1/sign-in/" + asked.signInId();
    JsonNode options = client.post(attempt + "/challenge").json(Map.of("method", "webauthn")).expect(200).json().path("publicKey");
    return client.post(attempt + "/verify").json(Map.of("method", "webauthn", "credential", securityKey.get(options)));
  }

  /// Signs in without typing anything.
  public Tokens signInWithPasskey() {
    JsonNode begun = client.post("/v1/sign-in/passkey").json(Map.of()).expect(200).json();
    var attempt = new LinkedHashMap<String, Object>(Map.of("signInId", begun.path("signInId").asText(),
        "credential", securityKey.get(begun.path("publicKey"))));
    deviceToken.ifPresent(token -> attempt.put("deviceToken", token));
    return keep(SignInStep.of(client.post("/v1/sign-in/passkey/verify").json(attempt).expect(200)).tokens());
  }

  /// Begins to prove anew who this is (RFC 9470).
  ///
  /// @param acr what the operation asked for
  public StepUp beginStepUp(String acr) {
    return client.post("/v1/step-up").bearer(accessToken()).json(Map.of("acrValues", acr)).expect(200).as(StepUp.class);
  }

  public record StepUp(String stepUpId, List<String> methods, long expiresIn) {}

  /// Proves it with a code, or with the password while there is no second factor.
  public Tokens stepUp(String acr, String method, String proof) {
    return raise(client.post("/v1/step-up/" + beginStepUp(acr).stepUpId() + "/verify").bearer(accessToken())
        .json(Map.of("method", method, method.equals("password") ? "password" : "code", proof)).expect(200));
  }

  /// Proves it by touching the security key.
  public Tokens stepUpByTouch() {
    return stepUpByTouch("phr");
  }

  public Tokens stepUpByTouch(String acr) {
    String stepUp = "/v1/step-up/" + beginStepUp(acr).stepUpId();
    JsonNode options = client.post(stepUp + "/challenge").bearer(accessToken()).json(Map.of("method", "webauthn"))
        .expect(200).json().path("publicKey");
    return raise(client.post(stepUp + "/verify").bearer(accessToken())
        .json(Map.of("method", "webauthn", "credential", securityKey.get(options))).expect(200));
  }

  private Tokens raise(Answer answer) {
    JsonNode raised = answer.json();
    var old = held();
    tokens = Optional.of(new Tokens(raised.path("accessToken").asText(), old.refreshToken(), old.deviceToken(), old.sessionId(),
        raised.path("acr").asText(), raised.path("amr").valueStream().map(JsonNode::asText).toList(), raised.path("expiresIn").asLong()));
    return held();
  }

  /// RFC 6749 §6.
  public Tokens refresh() {
    var answer = client.post("/oauth2/token")
        .form(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken())).expect(200).json();
    var old = held();
    tokens = Optional.of(new Tokens(answer.path("access_token").asText(), answer.path("refresh_token").asText(),
        old.deviceToken(), old.sessionId(), old.acr(), old.amr(), answer.path("expires_in").asLong()));
    return held();
  }

  public void setAntiPhishingCode(String phrase) {
    client.put("/v1/anti-phishing-code").bearer(accessToken()).json(Map.of("code", phrase)).expect(204);
  }

  public void askForPasswordLink() {
    proving("/v1/recovery/password", Map.of("identifier", identifier()), 202);
  }

  /// Out of the link of a mail, or for the code of a text message.
  public String passwordToken() {
    long before = inbox.letters(identifier()).stream().filter(Letter::resetsPassword).count();
    Answer asked = proving("/v1/recovery/password", Map.of("identifier", identifier()), 202);
    Letter letter = inbox.awaitNumber(before + 1, identifier(), "the way to a new password", Letter::resetsPassword);
    return letter.hasCode() ? redeem(asked.json().path("resetId").asText(), letter.code()) : letter.linkToken();
  }

  private String redeem(String resetId, String code) {
    return client.post("/v1/recovery/password/code").json(Map.of("resetId", resetId, "code", code)).expect(200)
        .json().path("token").asText();
  }

  public void setPasswordWith(String linkToken, String next) {
    client.put("/v1/recovery/password").json(Map.of("token", linkToken, "password", next)).expect(204);
    password = next;
  }

  public Answer read(String path) {
    return client.get(path).bearer(accessToken()).expect(200);
  }

  /// The same person at another device: same memory and authenticator, no token of this one.
  public Customer onAnotherDevice(Client other) {
    var twin = new Customer(other, inbox, identifier, password, securityKey);
    twin.totp = totp;
    twin.recoveryCodes = recoveryCodes;
    return twin;
  }

  private Tokens keep(Tokens opened) {
    tokens = Optional.of(opened);
    deviceToken = Optional.of(opened.deviceToken());
    return opened;
  }

  public String identifier() {
    return identifier.value();
  }

  public String password() {
    return password;
  }

  public Client client() {
    return client;
  }

  public Inbox inbox() {
    return inbox;
  }

  public List<String> recoveryCodes() {
    return recoveryCodes;
  }

  public SecurityKey securityKey() {
    return securityKey;
  }

  public Totp totp() {
    return totp.orElseThrow(() -> new IllegalStateException("no authenticator app enrolled"));
  }

  public String accessToken() {
    return held().accessToken();
  }

  public String refreshToken() {
    return held().refreshToken();
  }

  public Tokens held() {
    return tokens.orElseThrow(() -> new IllegalStateException("not signed in"));
  }
}
