package io.portcullis.session.check;

import io.portcullis.settings.Form;
import io.portcullis.settings.Form.Kind;
import io.portcullis.settings.Range;
import io.smallrye.config.ConfigMapping;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a gateway's request wants beyond a valid token.
@ConfigMapping(prefix = "portcullis.check")
interface CheckConfig {

  /// In order; the first that fits a request decides alone, and a request that none fits wants a valid token only.
  /// With any rule the gateway must say which request it asks about.
  List<Rule> rules();

  interface Rule {

    /// Path prefix in whole segments: `/v1/withdrawals` fits itself and what is below it.
    @Form(Kind.URL_PATH)
    String path();

    /// Methods it is for; all when absent. `GET` is `HEAD`, too.
    @Form(value = Kind.ONE_OF, of = {"get", "head", "post", "put", "patch", "delete", "options"})
    Optional<Set<String>> methods();

    /// The least `acr`: `aal1`, `aal2` or `phr`.
    @Form(value = Kind.ONE_OF, of = {"aal1", "aal2", "phr"})
    Optional<String> acr();

    /// Scope that the token must hold, such as `account`, which a restricted session lacks.
    @Form(Kind.NAME)
    Optional<String> scope();

    /// Scope that an API key must hold, such as `trade`. Without one no API key gets by, and no request that no rule fits does. What
    /// the rule demands beside it is of tokens alone.
    @Form(Kind.NAME)
    Optional<String> apiKeyScope();

    /// The second factor that must have been shown: `settled`, one that is not fresh any more. No account without a factor gets by.
    @Form(value = Kind.ONE_OF, of = {"settled"})
    Optional<String> factor();

    /// How long ago the customer may have proved who they are.
    @Range(min = "1s", max = "365d")
    Optional<Duration> maxAge();
  }
}
