package io.portcullis.runtime.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Whether the settings of PostgreSQL and Redis fit each other. Half a lock is refused: it looks closed and is not.
final class StoreSettings {

  private static final String REACTIVE = "quarkus.datasource.reactive.";
  private static final String SSL_MODE = REACTIVE + "postgresql.ssl-mode";
  private static final String JDBC_SSL_MODE = "quarkus.datasource.jdbc.additional-jdbc-properties.sslmode";
  private static final String JDBC_ROOT = "quarkus.datasource.jdbc.additional-jdbc-properties.sslrootcert";
  private static final String REDIS_TLS = "quarkus.redis.tls.";
  private static final String REDIS_TLS_ENABLED = REDIS_TLS + "enabled";
  private static final String NAME_CHECK = "hostname-verification-algorithm";
  private static final String TRUST = "trust-certificate-pem";

  private final Settings settings;
  private final List<Finding> findings = new ArrayList<>();

  private StoreSettings(Settings settings) {
    this.settings = settings;
  }

  static List<Finding> check(Settings settings) {
    var stores = new StoreSettings(settings);
    for (String prefix : List.of(REACTIVE, REDIS_TLS)) {
      stores.certificates(prefix + TRUST, List.of(prefix + TRUST + ".certs"));
      stores.certificates(prefix + "key-certificate-pem",
          List.of(prefix + "key-certificate-pem.certs", prefix + "key-certificate-pem.keys"));
    }
    stores.postgresql();
    stores.redis();
    if (settings.isProduction()) {
      List.of(REACTIVE + "trust-all", REDIS_TLS + "trust-all", "quarkus.mailer.trust-all",
              "quarkus.mailer.second.trust-all", "quarkus.tls.trust-all")
          .forEach(stores::trustsAll);
    }
    return stores.findings;
  }

  /// Certificates without their switch are ignored in silence, and the switch without certificates trusts nobody.
  private void certificates(String key, List<String> files) {
    boolean on = isTrue(key);
    for (String file : files) {
      boolean given = !settings.texts(file).isEmpty();
      if (on && !given) {
        report(file, "is not set, though " + key + " is `true`", "set it to a PEM file, or take " + key + " away");
      } else if (given && !on) {
        report(key, "is not `true`, so " + file + " would be ignored", "set it to `true`, or take " + file + " away");
      }
    }
  }

  private void postgresql() {
    String mode = mode(SSL_MODE).orElse("disable");
    String migrations = mode(JDBC_SSL_MODE).orElse("prefer");
    if (mode.startsWith("verify-")) {
      if (!isTrue(REACTIVE + TRUST)) {
        report(REACTIVE + TRUST, "is not `true`: with `" + mode + "` the service must know the server's authority",
            "set it to `true`, and " + REACTIVE + TRUST + ".certs to the authority's certificate");
      }
      if (!migrations.startsWith("verify-")) {
        report(JDBC_SSL_MODE, "`" + migrations + "` lets migrations talk to any server, while " + SSL_MODE + " is `" + mode + "`",
            "set it to `" + mode + "`");
      }
    } else if (migrations.startsWith("verify-")) {
      report(SSL_MODE, "`" + mode + "` lets requests talk to any server, while " + JDBC_SSL_MODE + " is `" + migrations + "`",
          "set it to `" + migrations + "`");
    }
    if (mode.equals("verify-full") && !checksNames(REACTIVE)) {
      report(REACTIVE + NAME_CHECK, "is not `HTTPS`, which `verify-full` needs", "set it to `HTTPS`");
    }
    if (migrations.startsWith("verify-") && settings.text(JDBC_ROOT).isEmpty()) {
      report(JDBC_ROOT, "is not set: with `" + migrations + "` the service must know the server's authority",
          "set it to a PEM file with the certificate of the authority");
    }
  }

  private void redis() {
    String key = settings.isDerived("quarkus.redis.hosts") ? "portcullis.redis" : "quarkus.redis.hosts";
    List<String> servers = settings.texts(key);
    boolean sealed = servers.stream().anyMatch(server -> server.startsWith("rediss:"));
    if (servers.stream().map(server -> server.startsWith("rediss:")).distinct().count() > 1) {
      report(key, "names servers with TLS and servers without", "begin every URL with `rediss://`");
    } else if (isTrue(REDIS_TLS_ENABLED) && !servers.isEmpty() && !sealed) {
      report(key, "does not begin with `rediss:`, though " + REDIS_TLS_ENABLED + " is `true`", "begin the URL with `rediss://`");
    }
    if (sealed && settings.isProduction() && !checksNames(REDIS_TLS)) {
      report(REDIS_TLS + NAME_CHECK, "is not `HTTPS`: whoever has any certificate could stand for Redis", "set it to `HTTPS`");
    }
  }

  private void trustsAll(String key) {
    if (isTrue(key)) {
      report(key, "`true` believes every certificate: anybody between could read and write", "take it away, and name the authority's certificate");
    }
  }

  private boolean checksNames(String prefix) {
    return settings.text(prefix + NAME_CHECK).filter("https"::equalsIgnoreCase).isPresent();
  }

  private Optional<String> mode(String key) {
    return settings.text(key).map(mode -> mode.toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  private boolean isTrue(String key) {
    return settings.text(key).filter("true"::equalsIgnoreCase).isPresent();
  }

  private void report(String key, String problem, String remedy) {
    findings.add(new Finding(key, problem, remedy));
  }
}
