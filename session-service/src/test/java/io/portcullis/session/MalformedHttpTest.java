package io.portcullis.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.testkit.RawRequest;
import io.portcullis.testkit.RawRequest.Answer;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// HTTP that two programs could read differently.
@OnStack
class MalformedHttpTest {

  private static final String HEAD = "\r\nHost: localhost\r\nConnection: close\r\n\r\n";
  private static final String SMUGGLED = "GET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n";

  @Inject Phone phone;

  static Stream<String> addresses() {
    return Stream.of("/%zz", "/v1/sessions/%zz", "/v1/sessions?limit=%zz", "/v1/sessions?%", "/v1/sessions?a=%2", "/%", "/%0", "/a%",
        "/%00", "/v1/sessions/%00", "/v1/sessions?after=%00", "/%0d%0aSet-Cookie:a=b", "/%1b", "/%7f", "/%c0%af", "/%c0%ae%c0%ae/", "/%e0%80%af",
        "/%ed%a0%80", "/%f4%90%80%80", "/%ff", "/%fe%ff", "/%80", "/%u0041", "/a|b", "/a\"b", "/a<b>", "/a\\b", "/a^b", "/a`b", "/{a}", "/\u00e4",
        "/v1/sessions?a=\u00e4", "/check/%zz", "/check?%zz", "/q/%zz", "/oauth2/token?%zz=1", "/v1/sessions/%c3%28");
  }

