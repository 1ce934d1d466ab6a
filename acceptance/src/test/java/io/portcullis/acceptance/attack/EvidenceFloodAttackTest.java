package io.portcullis.acceptance.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.Photograph;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Uses up the memory of the service that takes files (BACK-3).
@AgainstTheHouse
class EvidenceFloodAttackTest {
  private static final int AT_ONCE = 12;
  private static final int WAVES = 3;
  /// Its PNG has almost the 4 MiB that a file may have.
  private static final int SIDE = 1150;

  private final House house;

  EvidenceFloodAttackTest(House house) {
    this.house = house;
  }

  @Test
  void memoryFlood_givenTheLargestFilesAtOnce_thenTheServiceTakesWhatItHasRoomFor_andGoesOn() {
    Customer claimant = house.signedIn();
    String token = claimant.client().post("/v1/recovery/cases/own").bearer(claimant.accessToken())
        .json(Map.of("reason", "second-factor")).expect(202).json().path("token").asText();
    var file = Map.of("token", token, "kind", "document", "content", Base64.getEncoder().encodeToString(Photograph.of(SIDE, SIDE)));

    for (int wave = 0; wave < WAVES; wave++) {
      Volley volley = Volley.of(Stream.generate(() -> house.stranger().post("/v1/recovery/cases/evidence").json(file)).limit(AT_ONCE).toList());
      // A gateway says 503, too, for a service that has ended. So one at least must have been looked at.
      assertThat(volley.count(201) + volley.count(409)).as("%s", volley.answers()).isPositive();
      assertThat(volley.answers()).allSatisfy(answer -> assertThat(answer.status()).isIn(201, 409, 503));
    }
    claimant.client().post("/v1/recovery/cases/inspect").json(Map.of("token", token)).expect(200);
  }
}
