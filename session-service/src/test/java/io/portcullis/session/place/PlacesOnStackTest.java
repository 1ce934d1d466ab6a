package io.portcullis.session.place;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.session.OnStack;
import io.portcullis.session.place.PlacesOnStackTest.WithFiles;
import io.portcullis.session.risk.NetworkLists;
import io.portcullis.session.risk.NetworkLists.Listed;
import io.portcullis.testkit.Management;
import io.portcullis.testkit.MaxMindFile;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// The files as an operator configures them, one of them wrongly.
@OnStack
@TestProfile(WithFiles.class)
class PlacesOnStackTest {

  @Inject Places places;
  @Inject NetworkLists lists;

  public static class WithFiles implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      try {
        Path folder = Files.createTempDirectory("files");
        MaxMindFile.city().network("203.0.113.0/24", "DE", "Germany").write(folder.resolve("city.mmdb"));
        Files.writeString(folder.resolve("tor.txt"), "203.0.113.9\n");
        return Map.of(
            "portcullis.places.database", folder.resolve("city.mmdb").toString(),
            "portcullis.risk.networks.tor.file", folder.resolve("tor.txt").toString(),
            "portcullis.risk.networks.tor.weight", "40",
            "portcullis.risk.networks.own-blocks.file", folder.resolve("missing.txt").toString(),
            "portcullis.risk.networks.own-blocks.weight", "100");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Test
  void givenConfiguredFilesOfWhichOneIsMissing_thenTheServiceIsReadyAndAnswersFromTheOthers() {
    assertThat(places.of("203.0.113.9").map(Place::country)).contains("DE");
    assertThat(lists.containing(Optional.of("203.0.113.9"))).containsExactly(new Listed("tor", 40));

    // It reads the ended sessions first.
    Awaitility.await("ready").atMost(Duration.ofMinutes(1)).until(Management::isReady);
    assertThat(Management.metrics().lines())
        .anyMatch(line -> line.startsWith("portcullis_places_database_age_seconds"))
        .contains("portcullis_watched_file_current{file=\"places\"} 1.0",
            "portcullis_watched_file_current{file=\"network list tor\"} 1.0",
            "portcullis_watched_file_current{file=\"network list own-blocks\"} 0.0",
            "portcullis_risk_networks{list=\"tor\"} 1.0");
  }
}
