package io.portcullis.mfa.totp;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

class TotpConfigTest {

  @Test
  void theIssuer_isTheBrand() {
    var config = new SmallRyeConfigBuilder().addDefaultInterceptors().withMapping(TotpConfig.class)
        .withDefaultValue("portcullis.brand", "Exchange").build().getConfigMapping(TotpConfig.class);

    assertThat(config.issuer()).isEqualTo("Exchange");
  }
}
