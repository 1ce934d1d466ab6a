package io.portcullis.mfa.passphrase;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrivialityTest {

  @ParameterizedTest
  @CsvSource({"111111, repeat", "121212, repeat", "112211, repeat", "123123, repeat", "112233, repeat", "123321, repeat", "121289, repeat",
      "891212, repeat", "123456, run", "654321, run", "012345, run", "890123, run", "024680, run", "975319, run", "543219, run", "912345, run",
      "147258, shape", "159357, shape", "369258, run", "963147, shape", "123789, shape", "456321, shape", "311299, date", "123199, date", "991231, date",
      "290200, date", "010285, date", "198407, year", "071984, date", "519847, year", "202673, year", "732026, year"})
  void a40_givenWhatPeopleChooseFirst_thenItIsRefused_andTheReasonIsNamed(String digits, String reason) {
    assertThat(Triviality.of(new TradingPassphrase(digits)).orElseThrow().wireName()).isEqualTo(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"483920", "907351", "640772", "300258", "731936", "003201"})
  void givenNoPattern_thenItWillDo(String digits) {
    assertThat(Triviality.of(new TradingPassphrase(digits))).isEmpty();
  }

  @Test
  void a40_givenAllThereAre_thenTheRulesRefuseTenToTwentyOfAHundred() {
    assertThat(IntStream.range(0, 1_000_000).mapToObj("%06d"::formatted).map(TradingPassphrase::new)
        .filter(passphrase -> Triviality.of(passphrase).isPresent()).count()).isBetween(100_000L, 200_000L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "12345", "1234567", "12345a", "12 345", "１２３４５６", "٤٨٣٩٢٠", "-48392", "48392\n"})
  void givenNoSixDigits_thenItIsNone(String text) {
    assertThat(TradingPassphrase.parse(text)).isEmpty();
  }
}
