package io.portcullis.notification.delivery;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/// Two companies that send text messages, and two mail servers.
public final class TwoProviders implements QuarkusTestResourceLifecycleManager {

  final WireMockServer firstSms = new WireMockServer(WireMockConfiguration.options().dynamicPort());
  final WireMockServer secondSms = new WireMockServer(WireMockConfiguration.options().dynamicPort());
  final ForeignMailServer firstMail = ForeignMailServer.with("8BITMIME");
  final ForeignMailServer secondMail = ForeignMailServer.with("8BITMIME", "SMTPUTF8");

  @Override
  public Map<String, String> start() {
    firstSms.start();
    secondSms.start();
    return Map.of("portcullis.sms.url", firstSms.url("/sms"), "portcullis.sms.second-url", secondSms.url("/sms"),
        "quarkus.mailer.host", "localhost", "quarkus.mailer.port", firstMail.port(),
        "quarkus.mailer.second.host", "localhost", "quarkus.mailer.second.port", secondMail.port());
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(this, new TestInjector.MatchesType(TwoProviders.class));
  }

  @Override
  public void stop() {
    firstSms.stop();
    secondSms.stop();
    firstMail.close();
    secondMail.close();
  }
}
