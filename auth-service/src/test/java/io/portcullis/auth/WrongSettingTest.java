package io.portcullis.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.runtime.settings.Finding;
import io.portcullis.testkit.Operator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// OPS-9, the operator's attack on himself: what every service refuses, and what auth-service does.
class WrongSettingTest {

  @TempDir Path keys;
  private Operator operator;

  @BeforeEach
  void allIsWell() {
    operator = new Operator(keys, AuthSettings::check);
  }

  @Test
  void givenEverythingThatProductionWants_thenNothingIsFound() {
    assertThat(operator.findings()).isEmpty();
  }

  @Test
  void nothingSetAtAll_thenEveryDevelopmentValueIsNamedAtOnce() {
    assertThat(Operator.findingsWithNothingSet(AuthSettings::check)).extracting(Finding::key).contains(
        "portcullis.origin", "portcullis.database", "portcullis.database-password", "portcullis.redis", "portcullis.kafka",
        "portcullis.services.session", "portcullis.services.mfa", "portcullis.service-token.issuer", "portcullis.trusted-proxies",
        "portcullis.keys");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PORTCULLIS_ORIGIN", "PORTCULLIS_DATABASE", "PORTCULLIS_DATABASE_PASSWORD", "PORTCULLIS_REDIS",
      "PORTCULLIS_KAFKA", "PORTCULLIS_SERVICES_AUTH", "PORTCULLIS_SERVICES_MFA", "PORTCULLIS_SERVICES_SESSION",
      "PORTCULLIS_SERVICES_NOTIFICATION", "PORTCULLIS_SERVICES_RECOVERY", "PORTCULLIS_SERVICE_TOKEN_ISSUER", "PORTCULLIS_TRUSTED_PROXIES"})
  void developmentDefaultInProduction_thenItIsRefused_butNotWhereTheSuiteIsTriedOut(String variable) {
    only(operator.forgets(variable).findings(), variable);
    assertThat(operator.sets("QUARKUS_PROFILE", "trial").findings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"staging", "production", "prod,eu"})
  void profileOfAnyOtherName_thenItIsProduction(String profile) {
    only(operator.forgets("PORTCULLIS_ORIGIN").sets("QUARKUS_PROFILE", profile).findings(), "PORTCULLIS_ORIGIN");
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', quoteCharacter = '"', textBlock = """
      PORTCULLIS_KEYS; /nonexistent
      PORTCULLIS_KEYS; /etc/hostname
      PORTCULLIS_ASSURANCE_PROFILE; stict
      PORTCULLIS_ASSURANCE_PROFILE; strict,standard
      PORTCULLIS_ORIGIN; accounts.exchange.example
      PORTCULLIS_ORIGIN; "not a url"
      PORTCULLIS_ORIGIN; https://
      PORTCULLIS_ORIGIN; https://accounts.exchange.example/
      PORTCULLIS_ORIGIN; https://accounts.exchange.example/app
      PORTCULLIS_ORIGIN; https://accounts.exchange.example?x=1
      PORTCULLIS_ORIGIN; https://accounts.exchange.example#top
      PORTCULLIS_ORIGIN; https://user:word@accounts.exchange.example
      PORTCULLIS_ORIGIN; ftp://accounts.exchange.example
      PORTCULLIS_ORIGIN; javascript:alert(1)
      PORTCULLIS_ORIGIN; http://accounts.exchange.example
      PORTCULLIS_ORIGIN; https://Accounts.Exchange.example
      PORTCULLIS_ORIGIN; https://accounts.exchange.example:443
      PORTCULLIS_ORIGIN; https://accounts.exchange.example:99999
      PORTCULLIS_ORIGIN; https://localhost:8080
      PORTCULLIS_ORIGIN; https://127.0.0.1
      PORTCULLIS_TRUSTED_PROXIES; foo
      PORTCULLIS_TRUSTED_PROXIES; 10.0.0.0/99
      PORTCULLIS_TRUSTED_PROXIES; 192.0.2.10/32,foo
      PORTCULLIS_TRUSTED_PROXIES; 10.0.0.0/8
      PORTCULLIS_TRUSTED_PROXIES; 0.0.0.0/0
      PORTCULLIS_TRUSTED_PROXIES; ::/0
      PORTCULLIS_TRUSTED_PROXIES; SET-THE-ADDRESS-OF-THE-GATEWAY
      PORTCULLIS_DATABASE; postgres
      PORTCULLIS_DATABASE; postgres:5432
      PORTCULLIS_DATABASE; postgres:99999/auth
      PORTCULLIS_DATABASE; jdbc:postgresql://postgres:5432/auth
      PORTCULLIS_DATABASE_PASSWORD; postgres
      PORTCULLIS_DATABASE_PASSWORD; changeme
      PORTCULLIS_REDIS; redis:6379
      PORTCULLIS_REDIS; http://redis:6379
      PORTCULLIS_KAFKA; kafka
      PORTCULLIS_KAFKA; kafka:9092,kafka-2
      PORTCULLIS_SERVICES_SESSION; session-service:8080
      PORTCULLIS_SERVICES_SESSION; http://session-service:8080/
      PORTCULLIS_SERVICES_SESSION; ftp://session-service
      PORTCULLIS_SERVICE_TOKEN_ISSUER; portcullis-dev-stack
      PORTCULLIS_SERVICE_TOKEN_CALLERS; recovery service
      PORTCULLIS_DPOP_WINDOW; 0s
      PORTCULLIS_DPOP_WINDOW; -2m
      PORTCULLIS_DPOP_WINDOW; soon
      PORTCULLIS_DPOP_NONCE; sometimes
      PORTCULLIS_PASSWORD_MEMORY_KIB; 8
      PORTCULLIS_PASSWORD_MEMORY_KIB; many
      PORTCULLIS_PASSWORD_PASSES; 0
      PORTCULLIS_PASSWORD_PASSES; 1
      PORTCULLIS_PASSWORD_LANES; 1.5
      PORTCULLIS_PASSWORD_HASHING_THREADS; 0
      PORTCULLIS_PASSWORD_HASHING_QUEUE; -1
      PORTCULLIS_PASSWORD_LEAST_STRENGTH; 5
      PORTCULLIS_PASSWORD_ARGON2ID; bcrypt
      PORTCULLIS_PASSWORD_SECOND_FACTOR_REQUIRED; perhaps
      PORTCULLIS_PASSWORD_LIBSODIUM; /nonexistent/libsodium.so
      PORTCULLIS_LIMITS_FAILURES_PER_NETWORK; 0
      PORTCULLIS_LIMITS_FAILURES_PER_NETWORK; 9999999999999999999999
      PORTCULLIS_HUMAN_LIFETIME; 1h
      QUARKUS_HTTP_PORT; 70000
      """)
  void wrongValue_thenItsKeyAndNoOtherIsNamed_withARemedy(String variable, String value) {
    List<Finding> findings = operator.sets(variable, value).findings();
    only(findings, variable);
    assertThat(findings.getFirst().remedy()).isNotBlank();
  }

  @Test
  void twoWrongNetworks_thenBothAreNamed() {
    assertThat(operator.sets("PORTCULLIS_TRUSTED_PROXIES", "10.0.0.0/99,foo").findings()).extracting(Finding::problem)
        .containsExactlyInAnyOrder("`10.0.0.0/99` is no network", "`foo` is no network");
  }

  @Test
  void severalMistakesOfSeveralKinds_thenAllAreNamedAtOnce() {
    assertThat(operator.sets("PORTCULLIS_KEYS", "/nonexistent").sets("PORTCULLIS_ORIGIN", "x").sets("PORTCULLIS_DPOP_WINDOW", "soon")
        .sets("PORTCULLIS_ORIGN", "https://exchange.example").findings()).extracting(Finding::key)
        .containsExactlyInAnyOrder("portcullis.keys", "portcullis.origin", "portcullis.dpop.window", "PORTCULLIS_ORIGN");
  }

  @ParameterizedTest
  @CsvSource({"PORTCULLIS_TRUSTED_PROXY,PORTCULLIS_TRUSTED_PROXIES", "PORTCULLIS_ACESS_TOKEN_LIFETIME,PORTCULLIS_ACCESS_TOKEN_LIFETIME",
      "PORTCULLIS_PASSWORD_MEMORYKIB,PORTCULLIS_PASSWORD_MEMORY_KIB", "PORTCULLIS_ASURANCE_PROFIL,PORTCULLIS_ASSURANCE_PROFILE"})
  void unknownVariable_thenTheNearestKnownOneIsNamed(String written, String meant) {
    List<Finding> findings = operator.sets(written, "1").findings();
    only(findings, written);
    assertThat(findings.getFirst().remedy()).contains("`" + meant + "`");
  }

  @Test
  void variableOfANeighbour_thenItIsKnown() {
    assertThat(operator.sets("PORTCULLIS_ACCESS_TOKEN_LIFETIME", "5m").sets("PORTCULLIS_RISK_NETWORKS_EXITS_FILE", "/x")
        .sets("PORTCULLIS_CHECK_RULES_0__PATH", "/v1").findings()).isEmpty();
  }

  @Test
  void secretThatIsRefused_thenItIsNotPrinted() {
    assertThat(operator.sets("PORTCULLIS_DATABASE_PASSWORD", "changeme").findings().toString()).doesNotContain("changeme");
    // A Redis URL holds the password.
    only(operator.sets("PORTCULLIS_DATABASE_PASSWORD", "Cm2eTtXvU0").sets("PORTCULLIS_REDIS", "http://:seven-lanterns@redis").findings(), "PORTCULLIS_REDIS");
    assertThat(operator.findings().toString()).doesNotContain("seven-lanterns");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
      seal-keys.json | {"keys":[]}
      seal-keys.json | {"keys":[{"kty":"oct","kid":"k1","k":"AAAA"}]}
      seal-keys.json | "nonsense"
      service-token-jwks.json | "{}"
      message-box-public.json | {"kty":"oct","k":"AAAA"}
      tokens/mfa-service | ""
      """)
  void damagedKeyFile_thenTheFileIsNamed(String file, String content) throws Exception {
    Files.writeString(keys.resolve(file), content);
    List<Finding> findings = operator.findings();
    only(findings, "PORTCULLIS_KEYS");
    assertThat(findings.getFirst().problem()).contains(file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"seal-keys.json", "service-token-jwks.json", "message-box-public.json", "tokens/mfa-service", "tokens/session-service"})
  void missingKeyFile_thenTheFileIsNamed(String file) throws Exception {
    Files.delete(keys.resolve(file));
    List<Finding> findings = operator.findings();
    only(findings, "PORTCULLIS_KEYS");
    assertThat(findings.getFirst().problem()).contains(file);
  }

  @Test
  void privateKeyWhereThePublicOneBelongs_thenItIsRefused() throws Exception {
    Files.copy(keys.resolve("message-box.json"), keys.resolve("message-box-public.json"), StandardCopyOption.REPLACE_EXISTING);
    only(operator.findings(), "PORTCULLIS_KEYS");
  }

  /// What `deploy/kubernetes` leaves to an overlay.
  @Test
  void kubernetesBaseWithoutAnOverlay_thenTheGatewayIsMissing_andNothingElse() throws Exception {
    Files.readAllLines(Path.of("../deploy/kubernetes/portcullis.env")).stream().filter(line -> line.startsWith("PORTCULLIS_"))
        .forEach(line -> operator.sets(line.split("=", 2)[0], line.split("=", 2)[1]));
    only(operator.findings(), "PORTCULLIS_TRUSTED_PROXIES");
  }

  private static void only(List<Finding> findings, String variable) {
    assertThat(findings).isNotEmpty().allSatisfy(finding ->
        assertThat(finding.key().replaceAll("[^A-Za-z0-9]", "_").toUpperCase()).isEqualTo(variable));
  }
}
