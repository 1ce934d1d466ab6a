package io.portcullis.auth.human;

import io.portcullis.runtime.crypto.KeyDirectory;
import io.portcullis.runtime.crypto.Secret;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The account at the hosted provider that is configured. What may be wrong with it [HumanSettings] found before the start.
@Startup
@ApplicationScoped
class HostedAccounts {

  private final Optional<HostedAccount> account;

  HostedAccounts(HumanConfig config, KeyDirectory keys, @ConfigProperty(name = "portcullis.origin") String origin) {
    account = config.provider() == HumanConfig.Provider.ALTCHA
        ? Optional.empty()
        : Optional.of(read(config, keys, origin));
  }

  /// @throws IllegalStateException when none is configured
  HostedAccount account() {
    return account.orElseThrow(() -> new IllegalStateException("no hosted provider is configured"));
  }

  private static HostedAccount read(HumanConfig config, KeyDirectory keys, String origin) {
    HumanConfig.Hosted hosted = config.hosted();
    return new HostedAccount(hosted.siteKey().orElseThrow(),
        new Secret(keys.read(hosted.secretFile())),
        hosted.hostnames().<Set<String>>map(Set::copyOf).orElseGet(() -> Set.of(URI.create(origin).getHost())),
        hosted.project().orElse(""), hosted.leastScore(), hosted.patience());
  }
}
