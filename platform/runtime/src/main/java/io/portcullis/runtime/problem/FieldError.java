package io.portcullis.runtime.problem;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Comparator;

/// What is wrong with one field of a request, never with its value quoted.
@RegisterForReflection
public record FieldError(String field, String message) implements Comparable<FieldError> {

  private static final Comparator<FieldError> ORDER =
      Comparator.comparing(FieldError::field).thenComparing(FieldError::message);

  @Override
  public int compareTo(FieldError other) {
    return ORDER.compare(this, other);
  }
}
