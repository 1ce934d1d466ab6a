package io.portcullis.session.risk;

import io.portcullis.testkit.MaxMindFile;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// An installation that knows two cities, and a list of networks that it does not like.
public class RiskFiles implements QuarkusTestProfile {

  static final String BERLIN = "198.51.100.7";
  static final String LAGOS = "203.0.113.66";
  static final String LAGOS_LISTED = "203.0.113.200";

  @Override
  public Map<String, String> getConfigOverrides() {
    try {
      Path folder = Files.createTempDirectory("risk-");
      MaxMindFile.city()
          .network("198.51.100.0/24", "DE", "Germany", "Berlin", 52.52, 13.40, 20)
          .network("203.0.113.0/24", "NG", "Nigeria", "Lagos", 6.52, 3.38, 20)
          .write(folder.resolve("city.mmdb"));
      Files.writeString(folder.resolve("bad.txt"), "203.0.113.192/26 # seen attacking\n");
      return Map.of("portcullis.places.database", folder.resolve("city.mmdb").toString(),
          "portcullis.risk.networks.bad.file", folder.resolve("bad.txt").toString(),
          "portcullis.risk.networks.bad.weight", "60");
    } catch (IOException noRoom) {
      throw new UncheckedIOException(noRoom);
    }
  }
}
