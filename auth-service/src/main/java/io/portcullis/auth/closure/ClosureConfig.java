package io.portcullis.auth.closure;

import io.portcullis.settings.Form;
import io.portcullis.settings.Form.Kind;
import io.smallrye.config.ConfigMapping;
import java.util.Optional;

@ConfigMapping(prefix = "portcullis.closure")
interface ClosureConfig {

  /// Where the exchange says whether an account holds funds: `GET <url>/<account>`, with the token in `tokens/exchange`. Nobody is asked
  /// unless it is set. Once it is set, no account is closed without an answer.
  @Form(Kind.HTTP_URL)
  Optional<String> fundsUrl();
}
