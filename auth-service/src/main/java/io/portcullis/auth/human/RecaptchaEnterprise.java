package io.portcullis.auth.human;

import io.portcullis.auth.human.RecaptchaSite.Assessment;
import io.portcullis.auth.human.RecaptchaSite.Event;
import io.portcullis.auth.human.RecaptchaSite.Question;
import io.portcullis.auth.human.RecaptchaSite.RiskAnalysis;
import io.portcullis.auth.human.RecaptchaSite.TokenProperties;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// reCAPTCHA Enterprise. It gives a score instead of a puzzle; its token carries the action.
@ApplicationScoped
class RecaptchaEnterprise implements HumanProvider {

  private final RecaptchaSite site;
  private final Supplier<HostedAccount> account;
  private final Duration lifetime;

  @Inject
  RecaptchaEnterprise(@RestClient RecaptchaSite site, HostedAccounts accounts, HumanConfig config) {
    this(site, accounts::account, config.lifetime());
  }

  RecaptchaEnterprise(RecaptchaSite site, Supplier<HostedAccount> account, Duration lifetime) {
    this.site = site;
    this.account = account;
    this.lifetime = lifetime;
  }

  @Override
  public String name() {
    return HumanChallenge.RECAPTCHA_ENTERPRISE;
  }

  // Its actions are letters, digits, slashes and underscores.
  private static String spelt(HumanAction action) {
    return action.wireName().replace('-', '_');
  }

  @Override
  public HumanChallenge challenge(Occasion occasion, Difficulty difficulty, List<String> alternatives) {
    return new HumanChallenge.Widget(name(), spelt(occasion.action()), account.get().siteKey(), Optional.empty(),
        lifetime.toSeconds(), alternatives);
  }

  @Override
  public Uni<Checked> check(Occasion occasion, String token) {
    String action = spelt(occasion.action());
    HostedAccount ours = account.get();
    return HostedCheck.of(name(), token, ours.patience(), () -> site
        .assess(ours.project(), ours.secret().reveal(), new Question(new Event(token, ours.siteKey(), action)))
        .map(assessment -> judge(ours, action, token, assessment)));
  }

  private Checked judge(HostedAccount ours, String action, String token, Assessment assessment) {
    Optional<TokenProperties> properties = assessment.tokenProperties();
    if (properties.flatMap(TokenProperties::valid).isEmpty()) {
      return HostedCheck.away(name(), "nothing about the token");
    }
    return properties.flatMap(TokenProperties::valid).get()
            && properties.flatMap(TokenProperties::hostname).filter(ours.hostnames()::contains).isPresent()
            && properties.flatMap(TokenProperties::action).filter(action::equals).isPresent()
            && assessment.riskAnalysis().flatMap(RiskAnalysis::score).filter(score -> score >= ours.leastScore()).isPresent()
        ? new Checked.Right(token) : new Checked.Wrong();
  }
}
