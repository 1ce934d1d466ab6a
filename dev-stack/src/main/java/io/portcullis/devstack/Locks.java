package io.portcullis.devstack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// What a locked stack needs: one certificate for localhost, drawn once for each state folder, by which PostgreSQL, Redis and
/// Kafka speak TLS; and each service's password, which at Redis and Kafka is that of its database role.
final class Locks {
  private static final String ALIAS = "house";

  private final StateFolder state;
  private final Passwords passwords;
  private final String storePassword;

  private Locks(StateFolder state, Passwords passwords, String storePassword) {
    this.state = state;
    this.passwords = passwords;
    this.storePassword = storePassword;
  }

  static Locks prepare(StateFolder state, Passwords passwords) {
    try {
      Path word = state.folder("tls").resolve("password");
      if (Files.notExists(word)) {
        var bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        state.writePrivately("tls/password", HexFormat.of().formatHex(bytes));
      }
      var locks = new Locks(state, passwords, Files.readString(word));
      if (Files.notExists(locks.key())) {
        locks.draw();
      }
      return locks;
    } catch (IOException | GeneralSecurityException e) {
      throw new StackFailure("Cannot make a certificate: " + e.getMessage(), e);
    }
  }

  Path keystore() {
    return state.folder("tls").resolve("house.p12");
  }

  Path certificate() {
    return state.folder("tls").resolve("house.pem");
  }

  Path key() {
    return state.folder("tls").resolve("house.key");
  }

  String storePassword() {
    return storePassword;
  }

  String passwordOf(Service service) {
    return passwords.of(service);
  }

  /// For clients in this JVM.
  SSLContext trust() {
    try (InputStream stored = Files.newInputStream(keystore())) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(stored, storePassword.toCharArray());
      var trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry(ALIAS, store.getCertificate(ALIAS));
      var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trusted);
      var context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new StackFailure("The stack's certificate can't be read: " + e.getMessage(), e);
    }
  }

  /// What a service is told, over what it is told of an open stack. The names are those of docs/operations.md.
  Map<String, String> environment(Service service, Ports ports) {
    String ca = certificate().toString();
    var environment = new LinkedHashMap<String, String>();
    environment.put("QUARKUS_DATASOURCE_REACTIVE_POSTGRESQL_SSL_MODE", "verify-full");
    environment.put("QUARKUS_DATASOURCE_REACTIVE_TRUST_CERTIFICATE_PEM", "true");
    environment.put("QUARKUS_DATASOURCE_REACTIVE_TRUST_CERTIFICATE_PEM_CERTS", ca);
    environment.put("QUARKUS_DATASOURCE_REACTIVE_HOSTNAME_VERIFICATION_ALGORITHM", "HTTPS");
    environment.put("QUARKUS_DATASOURCE_JDBC_ADDITIONAL_JDBC_PROPERTIES_SSLMODE", "verify-full");
    environment.put("QUARKUS_DATASOURCE_JDBC_ADDITIONAL_JDBC_PROPERTIES_SSLROOTCERT", ca);
    environment.put("PORTCULLIS_REDIS", "rediss://%s:%s@127.0.0.1:%d".formatted(service.fullName(), passwordOf(service), ports.redis()));
    environment.put("QUARKUS_REDIS_TLS_ENABLED", "true");
    environment.put("QUARKUS_REDIS_TLS_TRUST_CERTIFICATE_PEM", "true");
    environment.put("QUARKUS_REDIS_TLS_TRUST_CERTIFICATE_PEM_CERTS", ca);
    environment.put("QUARKUS_REDIS_TLS_HOSTNAME_VERIFICATION_ALGORITHM", "HTTPS");
    kafkaClient(service).forEach((name, value) ->
        environment.put("KAFKA_" + name.toUpperCase(Locale.ROOT).replace('.', '_'), value));
    return environment;
  }

  Map<String, String> kafkaClient(Service service) {
    return Map.of(
        "security.protocol", "SASL_SSL",
        "sasl.mechanism", "SCRAM-SHA-512",
        "sasl.jaas.config", "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
            .formatted(service.fullName(), passwordOf(service)),
        "ssl.truststore.type", "PEM",
        "ssl.truststore.location", certificate().toString());
  }

  private void draw() throws IOException, GeneralSecurityException {
    Files.deleteIfExists(keystore());
    var command = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair",
        "-alias", ALIAS, "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=localhost", "-validity", "3650",
        "-ext", "san=dns:localhost,ip:127.0.0.1", "-ext", "bc=ca:true", "-storetype", "PKCS12",
        "-keystore", keystore().toString(), "-storepass:env", "HOUSE_PASSWORD").redirectErrorStream(true)
        .redirectOutput(state.log("keytool").toFile());
    command.environment().put("HOUSE_PASSWORD", storePassword);
    try {
      if (command.start().waitFor() != 0) {
        throw new StackFailure("keytool made no certificate; " + state.log("keytool") + " says why");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackFailure("Interrupted while a certificate was made", e);
    }
    try (InputStream stored = Files.newInputStream(keystore())) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(stored, storePassword.toCharArray());
      state.writePrivately("tls/house.pem", pem("CERTIFICATE", store.getCertificate(ALIAS).getEncoded()));
      state.writePrivately("tls/house.key", pem("PRIVATE KEY", store.getKey(ALIAS, storePassword.toCharArray()).getEncoded()));
    }
  }

  private static String pem(String what, byte[] content) {
    return "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n".formatted(what, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content));
  }
}
