package io.portcullis.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.runtime.settings.Finding;
import io.portcullis.testkit.Operator;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// OPS-9: what session-service refuses.
class WrongSettingTest {

  @TempDir Path keys;
  private Operator operator;

  @BeforeEach
  void allIsWell() {
    operator = new Operator(keys, SessionSettings::check);
  }

  @Test
  void givenEverythingThatProductionWants_thenNothingIsFound() {
    assertThat(operator.findings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', quoteCharacter = '"', textBlock = """
      PORTCULLIS_SESSION_IDLE; -30m; portcullis.session.idle
      PORTCULLIS_SESSION_IDLE; 0s; portcullis.session.idle
      PORTCULLIS_SESSION_IDLE; thirty; portcullis.session.idle
      PORTCULLIS_SESSION_IDLE; 2m; portcullis.session.idle
      PORTCULLIS_SESSION_IDLE; 13h; portcullis.session.at-most
      PORTCULLIS_SESSION_AT_MOST; 20m; portcullis.session.at-most
      PORTCULLIS_SESSION_REMEMBERED_AT_MOST; 1d; portcullis.session.remembered-at-most
      PORTCULLIS_SESSION_AT_MOST_PER_ACCOUNT; 0; portcullis.session.at-most-per-account
      PORTCULLIS_SESSION_EVIDENCE_MAX_AGE; 1d; portcullis.session.evidence-max-age
      PORTCULLIS_ACCESS_TOKEN_LIFETIME; 0s; portcullis.access-token.lifetime
      PORTCULLIS_ACCESS_TOKEN_LIFETIME; 0; portcullis.access-token.lifetime
      PORTCULLIS_ACCESS_TOKEN_LIFETIME; 2h; portcullis.access-token.lifetime
      PORTCULLIS_SIGNING_KEYS_ALGORITHM; HS256; portcullis.signing-keys.algorithm
      PORTCULLIS_SIGNING_KEYS_PUBLISHED_BEFORE; 1s; portcullis.signing-keys.published-before
      PORTCULLIS_SIGNING_KEYS_SIGNS; 2h; portcullis.signing-keys.signs
      PORTCULLIS_RISK_BLOCK_FROM; 20; portcullis.risk.block-from
      PORTCULLIS_RISK_WEIGHTS_NEW_DEVICE; -1; portcullis.risk.weights.new-device
      PORTCULLIS_RISK_NETWORKS_EXITS_WEIGHT; -1; portcullis.risk.networks.exits.weight
      PORTCULLIS_RISK_NETWORKS_EXITS_FILE; /nonexistent/exits.txt; portcullis.risk.networks.exits.file
      PORTCULLIS_PLACES_DATABASE; /nonexistent/places.mmdb; portcullis.places.database
      PORTCULLIS_TRUSTED_DEVICES_LIFETIME; -1d; portcullis.trusted-devices.lifetime
      PORTCULLIS_CHECK_RULES_0__PATH; withdrawals; portcullis.check.rules[0].path
      PORTCULLIS_WELL_KNOWN_SECURITY_CONTACTS; security@example.org; portcullis.well-known.security-contacts
      PORTCULLIS_WELL_KNOWN_CHANGE_PASSWORD; ftp://exchange.example; portcullis.well-known.change-password
      PORTCULLIS_WELL_KNOWN_SECURITY_CONTACTS; mailto:security@example.org; portcullis.well-known.security-contacts
      PORTCULLIS_WELL_KNOWN_SECURITY_CONTACTS; https://example.com/report; portcullis.well-known.security-contacts
      PORTCULLIS_WELL_KNOWN_SECURITY_CONTACTS; ""; portcullis.well-known.security-contacts
      PORTCULLIS_CHECK_RULES_0__SCOPE; account; portcullis.check.rules[0].path
      PORTCULLIS_CHECK_RULES_0__METHODS; post; portcullis.check.rules[0].path
      PORTCULLIS_CHECK_RULES_3__MAX_AGE; 5m; portcullis.check.rules[3].path
      PORTCULLIS_RISK_NETWORKS_TOR_FILE; /etc/tor.txt; portcullis.risk.networks.tor.weight
      PORTCULLIS_RISK_NETWORKS_TOR_EXITS_FILE; /etc/tor.txt; portcullis.risk.networks.tor_exits.weight
      PORTCULLIS_RISK_NETWORKS_TOR_WEIGHT; 20; portcullis.risk.networks.tor.file
      PORTCULLIS_INTROSPECTION_CALLERS; gateway,auth-service; portcullis.introspection.callers
      PORTCULLIS_API_KEYS_SCOPES; stake,account; portcullis.api-keys.scopes
      PORTCULLIS_API_KEYS_SCOPES; Stake; portcullis.api-keys.scopes
      PORTCULLIS_API_KEYS_WINDOW; 2m; portcullis.api-keys.window
      PORTCULLIS_API_KEYS_ORIGINS; api.example.com; portcullis.api-keys.origins
      PORTCULLIS_API_KEYS_IDLE; 1d; portcullis.api-keys.idle
      PORTCULLIS_SUPPORT_CALLERS; desk; portcullis.support.callers
      """)
  void wrongValue_thenItsKeyIsNamed(String variable, String value, String key) {
    assertThat(operator.sets(variable, value).findings()).extracting(Finding::key).contains(key);
  }

  @Test
  void securityContactsForgotten_thenNobodyIsSentToTheBuiltInOne() {
    assertThat(operator.forgets("PORTCULLIS_WELL_KNOWN_SECURITY_CONTACTS").findings()).extracting(Finding::key)
        .containsExactly("portcullis.well-known.security-contacts");
  }

  @Test
  void groupsWithAllTheirMembers_thenNothingIsFound() {
    assertThat(operator.sets("PORTCULLIS_RISK_NETWORKS_TOR_EXITS_FILE", "/etc/tor.txt").sets("PORTCULLIS_RISK_NETWORKS_TOR_EXITS_WEIGHT", "20")
        .sets("PORTCULLIS_CHECK_RULES_0__PATH", "/v1/withdrawals").sets("PORTCULLIS_CHECK_RULES_0__SCOPE", "account")
        .sets("PORTCULLIS_CHECK_RULES_1__PATH", "/v1/orders").findings()).isEmpty();
  }

  @Test
  void plainStores_givenNoneIsSealed_thenAWarningNamesEachKeyAndItsRemedy_andTheServiceStarts() {
    assertThat(operator.findings()).isEmpty();
    assertThat(operator.warnings()).extracting(Finding::variable).containsExactly(
        "QUARKUS_DATASOURCE_REACTIVE_POSTGRESQL_SSL_MODE", "PORTCULLIS_REDIS", "KAFKA_SECURITY_PROTOCOL");
    assertThat(operator.warnings()).extracting(Finding::remedy).allMatch(remedy -> remedy.contains("Locking the stores"));

    operator.sets("QUARKUS_DATASOURCE_REACTIVE_POSTGRESQL_SSL_MODE", "prefer").sets("KAFKA_SECURITY_PROTOCOL", "SASL_PLAINTEXT");
    assertThat(operator.warnings()).hasSize(3);
    operator.sets("QUARKUS_DATASOURCE_REACTIVE_POSTGRESQL_SSL_MODE", "verify-full").sets("PORTCULLIS_REDIS", "rediss://redis:6379")
        .sets("KAFKA_SECURITY_PROTOCOL", "SASL_SSL");
    assertThat(operator.warnings()).isEmpty();
    assertThat(operator.forgets("KAFKA_SECURITY_PROTOCOL").sets("QUARKUS_PROFILE", "trial").warnings()).isEmpty();
  }

  /// Who follows these words must be able to sign in afterwards.
  @Test
  void oneMoreGateway_thenItsNameAloneIsEnough_andTheHouseStaysAdmitted() {
    assertThat(operator.sets("PORTCULLIS_INTROSPECTION_CALLERS", "gateway,risk").findings()).isEmpty();
    assertThat(callers(Set.of("gateway", "risk"), Set.of("operator")).names())
        .containsExactlyInAnyOrder("auth-service", "gateway", "risk", "operator", "recovery-service");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway", "operator"})
  void givenSomebodyWhoLeftTheirGroup_thenTheyMayCallNothing(String gone) {
    assertThat(callers(Set.of("edge"), Set.of("ops")).names()).doesNotContain(gone);
    assertThat(operator.sets("PORTCULLIS_INTROSPECTION_CALLERS", "edge").sets("PORTCULLIS_OPERATION_CALLERS", "ops")
        .findings()).isEmpty();
    assertThat(operator.sets("PORTCULLIS_SERVICE_TOKEN_CALLERS", "auth-service," + gone).findings()).extracting(Finding::key)
        .containsExactly("portcullis.service-token.callers");
  }

  private static InternalCallers callers(Set<String> gateways, Set<String> operators) {
    return new InternalCallers(gateways, operators, Set.of("recovery-service"), null);
  }

  @Test
  void ruleForAWithdrawalWithAWrongStrength_thenItIsNamed() {
    assertThat(operator.sets("PORTCULLIS_CHECK_RULES_0__PATH", "/v1/withdrawals").sets("PORTCULLIS_CHECK_RULES_0__ACR", "aal4")
        .sets("PORTCULLIS_CHECK_RULES_0__METHODS", "post,fetch").findings()).extracting(Finding::key)
        .containsExactly("portcullis.check.rules[0].acr", "portcullis.check.rules[0].methods");
  }

  /// Every option of docs/settings.md, outside of its range in every way that we can think of.
  @ParameterizedTest
  @MethodSource("io.portcullis.testkit.WrongValues#rounds")
  void valueOutsideOfItsDocumentedRange_thenNoneOfThemStarts(Map<String, String> mistakes) {
    mistakes.forEach(operator::sets);
    assertThat(operator.findings()).extracting(Finding::variable).containsAll(mistakes.keySet());
  }
}
