package io.portcullis.acceptance.attack;

import io.portcullis.acceptance.Client;
import java.util.List;
import java.util.function.Function;

/// One way to send one operation something that it can't mean.
///
/// @param slugs the problems that may be the answer; empty when any problem of the 4xx will do
record Malformation(String name, List<String> slugs, Function<Client, Client.Call> request) {
  static final String OVERSIZED = "one megabyte";

  static Malformation of(String name, Function<Client, Client.Call> request, String... slugs) {
    return new Malformation(name, List.of(slugs), request);
  }

  boolean isOversized() {
    return name.equals(OVERSIZED);
  }
}
