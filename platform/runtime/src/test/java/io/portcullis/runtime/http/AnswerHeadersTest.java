package io.portcullis.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnswerHeadersTest {

  @Test
  void strippedTls_givenAnHttpsOrigin_thenEveryAnswerTellsBrowsersToStayThere() {
    assertThat(header("https://exchange.example", Duration.ofDays(365), false)).contains("max-age=31536000");
    assertThat(header("HTTPS://exchange.example", Duration.ofDays(1), true)).contains("max-age=86400; includeSubDomains");
    assertThat(header("https://exchange.example", Duration.ZERO, false)).contains("max-age=0");
  }

  @Test
  void givenAPlainOrigin_thenThereIsNoSuchHeader() {
    assertThat(header("http://localhost:8080", Duration.ofDays(365), true)).isEmpty();
  }

  private static Optional<String> header(String origin, Duration maxAge, boolean subdomains) {
    return new AnswerHeaders(new TransportSecurityConfig() {
      @Override
      public Duration maxAge() {
        return maxAge;
      }

      @Override
      public boolean includeSubdomains() {
        return subdomains;
      }
    }, origin).transportSecurity().map(CharSequence::toString);
  }
}
