package io.portcullis.session.oauth;

import java.util.List;
import java.util.Optional;

/// A parameter of a form, which RFC 6749 §3.2 allows at most once and treats as absent when empty.
record FormField(List<String> values) {

  FormField {
    values = values == null ? List.of() : values.stream().filter(value -> !value.isEmpty()).toList();
  }

  boolean isRepeated() {
    return values.size() > 1;
  }

  Optional<String> value() {
    return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
  }
}
