package io.portcullis.runtime.settings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/// What Kafka's own clients say of the settings that are meant for them, before they are made.
///
/// A client with a wrong setting fails when its channel starts, or tries for ever to reach a broker that refuses it.
final class KafkaSettings {

  private static final String PREFIX = "kafka.";
  private static final String PROTOCOL = "security.protocol";
  private static final Set<String> MECHANISMS = Set.of("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512", "OAUTHBEARER", "GSSAPI");
  private static final String DEFAULT_MECHANISM = "GSSAPI";
  private static final String REMEDY = "docs/operations.md, \"Locking the stores\", says how Kafka's settings go together";

  private final Settings settings;
  private final Map<String, String> written = new TreeMap<>();
  private final List<Finding> findings = new ArrayList<>();

  private KafkaSettings(Settings settings) {
    this.settings = settings;
    definitions().flatMap(definition -> definition.names().stream()).forEach(name ->
        settings.text(PREFIX + name).ifPresent(value -> written.put(name, value)));
  }

  static List<Finding> check(Settings settings) {
    return new KafkaSettings(settings).check();
  }

  /// The keys of everything that a client of Kafka's may be told.
  static Stream<String> names() {
    return definitions().flatMap(definition -> definition.names().stream()).distinct().map(name -> PREFIX + name);
  }

  private static Stream<ConfigDef> definitions() {
    return Stream.of(ConsumerConfig.configDef(), ProducerConfig.configDef(), AdminClientConfig.configDef());
  }

  private List<Finding> check() {
    definitions().flatMap(definition -> definition.validate(written).stream())
        .filter(value -> !value.errorMessages().isEmpty() && written.containsKey(value.name())).forEach(this::refused);
    String protocol = written.getOrDefault(PROTOCOL, "PLAINTEXT").toUpperCase(Locale.ROOT);
    if (protocol.startsWith("SASL_")) {
      login();
    } else if (written.containsKey(SaslConfigs.SASL_JAAS_CONFIG) || written.containsKey(SaslConfigs.SASL_MECHANISM)) {
      report(PROTOCOL, "`" + protocol + "` never shows the broker who the service is, though it has a login",
          "set it to `SASL_SSL`, or take kafka.sasl.* away");
    }
    if (protocol.endsWith("SSL")) {
      // A file that is not there has a finding of its own; the factory would also log it with a trace.
      if (stores().allMatch(file -> Forms.wrong("file", file, true).isEmpty())) {
        trust();
      }
    } else if (written.containsKey(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG)) {
      report(PROTOCOL, "`" + protocol + "` speaks without TLS, though there is a trust store", "set it to `SASL_SSL` or `SSL`");
    }
    String nameCheck = SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG;
    if (settings.isProduction() && settings.isSetToNothing(PREFIX + nameCheck)) {
      report(nameCheck, "is set to nothing: whoever has any certificate could stand for the broker", "take it away");
    }
    return findings;
  }

  private void refused(ConfigValue value) {
    String problem = isSecret(value.name()) ? "the value is refused by Kafka's clients"
        : "`" + written.get(value.name()) + "` is refused by Kafka's clients: " + String.join("; ", value.errorMessages());
    report(value.name(), problem, "set it as Kafka's documentation of its clients says, or take it away");
  }

  private static boolean isSecret(String name) {
    return name.contains("password") || name.contains("jaas") || name.endsWith(".key") || name.contains("secret");
  }

  private void login() {
    String mechanism = written.getOrDefault(SaslConfigs.SASL_MECHANISM, DEFAULT_MECHANISM);
    if (!MECHANISMS.contains(mechanism)) {
      report(SaslConfigs.SASL_MECHANISM, "`" + mechanism + "` is not one of " + String.join(", ", MECHANISMS.stream().sorted().toList()),
          "set it to the one that the brokers want, such as `SCRAM-SHA-512`");
      return;
    }
    Optional<AppConfigurationEntry> login = loginModule();
    if (login.isEmpty()) {
      report(SaslConfigs.SASL_JAAS_CONFIG, written.containsKey(SaslConfigs.SASL_JAAS_CONFIG)
          ? "the value is no login module, control flag and options with a semicolon at the end" : "is not set, so no broker would know who asks", REMEDY);
      return;
    }
    module(mechanism).ifPresent(module -> {
      if (!login.get().getLoginModuleName().endsWith("." + module)) {
        report(SaslConfigs.SASL_JAAS_CONFIG, "names another login module than " + module + ", which " + mechanism + " needs", REMEDY);
      } else if (!isGiven(login.get(), "username") || !isGiven(login.get(), "password")) {
        report(SaslConfigs.SASL_JAAS_CONFIG, "lacks a user name or a password", REMEDY);
      }
    });
  }

  private Optional<AppConfigurationEntry> loginModule() {
    try {
      Map<String, Object> configuration = new HashMap<>();
      Optional.ofNullable(written.get(SaslConfigs.SASL_JAAS_CONFIG))
          .ifPresent(text -> configuration.put(SaslConfigs.SASL_JAAS_CONFIG, new Password(text)));
      List<AppConfigurationEntry> entries = JaasContext.loadClientContext(configuration).configurationEntries();
      return entries.stream().findFirst();
    } catch (RuntimeException notReadable) {
      return Optional.empty();
    }
  }

  /// The module of Kafka that belongs to a mechanism with a password.
  private static Optional<String> module(String mechanism) {
    return mechanism.startsWith("SCRAM-") ? Optional.of("ScramLoginModule")
        : mechanism.equals("PLAIN") ? Optional.of("PlainLoginModule") : Optional.empty();
  }

  private static boolean isGiven(AppConfigurationEntry login, String option) {
    return login.getOptions().get(option) instanceof String text && !text.isBlank();
  }

  private Stream<String> stores() {
    return Stream.of(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG)
        .flatMap(name -> Stream.ofNullable(written.get(name)));
  }

  /// Reads trust store and key store as a client would.
  private void trust() {
    try (var engines = new DefaultSslEngineFactory()) {
      var definition = new ConfigDef();
      SslConfigs.addClientSslSupport(definition);
      engines.configure(definition.parse(written));
    } catch (RuntimeException unusable) {
      // Its message may hold what stands in the file.
      report(written.containsKey(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG) ? SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG : PROTOCOL,
          "no TLS can be made of kafka.ssl.*: a store can't be read, is of another type, or its password is wrong", REMEDY);
    }
  }

  private void report(String name, String problem, String remedy) {
    findings.add(new Finding(PREFIX + name, problem, remedy));
  }
}
