package io.portcullis.runtime.settings;

import io.portcullis.settings.PlainOptions;
import io.portcullis.settings.Range;
import io.smallrye.config.WithDefault;

/// Those of Quarkus that an operator of any service may set.
@PlainOptions(prefix = "quarkus")
interface ServerOptions {

  Http http();

  interface Http {

    /// Where the service answers.
    @WithDefault("8080")
    @Range(min = "0", max = "65535")
    int port();
  }

  Management management();

  interface Management {

    /// Where health and metrics are.
    @WithDefault("9000")
    @Range(min = "0", max = "65535")
    int port();
  }
}
