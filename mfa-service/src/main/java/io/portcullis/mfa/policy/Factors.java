package io.portcullis.mfa.policy;

import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// All enrolled factors of an account that the installation's profile takes, at one moment.
public record Factors(List<Factor> all, Instant now) {

  public Factors {
    all = List.copyOf(all);
  }

  public int count() {
    return all.size();
  }

  public int count(Method method) {
    return (int) all.stream().filter(factor -> factor.method() == method).count();
  }

  /// @param id empty for an address
  public Optional<Factor> find(Method method, Optional<UUID> id) {
    return all.stream().filter(factor -> factor.method() == method && factor.id().equals(id)).findFirst();
  }

  /// By what the account may be asked for a factor now, strongest first.
  public List<Method> offered() {
    return offered(methods(all), methods(settled()),
        methods(all.stream().filter(Factor::besideStronger).toList()));
  }

  /// Those of the offered methods by which a settled factor can be shown.
  public List<Method> offeredSettled() {
    Set<Method> settled = methods(settled());
    return offered().stream().filter(settled::contains).toList();
  }

  private List<Factor> settled() {
    return all.stream().filter(factor -> factor.isSettled(now)).toList();
  }

  private static Set<Method> methods(Collection<Factor> factors) {
    var methods = EnumSet.noneOf(Method.class);
    factors.forEach(factor -> methods.add(factor.method()));
    return methods;
  }

  /// A code by e-mail or SMS is no way around a stronger factor, unless its owner wanted just that. A *fresh* stronger one
  /// leaves it where it is: with a key of his own, a thief must not take the owner's way in.
  ///
  /// @param besideStronger those that their owner wants offered all the same
  static List<Method> offered(Set<Method> enrolled, Set<Method> settled, Set<Method> besideStronger) {
    return EnumSet.complementOf(EnumSet.of(Method.RECOVERY_CODE)).stream().filter(enrolled::contains)
        .filter(method -> !method.isSentOutOfBand() || besideStronger.contains(method)
            || settled.stream().noneMatch(other -> other.isStrongerThan(method)))
        .toList();
  }
}
