package io.portcullis.runtime.settings;

import io.quarkus.runtime.configuration.ConfigUtils;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigSource;

/// The settings as they are written: nothing here throws because a value is wrong.
public final class Settings {

  /// Profiles in which development values may stay. Every other one is production, whatever its name.
  private static final Set<String> LENIENT = Set.of("dev", "test", "trial");
  /// Of `application.properties` inside the service; what an operator sets has a higher ordinal.
  private static final int BUILT_IN = 250;
  private static final int ENVIRONMENT = 301;
  private static final Pattern OF_A_PROFILE = Pattern.compile("_[A-Z0-9]+_((PORTCULLIS|QUARKUS|KAFKA)_.*)");

  private static final String LOCATIONS = "quarkus.config.locations";
  private static final String LOCATIONS_VARIABLE = "QUARKUS_CONFIG_LOCATIONS";
  private static final String PROFILE_VARIABLE = "QUARKUS_PROFILE";
  /// Is there on every machine, and holds no settings.
  private static final String NOTHING = "/dev/null";

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
    return new Settings(read(readable(environment)), environment, Catalogue.ofThisService());
  }

  /// Two settings steer how the others are read. Of a wrong one the library would only warn, or throw: it is left out here, and
  /// the check of the option names it.
  private static Map<String, String> readable(Map<String, String> environment) {
    var readable = new HashMap<>(environment);
    readable.computeIfPresent(LOCATIONS_VARIABLE, (_, files) -> files.isBlank() || elements(files).allMatch(Settings::isFile) ? files : NOTHING);
    readable.computeIfPresent(PROFILE_VARIABLE, (_, names) -> names.isBlank() || elements(names).allMatch(Forms::isName) ? names : "prod");
    return readable;
  }

  private static boolean isFile(String path) {
    return Forms.wrong("file", path, true).isEmpty();
  }

  private static Stream<String> elements(String list) {
    return Arrays.stream(list.split(",")).map(String::strip);
  }

  private static SmallRyeConfig read(Map<String, String> environment) {
    return ConfigUtils.configBuilder()
        // Above what the process really has in its environment, so that a test says all there is.
        .withSources(new EnvConfigSource(environment, ENVIRONMENT))
        .withCustomizers(new SmallRyeConfigBuilderCustomizer() {
          @Override
          public void configBuilder(SmallRyeConfigBuilder builder) {
            // Quarkus validates its own logging here, and would throw before we can say what is wrong.
            builder.getMappingsBuilder().getMappings().clear();
          }

          @Override
          public int priority() {
            return Integer.MAX_VALUE;
          }
        }).build();
  }

  /// Every fault at once, by key.
  public List<Finding> check(OwnSettings own) {
    return new SettingsCheck(this, own).findings();
  }

  /// What does not keep the service from starting, and what an operator should know all the same.
  public List<Finding> warnings() {
    return PlainStores.check(this);
  }

  public String service() {
    return text("quarkus.application.name").orElse("this service");
  }

  public boolean isProduction() {
    return config.getProfiles().stream().noneMatch(LENIENT::contains);
  }

  /// The value, with references to other options resolved; empty when there is none or it is blank.
  public Optional<String> text(String key) {
    String steering = Option.variable(key);
    if ((steering.equals(LOCATIONS_VARIABLE) || steering.equals(PROFILE_VARIABLE)) && environment.containsKey(steering)) {
      return Optional.of(environment.get(steering)).map(String::strip).filter(value -> !value.isEmpty());
    }
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

  /// Whether the service itself makes it of another setting, which has a check of its own.
  boolean isDerived(String key) {
    try {
      ConfigValue value = config.getConfigValue(key);
      return value.getRawValue() != null && value.getRawValue().contains("${") && value.getSourceOrdinal() <= BUILT_IN;
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
    if (option.key().contains("[*]")) {
      // Nor does it say where a hyphen stood.
      Pattern variable = Pattern.compile(Option.variable(option.key().replace("[*]", "0INDEX0")).replace("0INDEX0", "_(\\d+)_"));
      for (String written : environment.keySet()) {
        Matcher found = variable.matcher(written);
        if (found.matches()) {
          keys.add(option.key().replace("[*]", "[" + found.group(1) + "]"));
        }
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

  /// Names that begin so in properties files, as the operator wrote them; ours also as we did.
  Set<String> writtenKeys(String prefix) {
    var keys = new TreeSet<String>();
    StreamSupport.stream(config.getConfigSources().spliterator(), false)
        .filter(source -> !(source instanceof EnvConfigSource) && (prefix.startsWith("portcullis.") || isOfTheOperator(source)))
        .flatMap(source -> source.getPropertyNames().stream())
        .map(name -> name.startsWith("%") ? name.substring(name.indexOf('.') + 1) : name)
        .filter(name -> name.startsWith(prefix))
        .forEach(keys::add);
    return keys;
  }

  private boolean isOfTheOperator(ConfigSource source) {
    return texts(LOCATIONS).stream().anyMatch(file -> source.getName().contains(file));
  }

  /// All environment variables, those of a profile without its name.
  Set<String> writtenVariables() {
    return environment.keySet().stream().map(name -> {
      Matcher profile = OF_A_PROFILE.matcher(name);
      return profile.matches() ? profile.group(1) : name;
    }).collect(Collectors.toCollection(TreeSet::new));
  }
}
