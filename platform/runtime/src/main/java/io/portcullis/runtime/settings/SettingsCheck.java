package io.portcullis.runtime.settings;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Every fault of the settings at once.
final class SettingsCheck {

  /// Slips of the hand that are forgiven where nothing else says that a name is meant for us.
  private static final int SLIP = 2;
  private static final int SHORT = 10;

  private static final String SERVICES = "portcullis.services.";
  private static final Pattern PLACEHOLDER = Pattern.compile("(^|[@./:])example\\.(com|net|org)($|[/:>])", Pattern.CASE_INSENSITIVE);

  private final Settings settings;
  private final OwnSettings own;
  private final List<Finding> findings = new ArrayList<>();

  SettingsCheck(Settings settings, OwnSettings own) {
    this.settings = settings;
    this.own = own;
  }

  List<Finding> findings() {
    for (Option option : settings.catalogue().options()) {
      Set<String> keys = option.isPattern() ? settings.keysOf(option) : Set.of(option.key());
      keys.forEach(key -> value(option, key));
    }
    groups();
    unknownNames();
    findings.addAll(SharedSettings.check(settings));
    findings.addAll(own.check(settings));
    return findings.stream().distinct().sorted(Comparator.comparing(Finding::key)).toList();
  }

  private void value(Option option, String key) {
    if (option.is("developers") && settings.isProduction() && settings.isBuiltIn(key)) {
      report(option, key, "is not set; the built-in value is for a developer's machine", remedy(option, key));
      return;
    }
    if (option.is("developers") && settings.isProduction() && settings.text(key).isEmpty()) {
      report(option, key, "is set to nothing, and must be set", remedy(option, key));
      return;
    }
    if (settings.isDerived(key)) {
      return;
    }
    if (settings.isSetToNothing(key) && !option.is("optional")) {
      report(option, key, "is set to nothing", option.is("default")
          ? "leave it out; then `" + option.field("default").get() + "` counts" : remedy(option, key));
      return;
    }
    List<String> values = option.is("many") ? settings.texts(key)
        : settings.text(key).or(() -> option.field("default").filter(value -> !value.contains("${"))).stream().toList();
    if (values.isEmpty() && !option.is("optional") && !option.is("many") && !option.is("default")) {
      report(option, key, "is not set", remedy(option, key));
    }
    for (String value : values) {
      wrong(option, value).ifPresent(problem -> report(option, key, problem, remedy(option, key)));
      if (settings.isProduction() && option.list("developers-also").contains(value)) {
        report(option, key, (option.is("secret") ? "the value" : "`" + value + "`") + " is for a developer's machine", remedy(option, key));
      } else if (settings.isProduction() && PLACEHOLDER.matcher(value).find()) {
        report(option, key, (option.is("secret") ? "the value" : "`" + value + "`") + " is a placeholder: nobody owns that domain (RFC 2606)",
            remedy(option, key));
      }
    }
    option.field("not-below").ifPresent(other -> order(option, key, other));
  }

  /// Who sets one member of a group that the operator names has begun it: what the group can't do without must be there, too.
  private void groups() {
    List<Option> patterns = settings.catalogue().options().stream().filter(Option::isPattern).toList();
    for (Option written : patterns) {
      for (String key : settings.keysOf(written)) {
        String group = written.groupOf(key);
        patterns.stream().filter(option -> option.group().equals(written.group())).filter(Option::isRequired)
            .map(option -> Map.entry(option, group + option.member()))
            .filter(member -> settings.keysOf(member.getKey()).stream().map(Option::variable)
                .noneMatch(Option.variable(member.getValue())::equals))
            .forEach(member -> report(member.getKey(), member.getValue(), "is not set, but " + key + " is", remedy(member.getKey())));
      }
    }
  }

  private Optional<String> wrong(Option option, String value) {
    String shown = option.is("secret") ? "the value" : "`" + value + "`";
    return switch (option.type()) {
      case "number" -> bounded(option, value, number -> new BigDecimal(new BigInteger(number)), shown + " is no whole number");
      case "decimal" -> bounded(option, value, BigDecimal::new, shown + " is no number");
      case "duration" -> bounded(option, value, SettingsCheck::seconds, shown + " is no duration");
      case "size" -> bounded(option, value, size -> new BigDecimal(new MemorySizeConverter().convert(size).asBigInteger()), shown + " is no size");
      case "boolean" -> Set.of("true", "false").contains(value.toLowerCase(Locale.ROOT))
          ? Optional.empty() : Optional.of(shown + " is neither `true` nor `false`");
      case "choice" -> choice(option, value, shown);
      default -> option.field("form").flatMap(form -> form.equals("one-of")
          ? choice(option, value, shown) : Forms.wrong(form, value, settings.isProduction()).map(problem -> shown + " " + problem));
    };
  }

  private static Optional<String> choice(Option option, String value, String shown) {
    String written = value.toLowerCase(Locale.ROOT).replace('_', '-');
    return option.list("of").contains(written) ? Optional.empty()
        : Optional.of(shown + " is not one of " + String.join(", ", option.list("of"))
            + nearest(written, option.list("of").stream()).map(near -> "; did you mean `" + near + "`?").orElse(""));
  }

