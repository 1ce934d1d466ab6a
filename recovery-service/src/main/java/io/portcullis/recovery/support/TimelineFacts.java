package io.portcullis.recovery.support;

import io.portcullis.contracts.SecurityEvent;
import io.portcullis.runtime.metric.Outcomes;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What of an event the staff see: words of the house's own lists, numbers and moments. Text that a customer typed or a device sent, such
/// as names and addresses, is left out whatever an event of tomorrow may carry.
final class TimelineFacts {

  /// Texts that are codes, and the digest of a person of the staff.
  private static final Set<String> CODES = Set.of("reason", "operation", "person", "acr");
  private static final Set<String> ENVELOPE = Set.of("id", "subject", "time");

  private TimelineFacts() {}

  /// `name=value` for each, separated by semicolons.
  static String of(SecurityEvent event) {
    return Arrays.stream(event.getClass().getRecordComponents()).filter(component -> !ENVELOPE.contains(component.getName()))
        .flatMap(component -> words(component.getName(), value(component, event)).reduce((one, next) -> one + ',' + next)
            .map(words -> component.getName() + '=' + words).stream())
        .collect(Collectors.joining(";"));
  }

  private static Object value(RecordComponent component, SecurityEvent event) {
    try {
      return component.getAccessor().invoke(event);
    } catch (ReflectiveOperationException closed) {
      throw new IllegalStateException(component + " can't be read", closed);
    }
  }

  private static Stream<String> words(String name, Object value) {
    return switch (value) {
      case null -> Stream.empty();
      case Optional<?> maybe -> maybe.stream().flatMap(found -> words(name, found));
      case Collection<?> several -> several.stream().flatMap(found -> words(name, found));
      case Enum<?> word -> Stream.of(Outcomes.kebab(word));
      case Instant at -> Stream.of(at.toString());
      case Boolean yes -> Stream.of(yes.toString());
      case Integer number -> Stream.of(number.toString());
      case String code when CODES.contains(name) -> Stream.of(code.replaceAll("[^A-Za-z0-9._:/-]", "_"));
      default -> Stream.empty();
    };
  }

  /// As [#of] wrote them.
  static List<TimelineEntry.Fact> read(String facts) {
    return Arrays.stream(facts.split(";")).filter(fact -> !fact.isEmpty()).map(fact -> fact.split("=", 2))
        .map(fact -> new TimelineEntry.Fact(fact[0], List.of(fact[1].split(",")))).toList();
  }
}
