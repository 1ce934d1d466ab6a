package io.portcullis.recovery.staff;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.recovery.RecoveryTest;
import io.portcullis.runtime.settings.Finding;
import io.portcullis.runtime.settings.Settings;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The page that the staff work with (OPS-6, A-37).
@RecoveryTest
class StaffPageTest {

  private static final Map<String, String> FILES = Map.of("/desk", "text/html; charset=utf-8", "/desk/desk.js", "text/javascript; charset=utf-8",
      "/desk/style.css", "text/css; charset=utf-8", "/desk/icon.svg", "image/svg+xml", "/desk/provider.json", "application/json");

  @Inject Desk desk;

  @Test
  void a37_givenTheStaffsPort_thenItHasThePage_underAPolicyThatNamesTheProviderAlone() {
    FILES.forEach((path, type) -> {
      Response answer = given().urlEncodingEnabled(false).get(desk.url() + path);
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      assertThat(answer.contentType()).as(path).isEqualToIgnoringCase(type);
      assertThat(answer.body().asByteArray()).as(path).isNotEmpty();
      assertThat(answer.header("Content-Security-Policy")).as(path)
          .contains("default-src 'none'", "script-src 'self';", "connect-src 'self' " + origin() + ";", "frame-ancestors 'none'",
              "form-action 'none'", "base-uri 'none'", "require-trusted-types-for 'script'", "trusted-types 'none'")
          .doesNotContain("unsafe", "*", "data:");
      assertThat(answer.header("Cross-Origin-Opener-Policy")).as(path).isEqualTo("same-origin");
      assertThat(answer.header("Cross-Origin-Resource-Policy")).as(path).isEqualTo("same-origin");
      assertThat(answer.header("Referrer-Policy")).as(path).isEqualTo("no-referrer");
      assertThat(answer.headers().getValues("X-Content-Type-Options")).as(path).containsExactly("nosniff");
      assertThat(answer.headers().hasHeaderWithName("Set-Cookie")).as(path).isFalse();
      assertThat(given().head(desk.url() + path).statusCode()).as(path).isEqualTo(200);
    });
    assertThat(given().get(desk.url() + "/desk").asString()).doesNotContain("<script>", "style=", "//").contains("<html lang=", "<noscript>");
    Response provider = given().get(desk.url() + "/desk/provider.json");
    assertThat(provider.jsonPath().getMap("", String.class, String.class))
        .isEqualTo(Map.of("issuer", StaffProvider.ISSUER, "clientId", "desk<page>", "scope", "openid"));
  }

  @Test
  void a37PublicPort_givenThePathOfThePage_thenThereIsNothing() {
    for (String path : FILES.keySet()) {
      assertThat(given().get(path).statusCode()).as(path).isEqualTo(404);
    }
  }

  @Test
  void a37StaffPort_givenAnotherVerbOrFile_thenThereIsNothing() {
    for (String verb : List.of("POST", "PUT", "DELETE", "OPTIONS")) {
      assertThat(given().request(verb, desk.url() + "/desk").statusCode()).as(verb).isEqualTo(404);
    }
    for (String path : List.of("/desk/", "/desk/desk.html", "/desk/../v1/recovery/password", "/desk/%2e%2e/application.properties", "/desk/sign-in.js",
        "/assets/style.css", "/META-INF/portcullis-desk/desk.html", "/sign-in")) {
      assertThat(given().urlEncodingEnabled(false).get(desk.url() + path).statusCode()).as(path).isIn(400, 404);
    }
  }

  @Test
  void settings_givenThePagesClientWithoutAProvider_thenTheServiceSaysWhatIsMissing() {
    List<Finding> findings = StaffSettings.check(Settings.in(Map.of("PORTCULLIS_STAFF_PAGE_CLIENT_ID", "desk")));
    assertThat(findings).extracting(Finding::key)
        .containsExactlyInAnyOrder("portcullis.staff.issuer", "portcullis.staff.keys-url", "portcullis.staff.audience");
  }

  private static String origin() {
    URI issuer = URI.create(StaffProvider.ISSUER);
    return issuer.getScheme() + "://" + issuer.getAuthority();
  }
}
