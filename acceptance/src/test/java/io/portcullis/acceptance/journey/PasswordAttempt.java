package io.portcullis.acceptance.journey;

import io.portcullis.acceptance.Answer;
import io.portcullis.acceptance.Client;
import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.Puzzle;
import java.util.LinkedHashMap;
import java.util.Map;

/// A sign-in with a password that may be wrong.
final class PasswordAttempt {
  private PasswordAttempt() {}

  /// With the password that `customer` remembers. The puzzle is solved where one is asked for.
  static Answer by(Client client, Customer customer) {
    var offered = new LinkedHashMap<String, Object>(Map.of("identifier", customer.identifier(), "password", customer.password()));
    Answer answer = client.post("/v1/sign-in").json(offered).send();
    if (answer.isProblem() || !answer.json().path("status").asText().equals("human-verification")) return answer;
    offered.put("humanProof", Puzzle.solve(answer.json().path("challenge")));
    return client.post("/v1/sign-in").json(offered).send();
  }
}
