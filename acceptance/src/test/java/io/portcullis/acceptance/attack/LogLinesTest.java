package io.portcullis.acceptance.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.acceptance.Client;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Lines of all services end up in one place: each says whose it is.
@AgainstTheHouse
class LogLinesTest {

  private final House house;

  LogLinesTest(House house) {
    this.house = house;
  }

  @Test
  void givenTheLogsOfAllServices_thenEachLineNamesItsService() throws IOException {
    var services = new TreeSet<String>();
    try (var logs = Files.list(house.logs())) {
      for (Path log : logs.toList()) {
        for (String line : Files.readString(log, StandardCharsets.UTF_8).split("\n")) {
          if (line.startsWith("{\"timestamp\"")) {
            JsonNode event = Client.JSON.readTree(line);
            assertThat(event.path("service").asText()).as(line).endsWith("-service");
            services.add(event.path("service").asText());
          }
        }
      }
    }
    assertThat(services).containsExactly(
        "auth-service", "mfa-service", "notification-service", "recovery-service", "session-service");
  }
}
