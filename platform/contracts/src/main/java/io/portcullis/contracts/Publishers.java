package io.portcullis.contracts;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/// Reads [PublishedBy] from a record and what it implements.
public final class Publishers {

  private Publishers() {}

  /// Empty when the type does not say: then nobody may write it.
  public static Set<String> of(Class<?> record) {
    Set<String> found = new TreeSet<>();
    collect(record, found);
    return found;
  }

  private static void collect(Class<?> type, Set<String> found) {
    PublishedBy publishers = type.getAnnotation(PublishedBy.class);
    if (publishers != null) {
      found.addAll(Arrays.asList(publishers.value()));
    }
    for (Class<?> above : type.getInterfaces()) {
      collect(above, found);
    }
  }
}
