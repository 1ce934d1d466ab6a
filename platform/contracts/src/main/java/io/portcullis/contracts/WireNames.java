package io.portcullis.contracts;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// All records of a sealed hierarchy, in the order of the source, with the [WireName] that each of them says.
///
/// Kept in static fields: a native image reads the hierarchy when it is built, and needs no reflection later.
final class WireNames<T> {

  private final Map<String, Class<? extends T>> records = new LinkedHashMap<>();
  private final Map<Class<?>, String> names = new HashMap<>();

  WireNames(Class<T> hierarchy) {
    records(hierarchy).forEach(record -> {
      WireName name = record.getAnnotation(WireName.class);
      if (name == null) {
        throw new IllegalStateException(record.getName() + " has no @WireName");
      }
      Class<?> other = records.put(name.value(), record.asSubclass(hierarchy));
      if (other != null) {
        throw new IllegalStateException(record.getName() + " has the wire name of " + other.getName());
      }
      names.put(record, name.value());
    });
  }

  private static Stream<Class<?>> records(Class<?> type) {
    return type.isRecord() ? Stream.of(type) : Stream.of(type.getPermittedSubclasses()).flatMap(WireNames::records);
  }

  List<Class<? extends T>> records() {
    return List.copyOf(records.values());
  }

  String of(T record) {
    return names.get(record.getClass());
  }

  /// Empty for a name that this build does not know: a publisher may be newer than its readers.
  Optional<Class<? extends T>> record(String name) {
    return Optional.ofNullable(records.get(name));
  }
}
