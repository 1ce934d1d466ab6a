package io.portcullis.acceptance.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.devstack.Service;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

  /// What docs/operations.md tells an operator to do first.
  @Test
  void givenTheKeysOfANewInstallation_thenEveryServiceTakesThem_nobodyElseReadsThem_andNoneIsEverReplaced(@TempDir Path folder)
      throws Exception {
    Path keys = folder.resolve("keys");
    assertThat(makeKeys(keys).code()).isZero();
    Map<Path, String> made = contents(keys);
    assertThat(made.keySet()).allSatisfy(file -> {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent()))).isEqualTo("rwx------");
    });
    for (Service service : Service.values()) {
      Ended ended = run(service, good(keys.resolve(service.fullName())), "--check");
      assertThat(ended.code()).as(ended.said()).isZero();
      assertThat(ended.said()).contains("warns of settings: 3", "PORTCULLIS_REDIS", "KAFKA_SECURITY_PROTOCOL", "remedy:");
    }
    assertThat(makeKeys(keys).code()).isNotZero();
    assertThat(contents(keys)).isEqualTo(made);
  }

  private static Map<String, String> good(Path keys) {
    var settings = new HashMap<>(Map.of(
        "PORTCULLIS_ORIGIN", "https://accounts.exchange.example", "PORTCULLIS_DATABASE", "postgres:5432/service",
        "PORTCULLIS_DATABASE_PASSWORD", "Cm2eTtXvU0", "PORTCULLIS_REDIS", "redis://redis:6379", "PORTCULLIS_KAFKA", "kafka:9092",
        "PORTCULLIS_SERVICE_TOKEN_ISSUER", "exchange-tokens", "PORTCULLIS_TRUSTED_PROXIES", "192.0.2.10/32",
        "PORTCULLIS_WELL_KNOWN_SECURITY_CONTACTS", "mailto:security@exchange.example", "PORTCULLIS_KEYS", keys.toString()));
    settings.putAll(Map.of("PORTCULLIS_SMS_URL", "https://sms.example/send", "QUARKUS_MAILER_HOST", "mail.exchange.example",
        "QUARKUS_MAILER_FROM", "Exchange <security@exchange.example>", "QUARKUS_MAILER_START_TLS", "REQUIRED"));
    for (Service service : Service.values()) {
      settings.put("PORTCULLIS_SERVICES_" + service.name(), "http://" + service.fullName() + ":8080");
    }
    return settings;
  }

  private static Map<Path, String> contents(Path folder) throws IOException {
    var contents = new HashMap<Path, String>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        contents.put(file, Files.readString(file));
      }
    }
    return contents;
  }

  private static Ended makeKeys(Path folder) throws Exception {
    return ended(new ProcessBuilder(Path.of("..", "portcullis").toString(), "make-keys", folder.toString()));
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
    var builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("PORTCULLIS_") || name.startsWith("QUARKUS_"));
    builder.environment().putAll(settings);
    return ended(builder);
  }

  private static Ended ended(ProcessBuilder builder) throws Exception {
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
        .lines().filter(line -> !line.startsWith("WARNING:")).reduce("", (all, line) -> all + line + "\n");
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Ended(process.exitValue(), said);
  }
}
