package io.portcullis.session.apikey;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What keys may be for.
@ApplicationScoped
public class ApiKeyScopes {

  private static final String READ = "read";
  private static final String WITHDRAW = "withdraw";
  private static final String TRANSFER = "transfer";
  private static final Set<String> HOUSE = Set.of(READ, "trade", WITHDRAW, TRANSFER);
  /// A customer's tokens have these: a key that had one would pass for them.
  private static final Set<String> OF_TOKENS = Set.of("account", "restricted");
  /// As the type `api-key` of actions has it.
  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9:._-]{0,39}");

  private final Set<String> known;

  ApiKeyScopes(ApiKeyConfig config) {
    known = Stream.concat(HOUSE.stream(), config.scopes().orElse(Set.of()).stream()).filter(ApiKeyScopes::isUsable)
        .collect(Collectors.toUnmodifiableSet());
  }

  /// Whether an installation may declare it.
  public static boolean isUsable(String scope) {
    return FORM.matcher(scope).matches() && !OF_TOKENS.contains(scope);
  }

  boolean areKnown(Collection<String> scopes) {
    return known.containsAll(scopes);
  }

  /// Money leaves the account by it. From where it counts is part of what was approved.
  static boolean moveMoney(List<String> scopes) {
    return scopes.contains(WITHDRAW) || scopes.contains(TRANSFER);
  }

  /// Money leaves the exchange by it: from named networks alone.
  static boolean wantAllowList(List<String> scopes) {
    return scopes.contains(WITHDRAW);
  }

  /// Whoever finds such a key could do harm with it.
  static boolean act(List<String> scopes) {
    return scopes.stream().anyMatch(scope -> !scope.equals(READ));
  }
}
