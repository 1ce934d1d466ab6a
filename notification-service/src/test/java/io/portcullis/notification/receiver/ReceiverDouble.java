package io.portcullis.notification.receiver;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.List;
import java.util.Map;

/// Another company's system, which receives webhooks and shared signals.
public final class ReceiverDouble implements QuarkusTestResourceLifecycleManager {

  private WireMockServer server;

  @Override
  public Map<String, String> start() {
    server = new WireMockServer(options().dynamicPort());
    server.start();
    server.stubFor(any(anyUrl()).atPriority(10).willReturn(WireMock.aResponse().withStatus(204)));
    String hosts = "localhost,inside.invalid,127.0.0.2";
    String networks = "127.0.0.1/32,::1/128";
    return Map.of("portcullis.webhooks.hosts", hosts, "portcullis.webhooks.private-networks", networks,
        "portcullis.shared-signals.hosts", hosts, "portcullis.shared-signals.private-networks", networks,
        "portcullis.shared-signals.waiting", "100",
        "portcullis.push.hosts", hosts, "portcullis.push.private-networks", networks);
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(this, new TestInjector.MatchesType(ReceiverDouble.class));
  }

  @Override
  public void stop() {
    server.stop();
  }

  public int port() {
    return server.port();
  }

  public String url(String path) {
    return "http://localhost:" + port() + path;
  }

  public void answers(String path, ResponseDefinitionBuilder answer) {
    server.stubFor(any(urlPathEqualTo(path)).atPriority(1).willReturn(answer));
  }

  public List<LoggedRequest> received(String path) {
    return server.findAll(postRequestedFor(urlPathEqualTo(path)));
  }
}
