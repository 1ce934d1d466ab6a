package io.portcullis.acceptance.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.acceptance.house.RequiredTool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The host of the pages behind a gateway that serves no files, in the real nginx.
class PagesHostTest {
  private static Nginx host;

  @BeforeAll
  static void start() throws Exception {
    host = Nginx.start(RequiredTool.orSkip(Nginx.binary(), "the host of the pages is tested in a real nginx: install the package nginx-light"),
        Path.of("../deploy/gateway/pages.conf"), Map.of());
  }

  @AfterAll
  static void stop() throws Exception {
    if (host != null) host.close();
  }

  @Test
  void ops6_givenAPage_thenItIsServedWithItsPolicy() throws IOException {
    for (String path : List.of("/sign-in", "/register", "/lost-password", "/security/factors", "/approve/0195f3a0", "/r", "/recovery",
        "/recovery/password", "/assets/style.css", "/assets/centre.js", "/assets/push-worker.js")) {
      RawHttp answer = get(path);
      assertThat(answer.status()).as(path).isEqualTo(200);
      assertThat(answer.header("Content-Security-Policy")).as(path).hasValueSatisfying(policy ->
          assertThat(policy).contains("frame-ancestors 'none'", path.matches("/(security|approve)(/.*)?")
              ? "trusted-types push-worker" : "trusted-types 'none'").doesNotContain("unsafe"));
      assertThat(answer.header("Strict-Transport-Security")).isPresent();
    }
    assertThat(get("/").header("Location")).hasValueSatisfying(to -> assertThat(to).endsWith("/security"));
  }

  @Test
  void ops6_givenAnotherPath_orAnotherMethod_thenThereIsNothing() throws IOException {
    for (String path : List.of("/sign-in.html", "/assets/", "/assets/nothing.js", "/assets/../sign-in.html", "/security/a.b", "/recovery/x",
        "/v1/account", "/internal", "/_problem/404")) {
      RawHttp answer = get(path);
      assertThat(answer.status()).as(path).isEqualTo(404);
      assertThat(answer.header("Content-Type")).contains("application/problem+json");
    }
    assertThat(RawHttp.send(host.port(), "POST /sign-in HTTP/1.1\r\nContent-Length: 0", "").status()).isEqualTo(404);
  }

  private static RawHttp get(String path) throws IOException {
    return RawHttp.send(host.port(), "GET " + path + " HTTP/1.1", "");
  }
}
