package io.portcullis.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/// A recovery case, in the hands of the person who opened it. Nobody is signed in.
public record OpenedCase(Client client, String id, String token) {

  public static OpenedCase open(Client client, String identifier, String reason) {
    var wanted = new LinkedHashMap<String, Object>(Map.of("identifier", identifier, "reason", reason));
    Answer asked = client.post("/v1/recovery/cases").json(wanted).expect(403);
    wanted.put("humanProof", Puzzle.solve(asked.json().path("challenge")));
    JsonNode opened = client.post("/v1/recovery/cases").json(wanted).expect(202).json();
    return new OpenedCase(client, opened.path("caseId").asText(), opened.path("token").asText());
  }

  /// Hands it over to the staff.
  public void submit() {
    client.post("/v1/recovery/cases/submit").json(Map.of("token", token)).expect(204);
  }

  public JsonNode inspect() {
    return client.post("/v1/recovery/cases/inspect").json(Map.of("token", token)).expect(200).json();
  }

  public String state() {
    return inspect().path("state").asText();
  }
}
