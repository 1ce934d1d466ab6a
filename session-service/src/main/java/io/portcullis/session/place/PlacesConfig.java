package io.portcullis.session.place;

import io.portcullis.settings.Form;
import io.portcullis.settings.Form.Kind;
import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/// Where addresses are looked up.
@ConfigMapping(prefix = "portcullis.places")
interface PlacesConfig {

  /// A MaxMind DB (`.mmdb`) of cities or countries. Without one every place is unknown.
  @Form(Kind.WATCHED_FILE)
  Optional<Path> database();
}
