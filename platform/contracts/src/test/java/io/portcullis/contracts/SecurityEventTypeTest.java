package io.portcullis.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SecurityEventTypeTest {

  @Test
  void everyRecordOfTheHierarchyIsListed() {
    assertThat(SecurityEventType.RECORDS).containsExactlyInAnyOrderElementsOf(leaves(SecurityEvent.class, new HashSet<>()));
  }

  @Test
  void everyWireNameIsUniqueAndLeadsBackToItsRecord() {
    Set<String> seen = new HashSet<>();
    for (Class<? extends SecurityEvent> type : SecurityEventType.RECORDS) {
      String wire = type.getAnnotation(WireName.class).value();
      assertThat(seen.add(wire)).as(wire).isTrue();
      assertThat(wire).matches("io\\.portcullis\\.[a-z]+\\.[a-z-]+\\.v[0-9]+");
      assertThat(SecurityEventType.of(wire)).hasValue(type);
    }
  }

  @Test
  void aTypeFromTheFutureIsUnknownAndNotAnError() {
    assertThat(SecurityEventType.of("io.portcullis.auth.telepathy-verified.v9")).isEmpty();
  }

  @SuppressWarnings("unchecked")
  private static Set<Class<? extends SecurityEvent>> leaves(Class<?> type, Set<Class<? extends SecurityEvent>> found) {
    if (type.isRecord()) {
      found.add((Class<? extends SecurityEvent>) type);
    } else {
      for (Class<?> permitted : type.getPermittedSubclasses()) {
        leaves(permitted, found);
      }
    }
    return found;
  }
}
