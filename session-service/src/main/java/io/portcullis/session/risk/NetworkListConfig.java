package io.portcullis.session.risk;

import io.portcullis.settings.Form;
import io.portcullis.settings.Form.Kind;
import io.portcullis.settings.Range;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.nio.file.Path;
import java.util.Map;

/// Networks that the installation has heard something of, by the name of the list.
@ConfigMapping(prefix = "portcullis.risk.networks")
interface NetworkListConfig {

  @WithParentName
  Map<String, ListConfig> lists();

  interface ListConfig {

    /// Networks or addresses, one a line; `#` begins a comment.
    @Form(Kind.WATCHED_FILE)
    Path file();

    /// What it adds to the score that an address stands in it.
    @Range(min = "0", max = "1000")
    int weight();
  }
}
