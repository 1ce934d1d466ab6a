package io.portcullis.testkit;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Values outside of the documented range, for every option that a service has. They come from the same list as
/// docs/settings.md, so an option that is new has its wrong values at once.
public final class WrongValues {

  private static final String OPTIONS = "META-INF/portcullis/options.tsv";
  private static final int ROUNDS = 16;

  private WrongValues() {}

  /// Rounds of mistakes. In each, every option that still has a wrong value left has one, keyed by its variable.
  public static Stream<Map<String, String>> rounds() {
    Map<String, List<String>> wrong = new TreeMap<>();
    options().forEach(option -> wrong.put(variable(option.get("key")), of(option)));
    return Stream.iterate(0, round -> round + 1).limit(ROUNDS).map(round -> {
      Map<String, String> mistakes = new TreeMap<>();
      wrong.forEach((variable, values) -> {
        if (round < values.size()) {
          mistakes.put(variable, values.get(round));
        }
      });
      return mistakes;
    }).filter(mistakes -> !mistakes.isEmpty());
  }

  private static List<String> of(Map<String, String> option) {
    var values = new ArrayList<>(switch (option.get("type")) {
      case "duration" -> List.of("soon", "5 minutes", "1y", "5,5m", "NaN", "1e3s", "P1M", "5m30", "-", "s");
      case "number" -> List.of("many", "1.5", "1e3", "0x10", "1_000", "99999999999999999999", "--1", "1 000", "½", "1;2");
      case "decimal" -> List.of("half", "0.5.1", "NaN", "Infinity", "1/2", "50%", "0x1", "--1", "½", "1;2");
      case "size" -> List.of("big", "64KiBytes", "64 K", "-1K", "K", "1e3", "½M", "1.5M", "64;", "0x40");
      case "boolean" -> List.of("yes", "no", "on", "1", "0", "perhaps", "treu", "null", "true;", "truefalse");
      case "choice" -> choices(option);
      default -> option.getOrDefault("form", "").equals("one-of") ? choices(option) : texts(option.getOrDefault("form", "text"));
    });
    outside(option, values);
    if (!option.containsKey("optional")) {
      values.add("");
    }
    return values;
  }

  private static List<String> choices(Map<String, String> option) {
    String first = option.get("of").split(",")[0];
    return List.of("x", first + "x", first.substring(1), "x" + first, first + ";", first + "/" + first, "0", "-1", "null", "ä" + first);
  }

