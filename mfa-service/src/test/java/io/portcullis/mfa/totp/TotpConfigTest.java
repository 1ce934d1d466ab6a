package io.portcullis.mfa.totp;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

class TotpConfigTest {

  @Test
  void defaults() {
    var config = new SmallRyeConfigBuilder().withMapping(TotpConfig.class).build().getConfigMapping(TotpConfig.class);

    assertThat(config.issuer()).isEqualTo("Portcullis");
  }
}
