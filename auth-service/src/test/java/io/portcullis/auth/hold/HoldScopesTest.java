package io.portcullis.auth.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HoldScopesTest {

  @Test
  void givenExceptions_thenEachTakesOneScopeFromOneReason() {
    assertThat(HoldScopes.exceptions(List.of("second-factor-added:internal-transfer", "second-factor-added:p2p-sale")))
        .isEqualTo(Map.of("second-factor-added", Set.of(HoldScope.INTERNAL_TRANSFER, HoldScope.P2P_SALE)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"second-factor-added", "second-factor-added:", ":withdrawal", "a:b:c", "recovery:everything", ""})
  void givenWhatIsNoException_thenTheServiceSaysSo(String setting) {
    assertThatThrownBy(() -> HoldScopes.exceptions(List.of(setting))).isInstanceOf(IllegalArgumentException.class);
  }
}
