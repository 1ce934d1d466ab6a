package io.portcullis.session.useragent;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.session.OnStack;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@OnStack
class DeviceNamesTest {

  @Inject DeviceNames names;

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 | Chrome on Windows | DESKTOP
      Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15 | Safari on Mac | DESKTOP
      Mozilla/5.0 (iPad; CPU OS 17_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.6 Mobile/15E148 Safari/604.1 | Mobile Safari on iPad | TABLET
      Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36 | Chrome Mobile on Android phone | PHONE
      Mozilla/5.0 (Linux; Android 14; SM-X710) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 | Chrome on Android tablet | TABLET
      okhttp/4.12.0 | okhttp | UNKNOWN
      nonsense | Unknown device | UNKNOWN
      """)
  void givenAUserAgent_thenItsOwnerKnowsTheDevice(String agent, String name, DeviceKind kind) {
    assertThat(names.of(Optional.of(agent)).await().atMost(Duration.ofSeconds(40))).isEqualTo(new DeviceName(name, kind));
  }
}
