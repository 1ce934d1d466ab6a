package io.portcullis.session.apikey;

import static io.portcullis.session.Phone.newAccount;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portcullis.session.OnStack;
import io.portcullis.session.Phone;
import io.portcullis.session.Phone.Tokens;
import io.portcullis.testkit.MutableClock;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// Ten thousand random requests, signed by a program that has nothing of ours: each counts here if, and only if, the signer
/// says that it must.
@OnStack
@TestProfile(WithApi.class)
class IndependentSignerTest {

  private static final int REQUESTS = 10_000;
  private static final long SEED = 41;
  private static final ObjectMapper JSON = new ObjectMapper();

  @Inject Phone phone;
  @Inject Programs programs;
  @Inject MutableClock clock;

  private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Semaphore atOnce = new Semaphore(8);

  @AfterEach
  void resetClock() {
    clock.reset();
  }

  @Test
  void a41Canonicalisation_givenRandomRequests_thenTheyCountExactlyWhereTheIndependentSignerSaysSo() throws Exception {
    Tokens owner = phone.signIn(newAccount());
    KeyPair pair = Programs.keyPair();
    var ed25519 = programs.fields("read", "trade");
    ed25519.put("publicKey", Base64.getUrlEncoder().withoutPadding().encodeToString(Programs.point(pair)));
    var hmac = programs.create(owner, programs.fields("read", "trade")).then().statusCode(201).extract().jsonPath();
    String edId = programs.create(owner, ed25519).then().statusCode(201).extract().path("keyId");
    clock.stop();

    List<String> lines = sign(Integer.toString(REQUESTS), Long.toString(SEED), Long.toString(clock.millis()), Programs.HOST,
        hmac.getString("keyId"), hmac.getString("secret"), edId, Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()));

    assertThat(lines).hasSize(REQUESTS);
    var answers = new ArrayList<CompletableFuture<HttpResponse<String>>>();
    for (String line : lines) {
      answers.add(check(JSON.readTree(line)));
    }
    var wrong = new ArrayList<String>();
    int counted = 0;
    int undecided = 0;
    for (int i = 0; i < lines.size(); i++) {
      JsonNode request = JSON.readTree(lines.get(i));
      int status = answers.get(i).get().statusCode();
      counted += status == 200 ? 1 : 0;
      // Redis did not answer in time, which a busy machine may do now and then.
      undecided += status == 503 ? 1 : 0;
      if (status != 503 && status != (request.get("counts").asBoolean() ? 200 : 401)) {
        wrong.add(status + " " + lines.get(i) + answers.get(i).get().body());
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(undecided).isLessThan(REQUESTS / 100);
    assertThat(counted).isBetween(REQUESTS / 2, REQUESTS - REQUESTS / 20);
  }

  private CompletableFuture<HttpResponse<String>> check(JsonNode request) throws InterruptedException {
    var builder = HttpRequest.newBuilder(URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/check"))
        .header("X-Forwarded-Method", request.get("method").asText()).header("X-Forwarded-Uri", request.get("uri").asText())
        .header("X-Forwarded-Host", request.get("host").asText()).header("X-Forwarded-For", Programs.ADDRESS);
    request.get("headers").properties().forEach(header -> builder.header(header.getKey(), header.getValue().asText()));
    atOnce.acquire();
    return http.sendAsync(builder.build(), BodyHandlers.ofString()).whenComplete((_, _) -> atOnce.release());
  }

  private static List<String> sign(String... arguments) throws IOException, InterruptedException {
    String script = IndependentSignerTest.class.getResource("/apikey/sign.mjs").getPath();
    var command = new ArrayList<>(List.of("node", script));
    command.addAll(List.of(arguments));
    Process signer;
    try {
      signer = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    } catch (IOException noNode) {
      Assumptions.abort("node is not here; SignatureVectorsTest holds what it signed");
      throw noNode;
    }
    try (var output = new BufferedReader(new InputStreamReader(signer.getInputStream(), StandardCharsets.UTF_8))) {
      List<String> lines = output.lines().toList();
      assertThat(signer.waitFor()).isZero();
      return lines;
    }
  }
}
