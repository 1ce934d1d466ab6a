package io.portcullis.session.check;

import io.portcullis.runtime.http.ForwardedRequests.ForwardedRequest;
import io.portcullis.runtime.token.Customer;
import io.portcullis.runtime.token.FactorAge;
import io.portcullis.session.check.CheckConfig.Rule;
import jakarta.inject.Singleton;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What the installation demands of a token by the path it is used at.
@Singleton
class GatewayRules {

  /// A service could read such a path as another than a rule does.
  private static final Pattern AMBIGUOUS =
      Pattern.compile("/\\.{1,2}(/|$)|//|\\\\|;|%(2e|2f|5c|3b|00)|[\\x00-\\x1f\\x7f]", Pattern.CASE_INSENSITIVE);

  /// The least `acr` of a second factor.
  private static final String SECOND_FACTOR = "aal2";
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

  private final List<Rule> rules;
  private final Clock clock;

  GatewayRules(CheckConfig config, Clock clock) {
    this.rules = config.rules();
    this.clock = clock;
    for (Rule rule : rules) {
      boolean known = rule.acr().map(Customer.STRENGTHS::contains).orElse(true);
      if (!known || !rule.path().startsWith("/")) {
        throw new IllegalArgumentException("portcullis.check.rules: no such acr or path: " + rule.path());
      }
    }
  }

  sealed interface Verdict {
    record Allowed() implements Verdict {}
    /// Stronger or fresher, as far as the rule says (RFC 9470).
    record StepUp(Optional<String> acr, Optional<Duration> maxAge) implements Verdict {}
    /// Its second factor is settled from then on; an older one would do at once.
    record FactorFresh(Instant settledAt) implements Verdict {}
    record ScopeMissing(String scope) implements Verdict {}
    /// Nobody can say which rule is the one.
    record Ambiguous() implements Verdict {}
  }

  boolean areNone() {
    return rules.isEmpty();
  }

  Verdict judge(Customer customer, ForwardedRequest request) {
    Optional<String> path = decode(request.path());
    return path.isEmpty() ? new Verdict.Ambiguous()
        : find(request, path.get()).map(rule -> judge(customer, rule)).orElseGet(Verdict.Allowed::new);
  }

  /// What an API key may do here.
  enum KeyVerdict { ALLOWED, SCOPE_MISSING, AMBIGUOUS }

  /// Closed unless a rule opens it: a key that trades must not get where nobody thought of keys.
  ///
  /// @param scopes of the key
  KeyVerdict judge(Collection<String> scopes, ForwardedRequest request) {
    Optional<String> path = decode(request.path());
    if (path.isEmpty()) {
      return KeyVerdict.AMBIGUOUS;
    }
    return find(request, path.get()).flatMap(Rule::apiKeyScope).filter(scopes::contains).isPresent()
        ? KeyVerdict.ALLOWED : KeyVerdict.SCOPE_MISSING;
  }

  private Optional<Rule> find(ForwardedRequest request, String path) {
    return rules.stream().filter(rule -> fits(rule, request.method(), path)).findFirst();
  }

  private Verdict judge(Customer customer, Rule rule) {
    Optional<String> missing = rule.scope().filter(scope -> !customer.scope().contains(scope));
    if (missing.isPresent()) {
      return new Verdict.ScopeMissing(missing.get());
    }
    boolean strong = rule.acr().map(customer::reaches).orElse(true);
    boolean fresh = rule.maxAge().map(age -> isFresh(customer.authTime(), age)).orElse(true);
    if (!strong || !fresh) {
      return new Verdict.StepUp(rule.acr(), rule.maxAge());
    }
    return rule.factor().isEmpty() ? new Verdict.Allowed() : byAge(customer, rule);
  }

  private Verdict byAge(Customer customer, Rule rule) {
    if (customer.hasSettledFactor(clock.instant())) {
      return new Verdict.Allowed();
    }
    return switch (customer.factor()) {
      case FactorAge.Settles(Instant at) -> new Verdict.FactorFresh(at);
      case FactorAge.OnlyFresh(Instant at) -> new Verdict.FactorFresh(at);
      // By a step-up that shows one.
      case FactorAge.NoneEnrolled(), FactorAge.Unknown() ->
          new Verdict.StepUp(rule.acr().filter(acr -> !acr.equals("aal1")).or(() -> Optional.of(SECOND_FACTOR)), rule.maxAge());
    };
  }

  private boolean isFresh(Instant authTime, Duration maxAge) {
    Instant now = clock.instant();
    // From the future: a clock was set back, and nobody can say how old it really is.
    return !authTime.isBefore(now.minus(maxAge)) && !authTime.isAfter(now.plus(CLOCK_TOLERANCE));
  }

  private static boolean fits(Rule rule, String method, String path) {
    return isBelow(path, rule.path()) && rule.methods().map(methods -> isOneOf(methods, method)).orElse(true);
  }

  private static boolean isOneOf(Set<String> methods, String method) {
    return methods.contains(method) || method.equals("HEAD") && methods.contains("GET");
  }

  private static boolean isBelow(String path, String prefix) {
    return path.startsWith(prefix)
        && (path.length() == prefix.length() || prefix.endsWith("/") || path.charAt(prefix.length()) == '/');
  }

  /// As a service reads it: letters may come in disguise, separators may not.
  private static Optional<String> decode(String path) {
    if (AMBIGUOUS.matcher(path).find()) {
      return Optional.empty();
    }
    try {
      return Optional.of(URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8))
          .filter(decoded -> !AMBIGUOUS.matcher(decoded).find());
    } catch (IllegalArgumentException brokenEscape) {
      return Optional.empty();
    }
  }
}
