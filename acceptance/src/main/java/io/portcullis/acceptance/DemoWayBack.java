package io.portcullis.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/// Back into a frozen account: by a link, an older factor, a new password and a look at all that is in the account.
final class DemoWayBack {
  private static final String PATH = "/v1/recovery/way-back";

  private final Customer alice;
  private final Client client;
  private final Storyteller storyteller;

  /// @param alice  with an authenticator app that is older than the freeze
  /// @param client whom the account is not open to
  DemoWayBack(Customer alice, Client client, Storyteller storyteller) {
    this.alice = alice;
    this.client = client;
    this.storyteller = storyteller;
  }

  void tell() {
    storyteller.chapter("Find the way back", "Who reads one mail can freeze, but not for good. The way back takes a link to a proved address and a factor from before the freeze.");
    long links = alice.inbox().letters(alice.identifier()).stream().filter(DemoWayBack::leadsBack).count();
    alice.askForPasswordLink();
    Letter letter = alice.inbox().awaitNumber(links + 1, alice.identifier(), "a link", DemoWayBack::leadsBack);
    storyteller.letter(letter);
    String way = client.post(PATH).json(Map.of("token", letter.linkToken())).expect(201).json().path("wayBack").asText();
    on(client.post(PATH + "/factor"), way).json(Map.of("method", "totp", "code", alice.totp().next())).expect(204);

    storyteller.chapter("Choose a new password", "An old one is not taken: a thief may know it.");
    on(client.put(PATH + "/password"), way).json(Map.of("password", alice.password())).expect(400);
    String next = Identifier.password();
    on(client.put(PATH + "/password"), way).json(Map.of("password", next)).expect(204);

    storyteller.chapter("Say what is yours", "Addresses, factors, devices and keys, one by one. What is not Alice's is taken away.");
    for (JsonNode item : on(client.get(PATH + "/items"), way).expect(200).json().path("items")) {
      on(client.put(PATH + "/items/" + item.path("kind").asText() + "/" + item.path("id").asText()), way)
          .json(Map.of("mine", !item.path("kind").asText().equals("device"))).expect(204);
    }

    storyteller.chapter("Open it again", "Alice signs in with the new password and the app. Withdrawals are held for a while.");
    on(client.post(PATH + "/unfreeze"), way).expect(204);
    var back = new Customer(client, alice.inbox(), new Identifier(alice.identifier()), next);
    if (back.offerPassword() instanceof SignInStep.SecondFactor asked) back.prove(asked, "totp", alice.totp().next());
    back.read("/v1/holds");
  }

  private static Client.Call on(Client.Call call, String way) {
    return call.header("Way-Back", way);
  }

  private static boolean leadsBack(Letter letter) {
    return letter.linksTo("/recovery/password");
  }
}