  private static List<String> texts(String form) {
    return switch (form) {
      case "name" -> List.of("a b", "ä", "a/b", "a$b", "a;b", "<a>", "a:b", "a@b", "\"a\"", "a+b");
      case "prefix" -> List.of("a b", "a\tb", "a\nb");
      case "origin" -> List.of("x", "not a url", "https://", "https://a.example/", "https://a.example/x", "https://a.example?x", "ftp://a.example",
          "https://A.example", "https://a.example:443", "https://u:p@a.example", "javascript:alert(1)", "//a.example");
      case "base-url" -> List.of("x", "a.example:8080", "http://", "http://a.example/", "http://a.example/x", "http://a.example#x", "ftp://a.example",
          "http://u:p@a.example", "http://a.example:99999", "http://a b");
      case "http-url" -> List.of("x", "a.example/sms", "http://", "ftp://a.example", "http://a.example:99999", "http://a b", "file:///etc/hosts",
          "http://u:p@a.example", "javascript:alert(1)", "http:/a.example");
      case "contact" -> List.of("x", "security@a.example", "mailto:", "mailto:x", "http://a.example", "https://", "tel:+491", "mailto:a b@c.example",
          "mailto:@a.example", "mailto:a@");
      case "redis-url" -> List.of("x", "redis:6379", "redis://", "http://redis:6379", "redis://redis:0", "redis://redis:99999", "redis//redis", "tcp://redis:6379",
          "redis://a b", "unix:///tmp/redis");
      case "postgresql-url" -> List.of("x", "postgres:5432/auth", "postgresql://", "postgresql://postgres", "postgresql://postgres:5432", "postgresql://:5432/auth",
          "postgresql://postgres:0/auth", "jdbc:postgresql://postgres:5432/auth", "mysql://postgres:5432/auth", "postgresql://postgres:99999/auth");
      case "jdbc-url" -> List.of("x", "postgresql://postgres:5432/auth", "jdbc:", "jdbc:mysql://postgres:5432/auth", "jdbc:postgresql://postgres:5432",
          "jdbc:postgresql://postgres:0/auth", "jdbc:postgresql:auth", "jdbc:postgresql://postgres:99999/auth", "jdbc:h2:mem:x", "jdbc:postgresql://:5432/auth");
      case "database" -> List.of("postgres", "postgres:5432", "postgres:5432/", ":5432/auth", "postgres:0/auth", "postgres:99999/auth", "postgres/auth",
          "postgresql://postgres:5432/auth", "postgres:x/auth", "a b:5432/auth");
      case "host-and-port" -> List.of("kafka", "kafka:", ":9092", "kafka:0", "kafka:99999", "kafka:x", "kafka:9092/x", "PLAINTEXT://kafka:9092", "a b:9092", "kafka;9092");
      case "host", "domain" -> List.of("a b", "-a", "a-", "a..b", ".a", "a.", "https://a", "a/b", "a:80", "10.0.0.999", "10.1");
      case "country" -> List.of("Germany", "DEU", "D", "XX", "49", "+49", "DE;CH", "d e", "ZZ", "*");
      case "network" -> List.of("foo", "10.0.0.0/99", "10.0.0", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/x", "300.0.0.1", "2001:db8::/129", "2001:db8:::", "10.0.0.0-10.0.0.9");
      case "file", "certificate-file", "key-file" -> List.of("/nonexistent", "/nonexistent/file", "/etc", "/", "a b", "/etc/hosts/x", "nonexistent", "/tmp", "../nonexistent", "/etc/nonexistent");
      case "watched-file" -> List.of("/nonexistent/file", "/etc", "/", "/tmp", "/nonexistent/a b", "/etc/hosts/x", "nonexistent/file", "/nonexistent/a/b", "../nonexistent/x", "/usr");
      case "directory" -> List.of("/nonexistent", "/etc/hosts", "a b", "/etc/hosts/x", "nonexistent", "/etc/passwd", "../nonexistent", "/nonexistent/a", "/etc/nonexistent", "/dev/null");
      case "url-path" -> List.of("x", "v1/x", "/a b", "https://a.example", "\\v1", "/{x}", "/%zz", "/<x>", "/v1|x", "?x");
      case "mailbox" -> List.of("x", "@a.example", "a@", "a b@c.example", "<a@b.example", "a@b@c.example", "Exchange <a>", "a@b.example>", "a@b c.example", "a@-b.example");
      default -> List.of();
    };
  }

  /// Just below the least and just above the greatest value.
  private static void outside(Map<String, String> option, List<String> values) {
    for (String bound : List.of("min", "max")) {
      if (option.containsKey(bound)) {
        values.add(step(option.get("type"), option.get(bound), bound.equals("min") ? -1 : 1));
      }
    }
  }

  private static String step(String type, String bound, int direction) {
    return switch (type) {
      case "number" -> new BigInteger(bound).add(BigInteger.valueOf(direction)).toString();
      case "decimal" -> new BigDecimal(bound).add(new BigDecimal("0.001").multiply(BigDecimal.valueOf(direction))).toPlainString();
      case "duration" -> DurationConverter.parseDuration(bound).plusMillis(direction).toString();
      case "size" -> new MemorySizeConverter().convert(bound).asBigInteger().add(BigInteger.valueOf(direction)).toString();
      default -> throw new IllegalStateException(type + " has no bounds");
    };
  }

  private static String variable(String key) {
    return key.replace("[*]", "[0]").replace(".*", ".exits").replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }

  private static List<Map<String, String>> options() {
    var options = new ArrayList<Map<String, String>>();
    try {
      for (URL file : Collections.list(Thread.currentThread().getContextClassLoader().getResources(OPTIONS))) {
        try (InputStream in = file.openStream();
            var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
          lines.lines().forEach(line -> {
            Map<String, String> fields = new HashMap<>();
            for (String field : line.split("\t")) {
              fields.put(field.split("=", 2)[0], field.split("=", 2)[1]);
            }
            options.add(fields);
          });
        }
      }
    } catch (IOException damaged) {
      throw new UncheckedIOException(damaged);
    }
    return options;
  }
}
