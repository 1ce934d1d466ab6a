package io.portcullis.runtime.settings;

import io.portcullis.settings.Confidential;
import io.portcullis.settings.Form;
import io.portcullis.settings.Form.Kind;
import io.portcullis.settings.PlainOptions;
import io.portcullis.settings.Range;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import io.smallrye.config.WithParentName;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Those of Quarkus that say how PostgreSQL and Redis are reached. [StoreSettings] checks that they fit each other.
@PlainOptions(prefix = "quarkus")
interface StoreOptions {

  Datasource datasource();

  /// The service's own database.
  interface Datasource {

    /// The role; prefer `portcullis.database-role`.
    @Form(Kind.TEXT)
    String username();

    /// Its password; prefer `portcullis.database-password`.
    @Confidential
    @Form(Kind.TEXT)
    Optional<String> password();

    Reactive reactive();

    Jdbc jdbc();
  }

  /// What requests use.
  interface Reactive {

    /// The database; prefer `portcullis.database`.
    @Confidential
    @Form(Kind.POSTGRESQL_URL)
    List<String> url();

    /// Connections of one instance to its database.
    @Range(min = "1", max = "1000")
    int maxSize();

    Postgresql postgresql();

    interface Postgresql {

      /// TLS to PostgreSQL. `verify-full` alone proves which server answers.
      @WithDefault("disable")
      @Form(value = Kind.ONE_OF, of = {"disable", "allow", "prefer", "require", "verify-ca", "verify-full"})
      String sslMode();
    }

    /// Whether any certificate is believed. Never in production.
    @WithDefault("false")
    boolean trustAll();

    TrustedPem trustCertificatePem();

    OwnPem keyCertificatePem();

    /// `HTTPS`: the certificate must be for the host's name. `verify-full` needs it.
    @WithDefault("none")
    @Form(value = Kind.ONE_OF, of = {"none", "https"})
    String hostnameVerificationAlgorithm();
  }

  /// What the migrations at a start use.
  interface Jdbc {

    /// The database; prefer `portcullis.database`.
    @Confidential
    @Form(Kind.JDBC_URL)
    String url();

    /// Connections of one instance while it migrates.
    @Range(min = "1", max = "100")
    int maxSize();

    Properties additionalJdbcProperties();

    interface Properties {

      /// TLS to PostgreSQL while migrating. Set it as `quarkus.datasource.reactive.postgresql.ssl-mode`.
      @WithName("sslmode")
      @Form(value = Kind.ONE_OF, of = {"disable", "allow", "prefer", "require", "verify-ca", "verify-full"})
      Optional<String> sslMode();

      /// The authority that certified the server.
      @WithName("sslrootcert")
      @Form(Kind.CERTIFICATE_FILE)
      Optional<Path> sslRootCert();
    }
  }

  Redis redis();

  interface Redis {

    /// The server; prefer `portcullis.redis`.
    @Confidential
    @Form(Kind.REDIS_URL)
    List<String> hosts();

    /// Connections of one instance to Redis.
    @Range(min = "1", max = "1000")
    int maxPoolSize();

    /// Requests that may wait for one of them.
    @Range(min = "1", max = "1000000")
    int maxPoolWaiting();

    Tls tls();

    interface Tls {

      /// Whether Redis is spoken to by TLS; the URL then begins with `rediss:`.
      @WithDefault("false")
      boolean enabled();

      /// Whether any certificate is believed. Never in production.
      @WithDefault("false")
      boolean trustAll();

      TrustedPem trustCertificatePem();

      OwnPem keyCertificatePem();

      /// `HTTPS`: the certificate must be for the host's name. In production TLS needs it.
      @WithDefault("none")
      @Form(value = Kind.ONE_OF, of = {"none", "https"})
      String hostnameVerificationAlgorithm();
    }
  }

  interface TrustedPem {

    /// Whether the authorities of `certs` are believed in place of the machine's.
    @WithParentName
    @WithDefault("false")
    boolean enabled();

    /// The authority that certified the server.
    @Form(Kind.CERTIFICATE_FILE)
    List<Path> certs();
  }

  interface OwnPem {

    /// Whether the service shows the certificate of `certs`.
    @WithParentName
    @WithDefault("false")
    boolean enabled();

    /// The private keys, in the order of `certs`.
    @Form(Kind.KEY_FILE)
    List<Path> keys();

    /// The certificates that the service shows.
    @Form(Kind.CERTIFICATE_FILE)
    List<Path> certs();
  }
}
