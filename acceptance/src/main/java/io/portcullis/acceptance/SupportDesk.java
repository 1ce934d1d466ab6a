package io.portcullis.acceptance;

import java.util.LinkedHashMap;
import java.util.Map;

/// The exchange's staff at the support desk. The dev stack's issuer vouches for whatever person is named.
///
/// @param desk   the listener that the staff use
/// @param issuer where their tokens come from
public record SupportDesk(Client desk, Client issuer) {

  public String token(String person, String roles) {
    return issuer.get("/token?person=" + person + "&roles=" + roles).expect(200).body();
  }

  public Answer show(String person, OpenedCase of) {
    return decide(person, of, "show", Map.of());
  }

  public Answer proposeApproval(String person, OpenedCase of) {
    return decide(person, of, "propose", Map.of("decision", "approve", "risk", "standard", "words", "Documents match"));
  }

  public Answer confirmApproval(String person, OpenedCase of) {
    return decide(person, of, "confirm", Map.of("decision", "approve", "words", "So they do"));
  }

  private Answer decide(String person, OpenedCase of, String step, Map<String, ?> decision) {
    var body = new LinkedHashMap<String, Object>(decision);
    body.put("reason", "case-review");
    return desk.post("/v1/support/cases/" + of.id() + "/" + step).bearer(token(person, "reviewer")).json(body).send();
  }
}
