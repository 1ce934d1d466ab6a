package io.portcullis.acceptance;

import io.portcullis.devstack.Service;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// Walks one customer's way through the running suite and shows each request with its answer.
///
/// `./portcullis demo [http://host:port]`: the gateway's address, by default `PORTCULLIS_ORIGIN` or the one of `up`.
/// Ends with 0 when every step went as described, 1 when one did not, 2 when no suite answers.
public final class Demo {
  private static final URI UP = URI.create("http://localhost:8080");
  private static final int INBOX = 25;
  private static final String PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";
  private static final String PHRASE = "marmalade on Tuesdays";
  private static final String LAPTOP = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

  private final Customer alice;
  private final Client stranger;
  private final Inbox inbox;
  private final Storyteller storyteller;
  private final Optional<OwnMachine> ownMachine;

  Demo(URI gateway, Storyteller storyteller) {
    this.ownMachine = OwnMachine.at(gateway);
    this.storyteller = storyteller;
    this.stranger = Client.of(gateway).observedBy(storyteller::exchange);
    this.inbox = new Inbox(URI.create("http://%s:%d".formatted(gateway.getHost(), gateway.getPort() + INBOX)));
    this.alice = new Customer(stranger.as(PHONE), inbox, Identifier.email("alice"), Identifier.password());
  }

  public static void main(String[] arguments) {
    URI gateway = address(arguments);
    var storyteller = Storyteller.onTerminal();
    if (!answers(gateway)) {
      storyteller.fail("No suite answers at %s. Start it with ./portcullis up, or name another address: ./portcullis demo <address>"
          .formatted(gateway));
      System.exit(2);
    }
    try {
      new Demo(gateway, storyteller).tell();
    } catch (Unexpected | UncheckedIOException broken) {
      storyteller.fail(broken.getMessage());
      System.exit(1);
    }
    storyteller.end("That was the whole way. Every letter of it: " + gateway.resolve("/").getScheme() + "://"
        + gateway.getHost() + ":" + (gateway.getPort() + INBOX) + "/");
    System.exit(0);
  }

  private static URI address(String[] arguments) {
    if (arguments.length > 0) return URI.create(arguments[0]);
    String origin = System.getenv("PORTCULLIS_ORIGIN");
    return origin == null ? UP : URI.create(origin);
  }

  private static boolean answers(URI gateway) {
    try (Client probe = Client.of(gateway)) {
      return probe.get("/.well-known/openid-configuration").send().status() == 200;
    } catch (UncheckedIOException silence) {
      return false;
    }
  }

  /// @throws Unexpected when a step does not go as described
  void tell() {
    joining();
    signingIn();
    unusual();
    phrase();
    secondFactor();
    securityKey();
    session();
    ownMachine.ifPresent(machine -> {
      var bob = new Customer(stranger.as(LAPTOP), inbox, Identifier.email("bob"), Identifier.password());
      new DemoWithdrawal(machine, bob, storyteller).tell();
      new DemoApiKey(bob, machine.address(Service.SESSION), stranger.origin(), storyteller).tell();
      new DemoLostPhone(machine, bob, stranger.as(PHONE), storyteller).tell();
    });
    forgottenPassword();
    freezing();
    new DemoWayBack(alice, stranger, storyteller).tell();
  }

  private void joining() {
    storyteller.chapter("Register", "An address and a password; the account sleeps until a code proves the address.");
    var registration = alice.register();
    storyteller.letter(inbox.awaitNumber(1, alice.identifier()));
    alice.verify(registration);

    storyteller.chapter("Register the same address again", "The answer tells a stranger nothing. The owner is told by mail.");
    alice.register();
    storyteller.letter(inbox.awaitNumber(2, alice.identifier()));
  }

  private void signingIn() {
    storyteller.chapter("Sign in", "No second factor yet, so the password is enough: acr is aal1.");
    alice.signIn();
    alice.read("/v1/account");
    storyteller.letter(alert());
  }

