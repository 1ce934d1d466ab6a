package io.portcullis.runtime.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Stores that the service talks to without TLS in production. Said, not refused: a service mesh may seal what Portcullis
/// does not.
final class PlainStores {

  private static final String SSL_MODE = "quarkus.datasource.reactive.postgresql.ssl-mode";
  private static final String KAFKA_PROTOCOL = "kafka.security.protocol";
  private static final List<String> SEALED_MODES = List.of("require", "verify-ca", "verify-full");
  private static final String SEE = "; docs/operations.md, \"Locking the stores\", says what else that needs";

  private PlainStores() {}

  static List<Finding> check(Settings settings) {
    var plain = new ArrayList<Finding>();
    if (!settings.isProduction()) {
      return plain;
    }
    String mode = settings.text(SSL_MODE).orElse("disable").toLowerCase(Locale.ROOT).replace('_', '-');
    if (!SEALED_MODES.contains(mode)) {
      plain.add(new Finding(SSL_MODE, "`" + mode + "` lets rows and the password pass as plain text", "set it to `verify-full`" + SEE));
    }
    String redis = settings.isDerived("quarkus.redis.hosts") ? "portcullis.redis" : "quarkus.redis.hosts";
    if (settings.texts(redis).stream().anyMatch(server -> server.startsWith("redis:"))) {
      plain.add(new Finding(redis, "does not begin with `rediss:`: challenges and counters pass as plain text", "begin the URL with `rediss://`" + SEE));
    }
    String protocol = settings.text(KAFKA_PROTOCOL).orElse("PLAINTEXT").toUpperCase(Locale.ROOT);
    if (!protocol.endsWith("SSL")) {
      plain.add(new Finding(KAFKA_PROTOCOL, "`" + protocol + "` lets events and customers' addresses pass as plain text", "set it to `SASL_SSL`" + SEE));
    }
    return plain;
  }
}
