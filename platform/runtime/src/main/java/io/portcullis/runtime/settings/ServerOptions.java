package io.portcullis.runtime.settings;

import io.portcullis.settings.Form;
import io.portcullis.settings.Form.Kind;
import io.portcullis.settings.PlainOptions;
import io.portcullis.settings.Range;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Those of Quarkus that an operator of any service may set.
@PlainOptions(prefix = "quarkus")
interface ServerOptions {

  /// `dev`, `test` and `trial` accept the built-in values; every other profile is production.
  @WithDefault("prod")
  @Form(Kind.NAME)
  Optional<List<String>> profile();

  Config config();

  interface Config {

    /// Properties files with further settings, such as passwords.
    @Form(Kind.FILE)
    List<Path> locations();
  }

  Http http();

  interface Http {

    /// Where the service answers.
    @WithDefault("8080")
    @Range(min = "0", max = "65535")
    int port();

    /// The address at which it answers, such as `0.0.0.0` for all.
    @Form(Kind.TEXT)
    Optional<String> host();
  }

  Management management();

  interface Management {

    /// Where health and metrics are.
    @WithDefault("9000")
    @Range(min = "0", max = "65535")
    int port();

    /// The address at which they are.
    @Form(Kind.TEXT)
    Optional<String> host();
  }

  Log log();

  interface Log {

    /// How much is logged.
    @WithDefault("info")
    @Form(value = Kind.ONE_OF, of = {"off", "fatal", "error", "warn", "info", "debug", "trace", "all"})
    String level();
  }

  Otel otel();

  interface Otel {

    Sdk sdk();

    interface Sdk {

      /// `false` switches traces on.
      boolean disabled();
    }

    Exporter exporter();

    interface Exporter {

      Otlp otlp();

      interface Otlp {

        /// Where traces are sent.
        @Form(Kind.HTTP_URL)
        String endpoint();
      }
    }
  }
}
