package io.portcullis.runtime.settings;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Every option that this service has, and the names of those that only its neighbours have: one environment may serve
/// all of them.
record Catalogue(List<Option> options, List<Option> neighbours) {

  private static final String OPTIONS = "META-INF/portcullis/options.tsv";
  /// Held by a test in `acceptance`.
  private static final String OF_THE_SUITE = "META-INF/portcullis/options-of-the-suite.tsv";

  static Catalogue ofThisService() {
    return new Catalogue(read(OPTIONS), read(OF_THE_SUITE));
  }

  boolean knows(String key) {
    return fits(Option::keys, key);
  }

  boolean knowsVariable(String name) {
    return fits(Option::variables, name);
  }

  private boolean fits(Function<Option, Pattern> spelling, String name) {
    return options.stream().anyMatch(option -> spelling.apply(option).matcher(name).matches())
        || neighbours.stream().anyMatch(option -> spelling.apply(option).matcher(name).matches());
  }

  private static List<Option> read(String resource) {
    var options = new ArrayList<Option>();
    try {
      for (URL file : Collections.list(Thread.currentThread().getContextClassLoader().getResources(resource))) {
        try (InputStream in = file.openStream();
             var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
          lines.lines().map(Option::parse).forEach(options::add);
        }
      }
    } catch (IOException damaged) {
      throw new UncheckedIOException(damaged);
    }
    return List.copyOf(options);
  }
}
