package io.portcullis.runtime.settings;

import io.quarkus.runtime.configuration.ConfigUtils;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.ConfigValue;

/// The settings as they are written: nothing here throws because a value is wrong.
public final class Settings {

  /// Profiles in which development values may stay. Every other one is production, whatever its name.
  private static final Set<String> LENIENT = Set.of("dev", "test", "trial");
  /// Of `application.properties` inside the service; what an operator sets has a higher ordinal.
  private static final int BUILT_IN = 250;
  private static final int ENVIRONMENT = 301;
  private static final Pattern OF_A_PROFILE = Pattern.compile("_[A-Z0-9]+_(PORTCULLIS_.*)");

  private final SmallRyeConfig config;
  private final Map<String, String> environment;
  private final Catalogue catalogue;

  private Settings(SmallRyeConfig config, Map<String, String> environment, Catalogue catalogue) {
    this.config = config;
    this.environment = Map.copyOf(environment);
    this.catalogue = catalogue;
  }

  /// As this service would read them with these environment variables.
  public static Settings in(Map<String, String> environment) {
    // Above what the process really has in its environment, so that a test says all there is.
    SmallRyeConfig config = ConfigUtils.configBuilder().withSources(new EnvConfigSource(environment, ENVIRONMENT)).build();
    return new Settings(config, environment, Catalogue.ofThisService());
  }

  /// Every fault at once, by key.
  public List<Finding> check(OwnSettings own) {
    return new SettingsCheck(this, own).findings();
  }

  public String service() {
    return text("quarkus.application.name").orElse("this service");
  }

  public boolean isProduction() {
    return config.getProfiles().stream().noneMatch(LENIENT::contains);
  }

  /// The value, with references to other options resolved; empty when there is none or it is blank.
  public Optional<String> text(String key) {
    try {
      return Optional.ofNullable(config.getConfigValue(key).getValue()).map(String::strip).filter(value -> !value.isEmpty());
    } catch (RuntimeException refersToNothing) {
      return Optional.empty();
    }
  }

  public List<String> texts(String key) {
    return text(key).map(value -> Arrays.stream(value.split("(?<!\\\\),")).map(String::strip).filter(each -> !each.isEmpty()).toList())
        .orElse(List.of());
  }

  /// Empty also when it is no duration: the check of the option says so.
  public Optional<Duration> duration(String key) {
    try {
      return text(key).map(DurationConverter::parseDuration);
    } catch (RuntimeException notOne) {
      return Optional.empty();
    }
  }

  /// The directory of this service's keys.
  public Path keys() {
    return Path.of(text("portcullis.keys").orElse("."));
  }

  /// Whether nobody but the service itself sets it.
  boolean isBuiltIn(String key) {
    try {
      ConfigValue value = config.getConfigValue(key);
      return value.getValue() == null || value.getSourceOrdinal() <= BUILT_IN;
    } catch (RuntimeException refersToNothing) {
      return false;
    }
  }

  boolean isSetToNothing(String key) {
    try {
      ConfigValue value = config.getConfigValue(key);
      return value.getRawValue() != null && value.getRawValue().isBlank() && value.getSourceOrdinal() > BUILT_IN;
    } catch (RuntimeException refersToNothing) {
      return true;
    }
  }

  Catalogue catalogue() {
    return catalogue;
  }

  /// The keys in use that an option with a pattern for a key stands for.
  Set<String> keysOf(Option option) {
    var keys = new TreeSet<String>();
    for (String name : config.getPropertyNames()) {
      if (option.keys().matcher(name).matches()) {
        keys.add(name);
      }
    }
    int named = option.key().indexOf(".*.");
    if (named >= 0) {
      // The environment doesn't say where a name of the operator's ends; the rest of the key does.
      String before = Option.variable(option.key().substring(0, named + 1));
      String after = Option.variable(option.key().substring(named + 2));
      for (String variable : environment.keySet()) {
        if (variable.startsWith(before) && variable.endsWith(after) && variable.length() > before.length() + after.length()) {
          String name = variable.substring(before.length(), variable.length() - after.length()).toLowerCase(Locale.ROOT);
          String key = option.key().replace(".*.", "." + name + ".");
          if (keys.stream().noneMatch(known -> Option.variable(known).equals(variable))) {
            keys.add(key);
          }
        }
      }
    }
    return keys;
  }

  /// Names that begin like ours, as the operator wrote them.
  Set<String> writtenKeys() {
    var keys = new TreeSet<String>();
    StreamSupport.stream(config.getConfigSources().spliterator(), false)
        .filter(source -> !(source instanceof EnvConfigSource))
        .flatMap(source -> source.getPropertyNames().stream())
        .map(name -> name.startsWith("%") ? name.substring(name.indexOf('.') + 1) : name)
        .filter(name -> name.startsWith("portcullis."))
        .forEach(keys::add);
    return keys;
  }

  Set<String> writtenVariables() {
    var names = new TreeSet<String>();
    environment.keySet().stream()
        .map(name -> {
          Matcher profile = OF_A_PROFILE.matcher(name);
          return profile.matches() ? profile.group(1) : name;
        })
        .filter(name -> name.startsWith("PORTCULLIS_")).forEach(names::add);
    return names;
  }
}
