package io.portcullis.contracts;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Reads [PublishedBy] from a record and what it implements.
public final class Publishers {

  // Read once, while the class is initialised: a native image does that when it is built, and needs no reflection later.
  private static final Map<Class<?>, Set<String>> KNOWN = read();

  private Publishers() {}

  /// Empty when the type does not say: then nobody may write it.
  public static Set<String> of(Class<?> record) {
    return KNOWN.getOrDefault(record, Set.of());
  }

  private static Map<Class<?>, Set<String>> read() {
    var known = new HashMap<Class<?>, Set<String>>();
    Stream.of(SecurityEventType.RECORDS, List.of(Message.class.getPermittedSubclasses()), List.of(Contact.class, Revocation.class, SettingsLocked.class))
        .flatMap(List::stream).forEach(record -> known.put(record, above(record)));
    return Map.copyOf(known);
  }

  private static Set<String> above(Class<?> type) {
    var found = new TreeSet<String>();
    PublishedBy publishers = type.getAnnotation(PublishedBy.class);
    if (publishers != null) {
      found.addAll(Arrays.asList(publishers.value()));
    }
    Stream.of(type.getInterfaces()).map(Publishers::above).forEach(found::addAll);
    return Set.copyOf(found);
  }
}
