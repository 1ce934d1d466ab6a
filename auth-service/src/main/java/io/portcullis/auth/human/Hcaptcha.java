package io.portcullis.auth.human;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// hCaptcha. Its tokens name neither an action nor a network: a token counts for the first request that shows it.
@ApplicationScoped
class Hcaptcha implements HumanProvider {

  private final HcaptchaSite site;
  private final Supplier<HostedAccount> account;
  private final Duration lifetime;

  @Inject
  Hcaptcha(@RestClient HcaptchaSite site, HostedAccounts accounts, HumanConfig config) {
    this(site, accounts::account, config.lifetime());
  }

  Hcaptcha(HcaptchaSite site, Supplier<HostedAccount> account, Duration lifetime) {
    this.site = site;
    this.account = account;
    this.lifetime = lifetime;
  }

  @Override
  public String name() {
    return HumanChallenge.HCAPTCHA;
  }

  @Override
  public HumanChallenge challenge(Occasion occasion, Difficulty difficulty, List<String> alternatives) {
    return new HumanChallenge.Widget(name(), occasion.action().wireName(), account.get().siteKey(), Optional.empty(),
        lifetime.toSeconds(), alternatives);
  }

  @Override
  public Uni<Checked> check(Occasion occasion, String token) {
    return HostedCheck.of(name(), token, account.get().patience(), () -> site
        .verify(account.get().secret().reveal(), token, account.get().siteKey()).map(answer -> judge(token, answer)));
  }

  private Checked judge(String token, SiteVerifyAnswer answer) {
    if (!answer.isVerdict()) {
      return HostedCheck.away(name(), answer.errorCodes());
    }
    return answer.passed() && answer.hostname().filter(account.get().hostnames()::contains).isPresent()
        ? new Checked.Right(token) : new Checked.Wrong();
  }
}
