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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@RecoveryTest
class PageTest {

  private static final Pattern REFERENCE = Pattern.compile("(?:src|href)=\"([^\"]+)\"");
  private static final Pattern FORM = Pattern.compile("(?s)<form.*?</form>");
  private static final Pattern IMPORT = Pattern.compile("from '\\./([^']+)'");

  @ParameterizedTest
  @ValueSource(strings = {"/recovery/password", "/recovery/freeze", "/recovery/identifier", "/recovery/removal", "/recovery/case", "/r"})
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
  @ValueSource(strings = {"/recovery/password", "/recovery/freeze", "/recovery/identifier", "/recovery/removal", "/recovery/case", "/r"})
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
  @ValueSource(strings = {"password", "freeze", "identifier", "removal", "case"})
  void givenABrand_thenThePageSaysItsName_andNothingOfItIsMarkup(String page) {
    String html = new String(new PageResource("Tom & <b>Sons").page(page).getEntity(), StandardCharsets.UTF_8);
    assertThat(html).containsPattern("<title>[A-Z][^<]+ · Tom &amp; &lt;b>Sons</title>").doesNotContain("Portcullis", "{");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/recovery/password", "/recovery/freeze", "/recovery/identifier", "/recovery/removal", "/recovery/case", "/r"})
  void givenAReaderWithoutScripts_thenThePageSaysInWhichLanguageItIs_whatItIsFor_andWhereElseToGo(String page) {
    String html = get(page).asString();

    assertThat(html).contains("<html lang=\"en\">").containsPattern("<title>[A-Z][a-z ]{6,} · [^<]+</title>");
    assertThat(html.split("<h1>", -1)).as("one heading").hasSize(2);
    assertThat(html).containsPattern("(?s)<noscript>.*JavaScript.*contact our support.*</noscript>");
    assertThat(html).as("nothing that only a script can end").doesNotContain("…");
    assertThat(FORM.matcher(html).results()).as("each form waits for its script and has one button").allSatisfy(form ->
        assertThat(form.group()).contains(" hidden>").containsOnlyOnce("<button type=\"submit\""));
    String visible = FORM.matcher(html).replaceAll("");
    assertThat(visible).doesNotContain("<button", "<input");
    assertThat(html.replaceAll("(?s)<script.*?</script>|<[^>]+>", " "))
        .doesNotContainPattern("(?i)\\b(identifier|primary|token|somebody|whoever)\\b");
  }

  @ParameterizedTest
  @CsvSource({"freeze, every session of your account, contact our support", "identifier, 72 hours, choose a new",
      "removal, second factor of your account, keep it"})
  void givenAReaderWithoutScripts_thenWhatTheButtonWouldDoIsThere(String page, String what, String then) {
    assertThat(FORM.matcher(get("/recovery/" + page).asString()).replaceAll("")).contains(what, then);
  }

  @ParameterizedTest
  @CsvSource({"freeze, 14 days, contact our support", "identifier, 72 hours, contact our support",
      "removal, 14 days, contact our support", "password, a short time, ask for a new one here"})
  void givenALinkThatWorksNoMore_thenThePageSaysHowLongItWorked_andWhatToDo(String page, String howLong, String next) {
    String script = get("/recovery/assets/" + page + ".js").asString().replaceAll("'\\s*\\+ '", "");
    assertThat(script).containsPattern("'This link does not work any more: [^']*" + howLong + "[^']*" + next);
  }

  @Test
  void back6_givenAFrozenAccount_thenEachPageThatMayMeetItSaysWhatOpensIt() {
    String freeze = get("/recovery/assets/freeze.js").asString().replaceAll("'\\s*\\+ '", "");
    String password = get("/recovery/assets/password.js").asString().replaceAll("'\\s*\\+ '", "");
    assertThat(freeze).contains("Nobody can sign in, even with a new password. To open the account again, contact our support.");
    assertThat(password).contains("If your account is frozen, contact our support: a new password alone does not open it.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/recovery", "/recovery/short-link", "/recovery/assets/x.js", "/r/prl_x", "/recovery/password.html"})
  void givenAPathThatIsNoPage_thenNothingIsThere(String path) {
    assertThat(get(path).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/recovery/password", "/recovery/freeze", "/recovery/identifier", "/recovery/removal", "/recovery/case", "/r"})
  void givenAPage_thenHeadAnswersLikeGet_andNothingElseIsAllowed(String page) {
    assertThat(head(page).statusCode()).isEqualTo(200);
    Response post = given().post(page);
    assertThat(post.statusCode()).isEqualTo(405);
    assertThat(post.contentType()).startsWith("application/problem+json");
  }
}
