package io.portcullis.runtime.metric;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Counters of one name, one for each value of a tag. All are made at once: an alarm on the increase of a counter misses the first
/// event of one that begins with it.
public final class Outcomes<E extends Enum<E>> {

  private final Map<E, Counter> counters;

  public Outcomes(MeterRegistry metrics, String name, Class<E> outcomes) {
    this(metrics, name, "outcome", EnumSet.allOf(outcomes), Outcomes::kebab, Tags.empty());
  }

  /// @param tag      whose values `values` are
  /// @param spelling of a value, such as [#kebab]
  /// @param more     further tags of all of these counters
  public Outcomes(MeterRegistry metrics, String name, String tag, Set<E> values, Function<E, String> spelling, Tags more) {
    counters = values.stream().collect(Collectors.toUnmodifiableMap(
        Function.identity(), value -> metrics.counter(name, more.and(tag, spelling.apply(value)))));
  }

  public void count(E outcome) {
    counters.get(outcome).increment();
  }

  /// `LINK_REFUSED` as `link-refused`.
  public static String kebab(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// `LINK_REFUSED` as `link_refused`.
  public static String snake(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
