package io.portcullis.auth.human;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.human.HumanProvider.Checked;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/// How every hosted provider is asked: not about what can't be a token, not for longer than our patience, and whatever
/// is no verdict means that it is away.
final class HostedCheck {

  private static final Logger LOG = Logger.getLogger(HostedCheck.class);
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._:~+/=-]{1,8192}");

  private HostedCheck() {}

  static Uni<Checked> of(String provider, String token, Duration patience, Supplier<Uni<? extends Checked>> question) {
    if (!TOKEN.matcher(token).matches()) {
      return now(new Checked.Wrong());
    }
    return Uni.createFrom().<Checked>deferred(question)
        .ifNoItem().after(patience).fail()
        // Its message names the address that was asked, never the token.
        .onFailure().invoke(failure -> LOG.warnf("%s gives no answer: %s", provider, failure))
        .onFailure().recoverWithItem(new Checked.Away());
  }

  static Checked away(String provider, Object said) {
    LOG.errorf("%s does not judge tokens, it says %s", provider, said);
    return new Checked.Away();
  }
}
