package io.portcullis.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// which requests a cookie counts in. Headers are parted by `|`; an empty cell is a header that was not sent.
class SameOriginTest {

  private final SameOrigin sameOrigin = new SameOrigin("https://exchange.example");

  @ParameterizedTest
  @CsvSource({
      "same-origin,             https://exchange.example,                               true",
      "same-origin,             ,                                                       true",
      ",                        https://exchange.example,                               true",
      ",                        ,                                                       false",
      "same-site,               https://exchange.example,                               false",
      "cross-site,              https://exchange.example,                               false",
      "none,                    ,                                                       false",
      "none,                    https://exchange.example,                               false",
      "cross-site,              ,                                                       false",
      "Same-Origin,             https://exchange.example,                               false",
      "same-origin|cross-site,  https://exchange.example,                               false",
      "same-origin|same-origin, https://exchange.example,                               false",
      "'same-origin, none',     ,                                                       false",
      "'',                      https://exchange.example,                               false",
      "same-origin,             null,                                                   false",
      ",                        null,                                                   false",
      "same-origin,             https://evil.example,                                   false",
      "same-origin,             http://exchange.example,                                false",
      "same-origin,             https://exchange.example:8443,                          false",
      "same-origin,             https://exchange.example.evil.example,                  false",
      "same-origin,             https://static.exchange.example,                        false",
      "same-origin,             https://exchange.example/,                              false",
      "same-origin,             HTTPS://EXCHANGE.EXAMPLE,                               false",
      "same-origin,             '',                                                     false",
      ",                        https://exchange.example|https://evil.example,          false",
      ",                        https://exchange.example https://evil.example,          false",
  })
  void a33_givenWhatABrowserSaysOfARequest_thenOnlyAPageOfOursCounts(String site, String origin, boolean ours) {
    assertThat(sameOrigin.sent(headers(site, origin))).isEqualTo(ours);
  }

  @Test
  void givenAnOriginWrittenLoosely_thenItIsComparedAsBrowsersWriteIt() {
    assertThat(new SameOrigin("HTTPS://Exchange.Example:443/").sent(headers(null, "https://exchange.example"))).isTrue();
    assertThat(new SameOrigin("http://localhost:8080").sent(headers(null, "http://localhost:8080"))).isTrue();
    assertThat(new SameOrigin("http://localhost:8080").sent(headers(null, "http://localhost"))).isFalse();
  }

  private static MultiMap headers(String site, String origin) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    add(headers, "sec-fetch-site", site);
    add(headers, "origin", origin);
    return headers;
  }

  private static void add(MultiMap headers, String name, String values) {
    if (values != null) {
      for (String value : values.split("\\|")) {
        headers.add(name, value);
      }
    }
  }
}
