package io.portcullis.runtime.settings;

import io.portcullis.settings.Confidential;
import io.portcullis.settings.ForDevelopers;
import io.portcullis.settings.Form;
import io.portcullis.settings.Form.Kind;
import io.portcullis.settings.PlainOptions;
import io.portcullis.settings.Range;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The options of every service that are injected one by one.
@PlainOptions(prefix = "portcullis")
interface SharedOptions {

  /// The public origin of the suite: issuer of tokens, base of every link, and the one origin whose pages keep tokens in
  /// cookies. At most 46 characters together with the brand, of which 15 count at most: text messages carry links.
  @ForDevelopers
  @Form(Kind.ORIGIN)
  String origin();

  /// The name that customers know the exchange by. Messages and recovery pages show it, and so do authenticators unless they have a
  /// name of their own.
  @Form(Kind.TEXT)
  String brand();

  /// The service's own PostgreSQL database.
  @ForDevelopers
  @Form(Kind.DATABASE)
  String database();

  /// The role that owns the database; by default the service's name.
  @Form(Kind.NAME)
  String databaseRole();

  /// The password of that role.
  @ForDevelopers(also = {"postgres", "password", "changeme", "secret", "portcullis"})
  @Confidential
  @Form(Kind.TEXT)
  Optional<String> databasePassword();

  /// The Redis server that all services share, with the password where it wants one.
  @ForDevelopers
  @Confidential
  @Form(Kind.REDIS_URL)
  String redis();

  /// How long a request waits for Redis before it is answered 503.
  @WithDefault("1s")
  @Range(min = "1s", max = "30s")
  Duration redisPatience();

  /// Kafka's bootstrap servers.
  @ForDevelopers
  @Form(Kind.HOST_AND_PORT)
  List<String> kafka();

  /// The service's key directory; docs/operations.md says what it holds.
  @Form(Kind.DIRECTORY)
  Path keys();

  /// `strict`: codes by e-mail and SMS are no second factors, and a TOTP code counts in its own time step alone.
  @Form(value = Kind.ONE_OF, of = {"standard", "strict"})
  String assuranceProfile();

  /// The gateways: networks whose `X-Forwarded-For` is believed, and by `/check` which request they ask about.
  @ForDevelopers
  @Form(Kind.NETWORK)
  List<String> trustedProxies();

  AccessToken accessToken();

  interface AccessToken {

    /// How long an access token lives: give every service the value that session-service has. Shorter means more
    /// refreshes; longer means that verifiers which do not ask `/check` trust an ended session for longer.
    @WithDefault("5m")
    @Range(min = "1m", max = "1h")
    Duration lifetime();
  }

  Services services();

  /// Where the other services are.
  interface Services {

    /// Base URL of auth-service.
    @ForDevelopers
    @Form(Kind.BASE_URL)
    String auth();

    /// Base URL of mfa-service.
    @ForDevelopers
    @Form(Kind.BASE_URL)
    String mfa();

    /// Base URL of session-service; its published keys are fetched there.
    @ForDevelopers
    @Form(Kind.BASE_URL)
    String session();

    /// Base URL of notification-service.
    @ForDevelopers
    @Form(Kind.BASE_URL)
    String notification();

    /// Base URL of recovery-service.
    @ForDevelopers
    @Form(Kind.BASE_URL)
    String recovery();
  }
}
