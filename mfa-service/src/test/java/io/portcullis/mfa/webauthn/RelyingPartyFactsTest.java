package io.portcullis.mfa.webauthn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.yubico.webauthn.data.AttestationConveyancePreference;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelyingPartyFactsTest {

  private static final String PREFIX = "portcullis.mfa.webauthn.";

  private static RelyingPartyFacts facts(Map<String, String> settings) {
    return facts(settings, "https://login.exchange.example:8443");
  }

  static RelyingPartyFacts facts(Map<String, String> settings, String origin) {
    var config = new SmallRyeConfigBuilder().addDefaultInterceptors().withMapping(WebAuthnConfig.class)
        .withDefaultValue("portcullis.brand", "Exchange").withDefaultValues(settings).build().getConfigMapping(WebAuthnConfig.class);
    return new RelyingPartyFacts(config, origin);
  }

  @Test
  void defaults_comeFromThePublicOriginAndTheBrand() {
    RelyingPartyFacts facts = facts(Map.of());
    assertThat(facts.id()).isEqualTo("login.exchange.example");
    assertThat(facts.name()).isEqualTo("Exchange");
    assertThat(facts.origins()).containsExactly("https://login.exchange.example:8443");
    assertThat(facts.attestation()).isEqualTo(AttestationConveyancePreference.NONE);
  }

  @Test
  void settings_ofClientsOfAllKinds_areTaken() {
    RelyingPartyFacts facts = facts(Map.of(PREFIX + "rp-id", "exchange.example", PREFIX + "attestation", "direct",
        PREFIX + "origins", "https://exchange.example,https://exchange.test:444,http://localhost:8080,"
            + "android:apk-key-hash:47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"));
    assertThat(facts.id()).isEqualTo("exchange.example");
    assertThat(facts.origins()).hasSize(4);
    assertThat(facts.attestation()).isEqualTo(AttestationConveyancePreference.DIRECT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://exchange.example", "https://exchange.example/", "https://Exchange.example", "*",
      "https://*.exchange.example", "exchange.example", "https://exchange.example:", "https://user@exchange.example",
      "android:apk-key-hash:short", "android:apk-key-hash:47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU=",
      "http://localhost.evil.example"})
  void origins_thatNoClientSays_stopTheService(String origin) {
    assertThatIllegalStateException().isThrownBy(() -> facts(Map.of(PREFIX + "origins", origin)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://exchange.example", "exchange.example:443", "Exchange.example", "exchange..example", "*"})
  void relyingPartyIds_thatAreNoDomain_stopTheService(String id) {
    assertThatIllegalStateException().isThrownBy(() -> facts(Map.of(PREFIX + "rp-id", id)));
  }
}
