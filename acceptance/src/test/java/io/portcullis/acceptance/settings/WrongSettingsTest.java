package io.portcullis.acceptance.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.devstack.Service;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// OPS-9: what an operator sees of a service whose settings are wrong. Which values are wrong is each service's own
/// `WrongSettingTest`.
@Tag("suite")
class WrongSettingsTest {

  private static final int WRONG_SETTINGS = 78;

  private record Ended(int code, String said) {}

  @ParameterizedTest
  @EnumSource(Service.class)
  void nothingSetAtAll_thenNoServiceStartsInProduction_andEachNamesEverythingAtOnce(Service service) throws Exception {
    Ended ended = run(service, Map.of());
    assertThat(ended.code()).isEqualTo(WRONG_SETTINGS);
    assertThat(ended.said()).contains(service.fullName() + " does not start", "PORTCULLIS_ORIGIN", "PORTCULLIS_DATABASE", "PORTCULLIS_KEYS",
        "PORTCULLIS_TRUSTED_PROXIES", "PORTCULLIS_SERVICE_TOKEN_ISSUER", "problem:", "remedy:");
    assertThat(run(service, Map.of(), "--check")).isEqualTo(ended);
  }

  @Test
  void wrongSettings_thenNoPortIsOpenedAndNoDatabaseAsked() throws Exception {
    try (var database = new ServerSocket()) {
      database.bind(new InetSocketAddress("127.0.0.1", 0));
      database.setSoTimeout(1);
      Ended ended = run(Service.SESSION, Map.of("QUARKUS_PROFILE", "trial", "PORTCULLIS_KEYS", "/nonexistent",
          "PORTCULLIS_DATABASE", "127.0.0.1:" + database.getLocalPort() + "/session"));
      assertThat(ended.code()).isEqualTo(WRONG_SETTINGS);
      assertThat(ended.said()).contains("`/nonexistent` does not exist").doesNotContain("Listening on");
      assertThat(wasAsked(database)).isFalse();
    }
  }

  private static boolean wasAsked(ServerSocket database) throws IOException {
    try (Socket _ = database.accept()) {
      return true;
    } catch (SocketTimeoutException nobody) {
      return false;
    }
  }

  private static Ended run(Service service, Map<String, String> settings, String... arguments) throws Exception {
    Path jar = Path.of("..", service.fullName(), "target/quarkus-app/quarkus-run.jar");
    var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1", "-jar", jar.toString()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("PORTCULLIS_") || name.startsWith("QUARKUS_"));
    builder.environment().putAll(settings);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
        .lines().filter(line -> !line.startsWith("WARNING:")).reduce("", (all, line) -> all + line + "\n");
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Ended(process.exitValue(), said);
  }
}