  private static Optional<String> bounded(Option option, String value, Function<String, BigDecimal> read, String unreadable) {
    BigDecimal number;
    try {
      number = read.apply(value);
    } catch (RuntimeException notReadable) {
      return Optional.of(unreadable);
    }
    Optional<String> min = option.field("min").filter(bound -> number.compareTo(read.apply(bound)) < 0);
    if (min.isPresent()) {
      return Optional.of("`" + value + "` is less than `" + min.get() + "`");
    }
    return option.field("max").filter(bound -> number.compareTo(read.apply(bound)) > 0)
        .map(bound -> "`" + value + "` is more than `" + bound + "`");
  }

  private void order(Option option, String key, String otherKey) {
    Function<String, BigDecimal> read = option.type().equals("duration") ? SettingsCheck::seconds : BigDecimal::new;
    try {
      Optional<BigDecimal> value = inForce(key).map(read);
      Optional<BigDecimal> least = inForce(otherKey).map(read);
      if (value.isPresent() && least.isPresent() && value.get().compareTo(least.get()) < 0) {
        report(option, key, "`" + inForce(key).get() + "` is less than " + otherKey + ", which is `" + inForce(otherKey).get() + "`",
            "set it to at least the value of " + otherKey);
      }
    } catch (RuntimeException unreadable) {
      // Each of the two has a finding of its own then.
    }
  }

  /// What is written, else the default.
  private Optional<String> inForce(String key) {
    return settings.text(key).or(() -> settings.catalogue().options().stream()
        .filter(option -> option.key().equals(key)).findFirst().flatMap(option -> option.field("default")));
  }

  private static BigDecimal seconds(String text) {
    Duration duration = DurationConverter.parseDuration(text);
    return BigDecimal.valueOf(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), 9));
  }

  private static String remedy(Option option, String key) {
    return key.startsWith(SERVICES) ? remedy(option).replace("session-service", key.substring(SERVICES.length()) + "-service")
        : remedy(option);
  }

  private static String remedy(Option option) {
    String bounds = Stream.of(option.field("min").map(min -> "at least `" + min + "`"), option.field("max").map(max -> "at most `" + max + "`"))
        .flatMap(Optional::stream).reduce((one, other) -> one + " and " + other).orElse("");
    String unit = option.field("unit").map(name -> " of " + name).orElse("");
    return switch (option.type()) {
      case "number", "decimal" -> "set it to a number" + unit + (bounds.isEmpty() ? "" : ", " + bounds);
      case "duration" -> "set it to a duration such as `30s`, `5m`, `12h` or `7d`" + (bounds.isEmpty() ? "" : ", " + bounds);
      case "size" -> "set it to a size such as `64K` or `1M`" + (bounds.isEmpty() ? "" : ", " + bounds);
      case "boolean" -> "set it to `true` or `false`";
      case "choice" -> "set it to one of " + String.join(", ", option.list("of"));
      default -> option.field("form").map(form -> form.equals("one-of")
          ? "set it to one of " + String.join(", ", option.list("of")) : Forms.remedy(form)).orElse("set it; docs/settings.md says what it means");
    };
  }

  private void unknownNames() {
    Catalogue catalogue = settings.catalogue();
    List<String> keys = Stream.concat(catalogue.options().stream(), catalogue.neighbours().stream()).map(Option::key).distinct().toList();
    List<String> variables = keys.stream().map(Option::variable).toList();
    for (String group : Catalogue.CLAIMED) {
      settings.writtenKeys(group).stream().filter(key -> !key.startsWith("portcullis.test.") && !catalogue.knows(key))
          .forEach(key -> unknown(key, nearest(key, keys.stream())));
    }
    for (String variable : settings.writtenVariables()) {
      if (!catalogue.knowsVariable(variable)) {
        if (Catalogue.isClaimed(variable)) {
          unknown(variable, nearest(variable, variables.stream()));
        } else {
          // A group misspelt, such as `PORTCULIS_`, is no group of ours any more: so close a name is meant for us all the same.
          variables.stream().filter(known -> Math.abs(known.length() - variable.length()) <= SLIP && known.length() > SHORT
              && distance(variable, known) <= SLIP).findFirst().ifPresent(known -> unknown(variable, Optional.of(known)));
        }
      }
    }
  }

  /// On a developer's machine it is said and no more: there a new option of one service is soon in every environment.
  private void unknown(String name, Optional<String> near) {
    var finding = new Finding(name, "is no setting of this service",
        near.map(known -> "did you mean `" + known + "`? Else take it away").orElse("take it away"));
    if (settings.isProduction()) {
      findings.add(finding);
    } else {
      System.err.println(name + " " + finding.problem() + ": " + finding.remedy());
    }
  }

  private void report(Option option, String key, String problem, String remedy) {
    findings.add(new Finding(key, problem, remedy));
  }

  /// Of the names that are close enough for a slip of the hand, the closest.
  static Optional<String> nearest(String written, Stream<String> known) {
    int tolerated = Math.max(2, written.length() / 4);
    return known.filter(name -> distance(written, name) <= tolerated).min(Comparator.comparingInt(name -> distance(written, name)));
  }

  /// Levenshtein's: insertions, deletions and replacements of one character.
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int column = 0; column <= other.length(); column++) {
      row[column] = column;
    }
    for (int line = 1; line <= one.length(); line++) {
      int diagonal = row[0];
      row[0] = line;
      for (int column = 1; column <= other.length(); column++) {
        int replaced = diagonal + (one.charAt(line - 1) == other.charAt(column - 1) ? 0 : 1);
        diagonal = row[column];
        row[column] = Math.min(replaced, Math.min(row[column], row[column - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}
