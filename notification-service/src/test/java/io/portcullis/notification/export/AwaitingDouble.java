package io.portcullis.notification.export;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.portcullis.contracts.AccountId;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Plays auth-service, which awaits parts of exports. Answers only those who show a service token.
public final class AwaitingDouble implements QuarkusTestResourceLifecycleManager {

  private WireMockServer server;

  @Override
  public Map<String, String> start() {
    server = new WireMockServer(options().dynamicPort());
    server.start();
    return Map.of("portcullis.services.auth", server.baseUrl());
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(this, new TestInjector.MatchesType(AwaitingDouble.class));
  }

  @Override
  public void stop() {
    server.stop();
  }

  void awaitsNothing() {
    server.resetMappings();
    server.stubFor(get("/internal/exports").withHeader("Authorization", matching("Bearer .+"))
        .willReturn(jsonResponse("{\"exports\":[]}", 200)));
  }

  /// @param status what it answers to each piece
  void awaits(UUID export, AccountId account, Instant until, int status) {
    server.resetMappings();
    server.stubFor(get("/internal/exports").withHeader("Authorization", matching("Bearer .+")).willReturn(jsonResponse(
        "{\"exports\":[{\"id\":\"%s\",\"accountId\":\"%s\",\"until\":\"%s\"}]}".formatted(export, account, until), 200)));
    server.stubFor(put(urlMatching("/internal/exports/" + export + "/pieces/.*")).withHeader("Authorization", matching("Bearer .+"))
        .willReturn(status(status)));
  }

  List<LoggedRequest> pieces(UUID export, int number) {
    return server.findAll(putRequestedFor(urlMatching("/internal/exports/" + export + "/pieces/" + number)));
  }
}