  private void unusual() {
    storyteller.chapter("Sign in on a device that nobody knows",
        "Another customer, Carol, has no second factor. The password is right, but the device is new: a code goes to the mailbox.");
    var carol = new Customer(stranger.as(PHONE), inbox, Identifier.email("carol"), Identifier.password());
    carol.join();
    carol.signIn();
    var laptop = carol.onAnotherDevice(stranger.as(LAPTOP));
    laptop.confirm(laptop.offerPassword().confirmation());

    storyteller.chapter("See who signed in, from what, and why that was unusual", "Decisions are kept with their reasons, devices can be renamed and forgotten.");
    laptop.read("/v1/sign-ins");
    String device = laptop.read("/v1/devices").json().path("devices").path(0).path("id").asText();
    laptop.client().patch("/v1/devices/" + device).bearer(laptop.accessToken()).json(Map.of("name", "Kitchen laptop")).expect(204);
    laptop.client().delete("/v1/devices/" + device).bearer(laptop.accessToken()).expect(204);
  }

  private void phrase() {
    storyteller.chapter("Choose an anti-phishing phrase", "Every letter from now on shows it; one without it is not ours.");
    alice.setAntiPhishingCode(PHRASE);
  }

  private void secondFactor() {
    storyteller.chapter("Enrol an authenticator app", "Secret, otpauth URI and QR picture; ten recovery codes come with it.");
    alice.confirmTotp(alice.beginTotp());

    storyteller.chapter("Sign in on another device", "The password alone no longer opens the gate; the mail carries the phrase.");
    var laptop = alice.onAnotherDevice(stranger.as(LAPTOP));
    laptop.signIn();
    storyteller.letter(inbox.await(alice.identifier(), "an alert about the laptop",
        letter -> letter.linksTo("/recovery/freeze") && letter.text().contains("Firefox") && letter.text().contains(PHRASE)));
    laptop.read("/v1/sessions");
  }

  private void securityKey() {
    storyteller.chapter("Add a security key", "The session was opened by a password alone, so the app is asked first: a step-up.");
    alice.stepUp("aal2", "totp", alice.totp().next());
    alice.enrolSecurityKey("desk key");

    storyteller.chapter("Sign in by a touch", "A passkey needs no identifier and no password; acr is phr, for phishing-resistant.");
    alice.signInWithPasskey();
  }

  private void session() {
    storyteller.chapter("Refresh", "Each refresh token works once and hands over to its successor.");
    alice.refresh();

    storyteller.chapter("Sign out", "The token is refused from the next request on, everywhere.");
    alice.client().post("/v1/sign-out").bearer(alice.accessToken()).expect(204);
    alice.client().get("/v1/account").bearer(alice.accessToken()).expect(401);
  }

  private void forgottenPassword() {
    storyteller.chapter("Forget the password", "The same answer for everyone; the link works once and ends all sessions.");
    alice.askForPasswordLink();
    Letter letter = inbox.await(alice.identifier(), "a password link", found -> found.linksTo("/recovery/password"));
    storyteller.letter(letter);
    alice.setPasswordWith(letter.linkToken(), Identifier.password());

    storyteller.chapter("Sign in with the new password", "The second factor is still asked.");
    alice.prove(alice.offerPassword().secondFactor(), "recovery-code", alice.recoveryCodes().getFirst());
    alice.read("/v1/activity");

    storyteller.chapter("Leave the restricted session", "A recovery code opens one that may change nothing until a settled factor is shown: the app, not the key of a minute ago.");
    alice.stepUp("aal2", "totp", alice.totp().next());
  }

  private void freezing() {
    storyteller.chapter("\"This wasn't me\"", "The link in every alert freezes the account, by POST only: mail scanners follow links.");
    stranger.post("/v1/recovery/freeze").json(Map.of("token", alert().linkToken())).expect(204);
    stranger.post("/v1/sign-in").json(Map.of("identifier", alice.identifier(), "password", alice.password())).expect(403);
  }

  private Letter alert() {
    return inbox.await(alice.identifier(), "an alert", letter -> letter.linksTo("/recovery/freeze"));
  }
}
