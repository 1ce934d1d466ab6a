package io.portcullis.recovery.page;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.head;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.recovery.RecoveryTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@RecoveryTest
class PageTest {

  private static final Pattern REFERENCE = Pattern.compile("(?:src|href)=\"([^\"]+)\"");
  private static final Pattern IMPORT = Pattern.compile("from '\\./([^']+)'");

  @ParameterizedTest
  @ValueSource(strings = {"/recovery/password", "/recovery/freeze", "/recovery/identifier", "/recovery/removal", "/r"})
  void tokenLeak_givenAPage_thenItTellsNobodyWhereTheCustomerCameFrom_andRunsNothingOfOthers(String page) {
    Response answer = get(page);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.contentType()).isEqualToIgnoringCase("text/html;charset=utf-8");
    assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.headers().getValues("X-Content-Type-Options")).containsExactly("nosniff");
    assertThat(answer.header("Content-Security-Policy"))
        .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'")
        .doesNotContain("unsafe", "*", "http");
    assertThat(answer.headers().hasHeaderWithName("Set-Cookie")).isFalse();

    String html = answer.asString();
    assertThat(html).doesNotContainPattern("<script(?![^>]* src=)").doesNotContainPattern("\\son\\w+=")
        .doesNotContain("style=", "<style", "javascript:", "//");
    assertThat(html).contains("<html lang=", "name=\"viewport\"", "color-scheme");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/recovery/password", "/recovery/freeze", "/recovery/identifier", "/recovery/removal", "/r"})
  void givenAPage_thenEverythingItRefersToIsServedHere(String page) {
    var references = REFERENCE.matcher(get(page).asString()).results().map(MatchResult::group)
        .map(reference -> reference.replaceAll(".*\"(.+)\"", "$1")).toList();
    assertThat(references).isNotEmpty().allSatisfy(reference -> {
      assertThat(reference).startsWith("/recovery/assets/");
      Response asset = get(reference);
      assertThat(asset.statusCode()).isEqualTo(200);
      assertThat(asset.contentType()).startsWith(reference.endsWith(".js") ? "text/javascript" : "text/css");
      IMPORT.matcher(asset.asString()).results().forEach(module ->
          assertThat(get("/recovery/assets/" + module.group(1)).statusCode()).isEqualTo(200));
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {"password", "freeze", "identifier", "removal"})
  void givenABrand_thenThePageSaysItsName_andNothingOfItIsMarkup(String page) {
    String html = new String(new PageResource("Tom & <b>Sons").page(page).getEntity(), StandardCharsets.UTF_8);
    assertThat(html).containsPattern("<title>[A-Z][^<]+ · Tom &amp; &lt;b>Sons</title>").doesNotContain("Portcullis", "{");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/recovery", "/recovery/short-link", "/recovery/assets/x.js", "/r/prl_x", "/recovery/password.html"})
  void givenAPathThatIsNoPage_thenNothingIsThere(String path) {
    assertThat(get(path).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/recovery/password", "/recovery/freeze", "/recovery/identifier", "/recovery/removal", "/r"})
  void givenAPage_thenHeadAnswersLikeGet_andNothingElseIsAllowed(String page) {
    assertThat(head(page).statusCode()).isEqualTo(200);
    Response post = given().post(page);
    assertThat(post.statusCode()).isEqualTo(405);
    assertThat(post.contentType()).startsWith("application/problem+json");
  }
}
