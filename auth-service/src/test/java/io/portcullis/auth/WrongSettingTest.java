package io.portcullis.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.runtime.settings.Finding;
import io.portcullis.testkit.Operator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// OPS-9, the operator's attack on himself: what every service refuses, and what auth-service does.
class WrongSettingTest {

  private static final String EXAMPLE_CERTIFICATE = """
      -----BEGIN CERTIFICATE-----
      MIIBejCCASGgAwIBAgIUUWZoeN0vEMvOiagDAjz4MgtM5JowCgYIKoZIzj0EAwIw
      EjEQMA4GA1UEAwwHRXhhbXBsZTAgFw0yNjExMjkwMjA4MDVaGA8yMTI2MTEwNTAy
      MDgwNVowEjEQMA4GA1UEAwwHRXhhbXBsZTBZMBMGByqGSM49AgEGCCqGSM49AwEH
      A0IABFmO+tb6aDnAJDL8b6LXP4osKydopRYhUmfWZ21sOSkZ6I7vkXySzJLDBVdv
      qOYALYT24GcHrAYIK9oe5wc4WGKjUzBRMB0GA1UdDgQWBBQ/yzeZ3xIWY1RWcN8H
      I/LjyVNZBjAfBgNVHSMEGDAWgBQ/yzeZ3xIWY1RWcN8HI/LjyVNZBjAPBgNVHRMB
      Af8EBTADAQH/MAoGCCqGSM49BAMCA0cAMEQCIEzON3iPxP94fJS8ruy6FR2mx1fR
      VgWe9tfrAJrkjjmTAiBh0Xpz0zmi9CLENbXDi4Ij6bjNzYYiqvT0sdbAn7uSjA==
      -----END CERTIFICATE-----
      """;

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
  @ValueSource(strings = {"auth", "mfa", "session", "notification", "recovery"})
  void neighbourNotSet_thenTheRemedyNamesThatNeighbour(String service) {
    assertThat(operator.forgets("PORTCULLIS_SERVICES_" + service.toUpperCase(Locale.ROOT)).findings()).singleElement()
        .extracting(Finding::remedy).asString().contains("`http://" + service + "-service:8080`");
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
      PORTCULLIS_APPROVALS_SYSTEMS; "two words"
      PORTCULLIS_APPROVALS_SYSTEMS; payments:withdrawals:2
      PORTCULLIS_APPROVALS_SYSTEMS; withdrawals,portcullis
      PORTCULLIS_APPROVALS_SYSTEMS; withdrawals,portcullis-approvals
      PORTCULLIS_APPROVALS_USABLE_FOR; 6m
      PORTCULLIS_APPROVALS_SECURITY_KEY_ABOVE; btc:1
      PORTCULLIS_APPROVALS_SECURITY_KEY_ABOVE; BTC
      PORTCULLIS_APPROVALS_SECURITY_KEY_ABOVE; BTC:1,BTC:2
      PORTCULLIS_APPROVALS_TYPES_FILE; /nonexistent
      PORTCULLIS_APPROVALS_TYPES_FILE; /etc/hostname
      PORTCULLIS_ADDRESS_BOOK_COOLING; 23h
      PORTCULLIS_ADDRESS_BOOK_NETWORKS; mychain
      PORTCULLIS_ADDRESS_BOOK_NETWORKS; mychain:nonsense
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
      PORTCULLIS_DATABASE_PASSWORD; ""
      PORTCULLIS_DATABASE_PASSWORD; "  "
      PORTCULLIS_DATABASE; ""
      PORTCULLIS_ORIGIN; ""
      PORTCULLIS_REDIS; ""
      PORTCULLIS_KAFKA; ""
      PORTCULLIS_SERVICES_MFA; ""
      PORTCULLIS_TRUSTED_PROXIES; ""
      PORTCULLIS_SERVICE_TOKEN_ISSUER; ""
      PORTCULLIS_ORIGIN; https://example.org
      PORTCULLIS_ORIGIN; https://accounts.example.com
      PORTCULLIS_KAFKA; kafka.example.net:9092
      PORTCULLIS_DATABASE; postgres.example.org:5432/auth
      PORTCULLIS_REDIS; redis://redis.example.org:6379
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

  /// What deploy/kubernetes sets, which is right: the rows below break one thing each.
  private Operator locked() throws Exception {
    Path certificate = keys.resolve("data-ca.pem");
    Files.writeString(certificate, EXAMPLE_CERTIFICATE);
    for (String line : Files.readAllLines(Path.of("../deploy/kubernetes/portcullis.env"))) {
      if (line.startsWith("KAFKA_") || line.startsWith("QUARKUS_REDIS_") || line.startsWith("QUARKUS_DATASOURCE_")) {
        operator.sets(line.split("=", 2)[0], line.split("=", 2)[1].replace("/run/portcullis/keys/data-ca.pem", certificate.toString()));
      }
    }
    return operator.sets("PORTCULLIS_REDIS", "rediss://auth-service:secret-of-redis@redis:6379").sets("KAFKA_SASL_JAAS_CONFIG",
        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"auth-service\" password=\"secret-of-kafka\";");
  }

  @Test
  void givenStoresThatSpeakTlsAsTheKubernetesBaseSetsThem_thenNothingIsFound() throws Exception {
    assertThat(locked().findings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', quoteCharacter = '\'', nullValues = "-", textBlock = """
      KAFKA_SECURITY_PROTOCOL; SASL_TLS; KAFKA_SECURITY_PROTOCOL
      KAFKA_SECURITY_PROTOCOL; PLAINTEXT; KAFKA_SECURITY_PROTOCOL
      KAFKA_SECURITY_PROTOCOL; -; KAFKA_SECURITY_PROTOCOL
      KAFKA_SASL_MECHANISM; SCRAM-SHA-1; KAFKA_SASL_MECHANISM
      KAFKA_SASL_MECHANISM; PLAIN; KAFKA_SASL_JAAS_CONFIG
      KAFKA_SASL_JAAS_CONFIG; -; KAFKA_SASL_JAAS_CONFIG
      KAFKA_SASL_JAAS_CONFIG; username=x password=y; KAFKA_SASL_JAAS_CONFIG
      KAFKA_SASL_JAAS_CONFIG; 'org.apache.kafka.common.security.scram.ScramLoginModule required username="x" password="y"'; KAFKA_SASL_JAAS_CONFIG
      KAFKA_SASL_JAAS_CONFIG; org.apache.kafka.common.security.scram.ScramLoginModule required; KAFKA_SASL_JAAS_CONFIG
      KAFKA_SSL_TRUSTSTORE_LOCATION; /nonexistent/ca.pem; KAFKA_SSL_TRUSTSTORE_LOCATION
      KAFKA_SSL_TRUSTSTORE_LOCATION; /etc/hostname; KAFKA_SSL_TRUSTSTORE_LOCATION
      KAFKA_SSL_TRUSTSTORE_TYPE; PKCS12; KAFKA_SSL_TRUSTSTORE_LOCATION
      KAFKA_SSL_ENDPOINT_IDENTIFICATION_ALGORITHM; ''; KAFKA_SSL_ENDPOINT_IDENTIFICATION_ALGORITHM
      KAFKA_BOOTSTRAP_SERVERS; kafka; KAFKA_BOOTSTRAP_SERVERS
      KAFKA_REQUEST_TIMEOUT_MS; soon; KAFKA_REQUEST_TIMEOUT_MS
      KAFKA_RECONNECT_BACKOFF_MS; -1; KAFKA_RECONNECT_BACKOFF_MS
      QUARKUS_DATASOURCE_USERNAME; ''; QUARKUS_DATASOURCE_USERNAME
      QUARKUS_DATASOURCE_REACTIVE_URL; postgres:5432/auth; QUARKUS_DATASOURCE_REACTIVE_URL
      QUARKUS_DATASOURCE_JDBC_URL; postgresql://postgres:5432/auth; QUARKUS_DATASOURCE_JDBC_URL
      QUARKUS_DATASOURCE_REACTIVE_POSTGRESQL_SSL_MODE; verify; QUARKUS_DATASOURCE_REACTIVE_POSTGRESQL_SSL_MODE
      QUARKUS_DATASOURCE_REACTIVE_POSTGRESQL_SSL_MODE; disable; QUARKUS_DATASOURCE_REACTIVE_POSTGRESQL_SSL_MODE
      QUARKUS_DATASOURCE_REACTIVE_TRUST_CERTIFICATE_PEM; -; QUARKUS_DATASOURCE_REACTIVE_TRUST_CERTIFICATE_PEM
      QUARKUS_DATASOURCE_REACTIVE_TRUST_CERTIFICATE_PEM_CERTS; -; QUARKUS_DATASOURCE_REACTIVE_TRUST_CERTIFICATE_PEM_CERTS
      QUARKUS_DATASOURCE_REACTIVE_TRUST_CERTIFICATE_PEM_CERTS; /nonexistent/ca.pem; QUARKUS_DATASOURCE_REACTIVE_TRUST_CERTIFICATE_PEM_CERTS
      QUARKUS_DATASOURCE_REACTIVE_TRUST_CERTIFICATE_PEM_CERTS; /etc/hostname; QUARKUS_DATASOURCE_REACTIVE_TRUST_CERTIFICATE_PEM_CERTS
      QUARKUS_DATASOURCE_REACTIVE_HOSTNAME_VERIFICATION_ALGORITHM; NONE; QUARKUS_DATASOURCE_REACTIVE_HOSTNAME_VERIFICATION_ALGORITHM
      QUARKUS_DATASOURCE_REACTIVE_TRUST_ALL; true; QUARKUS_DATASOURCE_REACTIVE_TRUST_ALL
      QUARKUS_DATASOURCE_REACTIVE_MAX_SIZE; 0; QUARKUS_DATASOURCE_REACTIVE_MAX_SIZE
      QUARKUS_DATASOURCE_JDBC_ADDITIONAL_JDBC_PROPERTIES_SSLMODE; prefer; QUARKUS_DATASOURCE_JDBC_ADDITIONAL_JDBC_PROPERTIES_SSLMODE
      QUARKUS_DATASOURCE_JDBC_ADDITIONAL_JDBC_PROPERTIES_SSLROOTCERT; -; QUARKUS_DATASOURCE_JDBC_ADDITIONAL_JDBC_PROPERTIES_SSLROOTCERT
      QUARKUS_REDIS_TLS_ENABLED; perhaps; QUARKUS_REDIS_TLS_ENABLED
      QUARKUS_REDIS_TLS_TRUST_CERTIFICATE_PEM; -; QUARKUS_REDIS_TLS_TRUST_CERTIFICATE_PEM
      QUARKUS_REDIS_TLS_TRUST_CERTIFICATE_PEM_CERTS; /nonexistent/ca.pem; QUARKUS_REDIS_TLS_TRUST_CERTIFICATE_PEM_CERTS
      QUARKUS_REDIS_TLS_HOSTNAME_VERIFICATION_ALGORITHM; -; QUARKUS_REDIS_TLS_HOSTNAME_VERIFICATION_ALGORITHM
      QUARKUS_REDIS_TLS_TRUST_ALL; true; QUARKUS_REDIS_TLS_TRUST_ALL
      QUARKUS_REDIS_HOSTS; redis:6379; QUARKUS_REDIS_HOSTS
      PORTCULLIS_REDIS; redis://redis:6379; PORTCULLIS_REDIS
      QUARKUS_CONFIG_LOCATIONS; /nonexistent/connections.properties; QUARKUS_CONFIG_LOCATIONS
      """)
  void a25_halfALock_givenOneWrongSettingOfAStore_thenItsKeyIsNamedAndNoSecretIs(String variable, String value, String named) throws Exception {
    Operator wrong = value == null ? locked().forgets(variable) : locked().sets(variable, value);
    only(wrong.findings(), named);
    assertThat(wrong.findings().toString()).doesNotContain("secret-of-");
  }

  @ParameterizedTest
  @CsvSource({"KAFKA_SECURTY_PROTOCOL,KAFKA_SECURITY_PROTOCOL", "KAFKA_SASL_MECHANISMS,KAFKA_SASL_MECHANISM",
      "KAFKA_SSL_TRUST_STORE_LOCATION,KAFKA_SSL_TRUSTSTORE_LOCATION",
      "QUARKUS_DATASOURCE_REACTIVE_TRUST_CERTIFICATES_PEM,QUARKUS_DATASOURCE_REACTIVE_TRUST_CERTIFICATE_PEM",
      "QUARKUS_REDIS_TLS_ENABLE,QUARKUS_REDIS_TLS_ENABLED", "QUARKUS_CONFIG_LOCATION,QUARKUS_CONFIG_LOCATIONS",
      "QUARKUS_DATASOURC_USERNAME,QUARKUS_DATASOURCE_USERNAME", "PORTCULIS_ORIGIN,PORTCULLIS_ORIGIN", "QUARKUS_HTTP_PROT,QUARKUS_HTTP_PORT"})
  void unknownVariableOfAStore_thenTheNearestKnownOneIsNamed(String written, String meant) {
    List<Finding> findings = operator.sets(written, "1").findings();
    only(findings, written);
    assertThat(findings.getFirst().remedy()).contains("`" + meant + "`");
  }

  @Test
  void unknownNameInAFileOfTheOperators_thenItIsNamed(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("connections.properties"), "kafka.sasl.jaas.confg=x\nquarkus.redis.tls.enable=true\n");
    assertThat(operator.sets("QUARKUS_CONFIG_LOCATIONS", file.toString()).findings()).extracting(Finding::key)
        .containsExactlyInAnyOrder("kafka.sasl.jaas.confg", "quarkus.redis.tls.enable");
  }

  @Test
  void settingOfQuarkusOrKafkaThatWeDoNotDocument_thenItIsKnown_andSoIsWhatKubernetesAdds() {
    assertThat(operator.sets("QUARKUS_DATASOURCE_JDBC_MIN_SIZE", "1").sets("QUARKUS_REDIS_PASSWORD", "x").sets("QUARKUS_HTTP_ACCESS_LOG_ENABLED", "true")
        .sets("KAFKA_LINGER_MS", "5").sets("KAFKA_MAX_POLL_RECORDS", "50").sets("KAFKA_SERVICE_HOST", "10.0.0.1").sets("KAFKA_PORT", "tcp://10.0.0.1:9092")
        .sets("KAFKA_PORT_9092_TCP_ADDR", "10.0.0.1").sets("QUARKUS_LOG_CATEGORY__ORG_X__LEVEL", "DEBUG").findings()).isEmpty();
  }

  /// A token that outlives the memory would be good again at an instance that starts.
  @ParameterizedTest
  @CsvSource({"15m,10m,false", "5m,6m,false", "15m,20m,true", "1m,6m,true", "1h,64m,false", "1h,65m,true"})
  void a44_staleAuthority_givenAMemoryShorterThanATokenLives_thenItIsRefused(String lifetime, String memory, boolean good) {
    operator.sets("PORTCULLIS_ACCESS_TOKEN_LIFETIME", lifetime).sets("PORTCULLIS_ENDED_SESSIONS_MEMORY", memory);
    if (good) {
      assertThat(operator.findings()).isEmpty();
    } else {
      only(operator.findings(), "PORTCULLIS_ENDED_SESSIONS_MEMORY");
    }
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
  void missingKeyFile_givenAnExchangeThatIsAsked_thenItsTokenIsWanted() {
    List<Finding> findings = operator.sets("PORTCULLIS_CLOSURE_FUNDS_URL", "https://funds.exchange.example/accounts").findings();
    only(findings, "PORTCULLIS_KEYS");
    assertThat(findings.getFirst().problem()).contains("tokens/exchange");
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

  /// Every option of docs/settings.md, outside of its range in every way that we can think of.
  @ParameterizedTest
  @MethodSource("io.portcullis.testkit.WrongValues#rounds")
  void valueOutsideOfItsDocumentedRange_thenNoneOfThemStarts(Map<String, String> mistakes) {
    mistakes.forEach(operator::sets);
    assertThat(operator.findings()).extracting(Finding::variable).containsAll(mistakes.keySet());
  }

  private static void only(List<Finding> findings, String variable) {
    assertThat(findings).isNotEmpty().allSatisfy(finding ->
        assertThat(finding.key().replaceAll("[^A-Za-z0-9]", "_").toUpperCase()).isEqualTo(variable));
  }
}
