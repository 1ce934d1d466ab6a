package io.portcullis.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/// Answers a challenge as ALTCHA's widget does: by searching.
public final class Puzzle {
  private Puzzle() {}

  /// The value of `humanProof` for `challenge`.
  public static Map<String, Object> solve(JsonNode challenge) {
    var solution = new LinkedHashMap<String, Object>();
    solution.put("algorithm", challenge.path("algorithm").asText());
    solution.put("challenge", challenge.path("challenge").asText());
    solution.put("number", search(challenge));
    solution.put("salt", challenge.path("salt").asText());
    solution.put("signature", challenge.path("signature").asText());
    String payload = Client.JSON.valueToTree(solution).toString();
    return Map.of("method", "altcha",
        "solution", Base64.getEncoder().encodeToString(payload.getBytes(StandardCharsets.UTF_8)));
  }

  private static long search(JsonNode challenge) {
    byte[] wanted = HexFormat.of().parseHex(challenge.path("challenge").asText());
    String salt = challenge.path("salt").asText();
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      for (long number = 0; number <= challenge.path("maxnumber").asLong(); number++) {
        if (MessageDigest.isEqual(wanted, sha256.digest((salt + number).getBytes(StandardCharsets.UTF_8)))) {
          return number;
        }
      }
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
    throw new Unexpected("a puzzle without an answer: " + challenge);
  }
}
