package io.portcullis.auth.human;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// Cloudflare Turnstile. Its token carries the action, and in `cdata` what ties it to the network.
@ApplicationScoped
class Turnstile implements HumanProvider {

  private final TurnstileSite site;
  private final OccasionBinding bindings;
  private final Supplier<HostedAccount> account;
  private final Duration lifetime;

  @Inject
  Turnstile(@RestClient TurnstileSite site, OccasionBinding bindings, HostedAccounts accounts, HumanConfig config) {
    this(site, bindings, accounts::account, config.lifetime());
  }

  Turnstile(TurnstileSite site, OccasionBinding bindings, Supplier<HostedAccount> account, Duration lifetime) {
    this.site = site;
    this.bindings = bindings;
    this.account = account;
    this.lifetime = lifetime;
  }

  @Override
  public String name() {
    return HumanChallenge.TURNSTILE;
  }

  @Override
  public HumanChallenge challenge(Occasion occasion, Difficulty difficulty, List<String> alternatives) {
    return new HumanChallenge.Widget(name(), occasion.action().wireName(), account.get().siteKey(),
        Optional.of(bindings.of(occasion)), lifetime.toSeconds(), alternatives);
  }

  @Override
  public Uni<Checked> check(Occasion occasion, String token) {
    return HostedCheck.of(name(), token, account.get().patience(),
        () -> site.verify(account.get().secret().reveal(), token).map(answer -> judge(occasion, token, answer)));
  }

  private Checked judge(Occasion occasion, String token, SiteVerifyAnswer answer) {
    if (!answer.isVerdict()) {
      return HostedCheck.away(name(), answer.errorCodes());
    }
    return answer.passed()
            && answer.hostname().filter(account.get().hostnames()::contains).isPresent()
            && answer.action().filter(occasion.action().wireName()::equals).isPresent()
            && answer.cdata().filter(binding -> bindings.matches(binding, occasion)).isPresent()
        ? new Checked.Right(token) : new Checked.Wrong();
  }
}
