package io.portcullis.recovery.knowledge;

import io.portcullis.settings.Form;
import io.portcullis.settings.Form.Kind;
import io.portcullis.settings.Range;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

@ConfigMapping(prefix = "portcullis.recovery.knowledge")
interface KnowledgeConfig {

  /// Whether a claimant may say when the last sign-in was, and what the account is worth. With `portcullis.assurance-profile` at `strict`
  /// nobody is asked.
  @WithDefault("true")
  boolean offered();

  /// Where the exchange says what an account is worth: `GET <url>/<account>`, with the token in `tokens/exchange`. Claimants are asked for it
  /// only when it is set.
  @Form(Kind.HTTP_URL)
  Optional<String> balanceUrl();

  /// Where one band of balances ends and the next begins, ascending. The first band begins at 0.
  @WithDefault("100,1000,10000,100000")
  @Range(min = "1", max = "1000000000000")
  List<Long> balanceBounds();

  /// What balances are counted in, as claimants read it.
  @WithDefault("USD")
  @Form(Kind.NAME)
  String balanceUnit();
}
