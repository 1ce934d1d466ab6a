package io.portcullis.auth.human;

import io.portcullis.runtime.crypto.KeyDirectory;
import io.portcullis.runtime.crypto.Secret;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The account at the hosted provider that is configured. An incomplete one, or in production a key that its provider
/// publishes for tests, stops the start.
@Startup
@ApplicationScoped
class HostedAccounts {

  private final Optional<HostedAccount> account;

  HostedAccounts(HumanConfig config, KeyDirectory keys, @ConfigProperty(name = "portcullis.origin") String origin,
      LaunchMode mode) {
    account = config.provider() == HumanConfig.Provider.ALTCHA
        ? Optional.empty()
        : Optional.of(read(config, keys, origin, mode));
  }

  /// @throws IllegalStateException when none is configured
  HostedAccount account() {
    return account.orElseThrow(() -> new IllegalStateException("no hosted provider is configured"));
  }

  static HostedAccount read(HumanConfig config, KeyDirectory keys, String origin, LaunchMode mode) {
    HumanConfig.Hosted hosted = config.hosted();
    if (config.provider() == HumanConfig.Provider.RECAPTCHA_ENTERPRISE && hosted.project().isEmpty()) {
      throw new IllegalStateException("portcullis.human.hosted.project: reCAPTCHA Enterprise needs one");
    }
    var account = new HostedAccount(
        hosted.siteKey().orElseThrow(() -> new IllegalStateException("portcullis.human.hosted.site-key is missing")),
        new Secret(keys.read(hosted.secretFile())),
        hosted.hostnames().<Set<String>>map(Set::copyOf).orElseGet(() -> Set.of(URI.create(origin).getHost())),
        hosted.project().orElse(""), hosted.leastScore(), hosted.patience());
    if (mode == LaunchMode.NORMAL && account.hasPublishedKey()) {
      throw new IllegalStateException("portcullis.human.hosted: a provider's published test key lets everybody pass");
    }
    return account;
  }
}
