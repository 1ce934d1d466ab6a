package io.portcullis.session.apikey;

import io.portcullis.settings.Form;
import io.portcullis.settings.Form.Kind;
import io.portcullis.settings.Range;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// API keys, and the requests that are signed with them.
@ConfigMapping(prefix = "portcullis.api-keys")
public interface ApiKeyConfig {

  /// What a key may be for beside `read`, `trade`, `withdraw` and `transfer`.
  @Form(Kind.NAME)
  Optional<Set<String>> scopes();

  /// What programs call, such as `https://api.example.com`: a signature names its host. `portcullis.origin` when absent. The plain
  /// form names none, and counts for the first of these alone.
  @Form(Kind.BASE_URL)
  Optional<List<String>> origins();

  /// How long a signature counts that does not say how long. One that does counts for a minute at most.
  @WithDefault("5s")
  @Range(min = "1s", max = "1m")
  Duration window();

  /// Keys of one account, those included that are disabled.
  @WithDefault("30")
  @Range(min = "1", max = "100")
  int atMostPerAccount();

  /// How long a key that may do more than read, from every network, can lie idle before it is disabled.
  @WithDefault("30d")
  @Range(min = "8d", max = "365d")
  Duration idle();

  /// How long before that its owner is warned.
  @WithDefault("7d")
  @Range(min = "1d", max = "7d")
  Duration idleWarning();
}