  @ParameterizedTest
  @MethodSource("addresses")
  void brokenAddress_givenEscapesAndLettersThatNoAddressHas_thenAProblem(String address) throws IOException {
    for (String method : new String[] {"GET", "POST", "BREW"}) {
      Answer answer = RawRequest.send(method + " " + address + " HTTP/1.1" + HEAD);
      assertThat(answer.status()).as(answer.text()).isEqualTo(400);
      assertThat(answer.isProblem()).as(answer.text()).isTrue();
      assertThat(answer.connected()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/nothing", "//", "/v1//sessions", "/v1/../v1/sessions", "/%2e%2e/", "/v1/sessions/%E2%82%AC", "/?", "/a?b?c", "/a;b=c",
      "http://localhost/v1/nothing", "http://evil.example/v1/nothing", "/%25zz", "/v1/nothing?a=%C3%A4", "*", "/a:b@c"})
  void oddAddress_givenOneThatIsAllowed_thenAProblemLikeAnyOther(String address) throws IOException {
    Answer answer = RawRequest.send("GET " + address + " HTTP/1.1" + HEAD);
    assertThat(answer.status()).as(answer.text()).isBetween(400, 499);
    assertThat(answer.isProblem()).as(answer.text()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Host:\r\n", "Host: a\r\nHost: b\r\n", "Host: localhost\r\nHost: localhost\r\n", "Host: a b\r\n", "Host: a/b\r\n",
      "Host: a@b\r\n", "Host: a:b\r\n", "Host: a,b\r\n", "Host: [::1\r\n", "Host: a\u00e4\r\n"})
  void brokenHost_givenNoneOrSeveralOrOneThatIsNoHost_thenAProblem(String host) throws IOException {
    for (String path : new String[] {"/v1/sessions", "/check", "/.well-known/jwks.json"}) {
      Answer answer = RawRequest.send("GET " + path + " HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n");
      assertThat(answer.status()).as(answer.text()).isEqualTo(400);
      assertThat(answer.isProblem()).as(answer.text()).isTrue();
    }
  }

  /// Each hides a request behind a body whose end is told in two ways.
  static Stream<String> lengths() {
    String form = "Content-Type: application/x-www-form-urlencoded\r\n";
    String both = form + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n";
    String chunks = "\r\n0\r\n\r\n" + SMUGGLED;
    return Stream.of(both + chunks, form + "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n" + chunks,
        form + "Transfer-Encoding: xchunked\r\n" + chunks, form + "Transfer-Encoding: chunked, identity\r\n" + chunks,
        form + "Transfer-Encoding: identity\r\n" + chunks, form + "Transfer-Encoding: gzip, chunked\r\n" + chunks,
        form + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n" + chunks, form + "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n" + chunks,
        form + "Transfer-Encoding: \"chunked\"\r\n" + chunks, form + "Transfer-Encoding:\r\n" + chunks, form + "Transfer-Encoding: chunked;a=b\r\n" + chunks,
        form + "Transfer-Encoding : chunked\r\nContent-Length: 4\r\n" + chunks, form + "Transfer-Encoding: cow\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n" + chunks,
        form + "Content-Length: 0\r\nContent-Length: 5\r\n\r\n" + SMUGGLED, form + "Content-Length: 0, 5\r\n\r\n" + SMUGGLED,
        form + "Content-Length: +0\r\n\r\n" + SMUGGLED, form + "Content-Length: -1\r\n\r\n" + SMUGGLED, form + "Content-Length: 0x0\r\n\r\n" + SMUGGLED,
        form + "Content-Length: \r\n\r\n" + SMUGGLED, form + "Content-Length: 1e1\r\n\r\n" + SMUGGLED,
        form + "Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n" + SMUGGLED, form + "Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n" + SMUGGLED,
        form + "Transfer-Encoding: chunked\r\n" + chunks);
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void smuggling_givenALengthThatCanBeReadInTwoWays_thenTheConnectionCloses_andNothingBehindItIsAnswered(String rest) throws IOException {
    Answer answer = RawRequest.send("POST /oauth2/token HTTP/1.1\r\nHost: localhost\r\n" + rest);
    assertThat(answer.connected()).as(answer.text()).isFalse();
    assertThat(answer.answers()).as(answer.text()).isLessThanOrEqualTo(1);
    assertThat(answer.status()).as(answer.text()).isIn(0, 400, 413, 415, 501);
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void smuggling_givenASignOutBehindALengthThatCanBeReadInTwoWays_thenNobodyIsSignedOut(String rest) throws IOException {
    var tokens = phone.signIn(Phone.newAccount());
    String signOut = "DELETE /v1/sessions/" + tokens.session() + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + tokens.accessToken() + "\r\n\r\n";

    for (int i = 0; i < 20; i++) {   // what passes does so by chance: it races with the close
      RawRequest.send("POST /oauth2/token HTTP/1.1\r\nHost: localhost\r\n" + rest.replace(SMUGGLED, signOut));
      RawRequest.send("POST * HTTP/1.1\r\nHost: localhost\r\n" + rest.replace(SMUGGLED, signOut));
      RawRequest.send("POST /%zz HTTP/1.1\r\n" + rest.replace(SMUGGLED, signOut));
    }

    assertThat(phone.check(tokens.accessToken()).statusCode()).isEqualTo(200);
  }

  /// A body that is refused, and what makes it so.
  static Stream<String> refusedBodies() {
    String length = "Content-Length: 1000000\r\n\r\n";
    String chunks = "Transfer-Encoding: chunked\r\n\r\n" + ("2710\r\n" + "x".repeat(10_000) + "\r\n").repeat(100) + "0\r\n\r\n";
    String form = "Host: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n";
    String body = "x".repeat(1_000_000);
    return Stream.of("POST /oauth2/token HTTP/1.1\r\n" + form + length + body, "POST /oauth2/token HTTP/1.1\r\n" + form + chunks,
        "POST /%zz HTTP/1.1\r\n" + form + length + body, "POST /%zz HTTP/1.1\r\n" + form + chunks,
        "POST /oauth2/token HTTP/1.1\r\n" + length + body, "POST * HTTP/1.1\r\n" + form + length + body);
  }

  /// A connection that closes while bytes wait unread is reset, and a reset takes the answer with it (RFC 9112 §9.6).
  @ParameterizedTest
  @MethodSource("refusedBodies")
  void hugeBody_givenAClientThatSendsAllOfIt_beforeItReads_thenTheRefusalReachesIt(String request) throws IOException {
    for (int i = 0; i < 20; i++) {
      Answer answer = RawRequest.send(request);
      assertThat(answer.status()).as(answer.text()).isIn(400, 404, 413);
      assertThat(answer.isProblem()).as(answer.text()).isTrue();
      assertThat(answer.connected()).isFalse();
    }
  }

  @Test
  void chunks_givenAGoodRequestWithoutALength_thenItIsAnswered() throws IOException {
    String form = "grant_type=refresh_token&client_id=app&refresh_token=" + phone.signIn(Phone.newAccount()).refreshToken();
    var chunks = new StringBuilder();
    for (String piece : form.split("(?<=\\G.{10})")) {
      chunks.append(Integer.toHexString(piece.length())).append("\r\n").append(piece).append("\r\n");
    }
    Answer answer = RawRequest.send("POST /oauth2/token HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        + "Transfer-Encoding: chunked\r\n\r\n" + chunks + "0\r\n\r\n");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  @Test
  void smuggling_givenAnUpgradeToHttp2_thenItIsNotTaken() throws IOException {
    Answer answer = RawRequest.send("GET /v1/sessions HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, HTTP2-Settings\r\n"
        + "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA\r\n\r\n");
    assertThat(answer.status()).isEqualTo(401);
  }
}
