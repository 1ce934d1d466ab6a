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
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Every option that this service has, and the names of those that only its neighbours have: one environment may serve
/// all of them.
///
/// @param foreign names of Quarkus's and of Kafka's clients that we have nothing to say of
record Catalogue(List<Option> options, List<Option> neighbours, List<Option> foreign) {

  /// Groups of names in which every one must be known.
  static final List<String> CLAIMED = List.of("portcullis.", "kafka.", "quarkus.datasource.", "quarkus.redis.", "quarkus.mailer.",
      "quarkus.http.", "quarkus.management.");
  /// What Kubernetes tells every container of a service named `kafka` beside it.
  private static final Pattern SERVICE_LINK = Pattern.compile("[A-Z0-9_]+_(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT|PORT_\\d+_.*)");

  private static final String OPTIONS = "META-INF/portcullis/options.tsv";
  /// Held by a test in `acceptance`.
  private static final String OF_THE_SUITE = "META-INF/portcullis/options-of-the-suite.tsv";

  /// Held by a test in notification-service, which has every extension.
  private static final String OF_QUARKUS = "META-INF/portcullis/options-of-quarkus.tsv";

  static Catalogue ofThisService() {
    return new Catalogue(read(OPTIONS), read(OF_THE_SUITE),
        Stream.concat(read(OF_QUARKUS).stream(), KafkaSettings.names().map(Option::named)).toList());
  }

  static boolean isClaimed(String variable) {
    return CLAIMED.stream().map(Option::variable).anyMatch(variable::startsWith)
        && !(variable.startsWith("KAFKA_") && SERVICE_LINK.matcher(variable).matches());
  }

  boolean knows(String key) {
    return all().anyMatch(option -> option.isMeantBy(key));
  }

  boolean knowsVariable(String name) {
    return all().anyMatch(option -> option.isMeantByVariable(name));
  }

  private Stream<Option> all() {
    return Stream.of(options, neighbours, foreign).flatMap(List::stream);
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
