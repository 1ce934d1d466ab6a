package io.portcullis.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import jakarta.ws.rs.core.NewCookie;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostCookieTest {

  private final HostCookie cookie = new HostCookie("key");

  @Test
  void givenAnyCookie_thenItHasWhatItsPrefixDemandsAndNoScriptOrOtherSiteGetsIt() {
    for (NewCookie set : List.of(cookie.holding("a"), cookie.holding("a", Duration.ofDays(400)), cookie.cleared())) {
      assertThat(set.getName()).isEqualTo("__Host-key");
      assertThat(set.getPath()).isEqualTo("/");
      assertThat(set.getDomain()).isNull();
      assertThat(set.isSecure()).isTrue();
      assertThat(set.isHttpOnly()).isTrue();
      assertThat(set.getSameSite()).isEqualTo(NewCookie.SameSite.STRICT);
    }
    assertThat(cookie.holding("a").getMaxAge()).isEqualTo(NewCookie.DEFAULT_MAX_AGE);
    assertThat(cookie.holding("a", Duration.ofDays(400)).getMaxAge()).isEqualTo(34_560_000);
    assertThat(cookie.cleared().getMaxAge()).isZero();
  }

  @Test
  void cookieTossing_givenSeveralOfOneName_thenAllAreSeen() {
    assertThat(cookie.in(cookies("a=1; __Host-key=x; b=2"))).containsExactly("x");
    assertThat(cookie.in(cookies("__Host-key=x; __Host-key=x"))).containsExactly("x");
    assertThat(cookie.in(cookies("__Host-key=x; __Host-key=y"))).containsExactlyInAnyOrder("x", "y");
    assertThat(cookie.in(cookies("__Host-key=x", "__Host-key=y"))).containsExactlyInAnyOrder("x", "y");
  }

  @Test
  void givenAnotherNameOrNothing_thenThereIsNone() {
    assertThat(cookie.in(cookies())).isEmpty();
    assertThat(cookie.in(cookies("key=x; __host-key=x; __Host-keys=x; __Host-key=; =; ;;", "§"))).isEmpty();
  }

  private static MultiMap cookies(String... headers) {
    MultiMap all = MultiMap.caseInsensitiveMultiMap();
    for (String header : headers) {
      all.add("cookie", header);
    }
    return all;
  }
}
