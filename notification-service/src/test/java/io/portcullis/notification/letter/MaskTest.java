package io.portcullis.notification.letter;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.Address;
import io.portcullis.contracts.Address.Channel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskTest {

  @ParameterizedTest
  @CsvSource({"EMAIL, ann@example.org, a•••@example.org", "EMAIL, zo\u00eb@example.org, z•••@example.org",
      "EMAIL, \u7528\u6237@example.org, \u7528•••@example.org", "EMAIL, \ud83a\udd22\ud83a\udd23@example.org, \ud83a\udd22•••@example.org",
      "SMS, +447400123456, •••56"})
  void theOwnerKnowsItAgain_andAWholeLetterIsShown(Channel channel, String address, String shown) {
    assertThat(Mask.of(new Address(channel, address))).isEqualTo(shown);
  }
}
