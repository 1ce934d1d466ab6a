package io.portcullis.runtime.settings;

import io.portcullis.settings.Confidential;
import io.portcullis.settings.Form;
import io.portcullis.settings.Form.Kind;
import io.portcullis.settings.PlainOptions;
import io.smallrye.config.WithName;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Those of Kafka's clients that an operator sets. Every other one of theirs may be set as well; [KafkaSettings] asks Kafka
/// itself whether the value is good.
@PlainOptions(prefix = "kafka")
interface KafkaOptions {

  /// The bootstrap servers; prefer `portcullis.kafka`.
  @WithName("bootstrap.servers")
  @Form(Kind.HOST_AND_PORT)
  List<String> bootstrapServers();

  /// `PLAINTEXT`, `SSL`, `SASL_PLAINTEXT` or `SASL_SSL`; `PLAINTEXT` unless set.
  @WithName("security.protocol")
  @Form(Kind.NAME)
  Optional<String> securityProtocol();

  /// How the service shows who it is, such as `SCRAM-SHA-512`.
  @WithName("sasl.mechanism")
  @Form(Kind.NAME)
  Optional<String> saslMechanism();

  /// The login module with user name and password, as docs/operations.md writes it.
  @WithName("sasl.jaas.config")
  @Confidential
  @Form(Kind.TEXT)
  Optional<String> saslJaasConfig();

  /// `PEM`, `PKCS12` or `JKS`.
  @WithName("ssl.truststore.type")
  @Form(Kind.NAME)
  Optional<String> sslTruststoreType();

  /// The authority that certified the brokers.
  @WithName("ssl.truststore.location")
  @Form(Kind.FILE)
  Optional<Path> sslTruststoreLocation();

  /// The password of that file; a PEM file has none.
  @WithName("ssl.truststore.password")
  @Confidential
  @Form(Kind.TEXT)
  Optional<String> sslTruststorePassword();

  /// The service's own certificate and key, where brokers ask for one.
  @WithName("ssl.keystore.location")
  @Form(Kind.FILE)
  Optional<Path> sslKeystoreLocation();

  /// `https`: the broker's certificate must be for its name. Never set it to nothing.
  @WithName("ssl.endpoint.identification.algorithm")
  @Form(value = Kind.ONE_OF, of = "https")
  Optional<String> sslEndpointIdentificationAlgorithm();
}
