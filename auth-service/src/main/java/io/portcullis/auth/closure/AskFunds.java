package io.portcullis.auth.closure;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.exchange.AskExchange;
import io.portcullis.runtime.log.SparseLog;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Asks the exchange whether funds remain in an account that its customer wants to close. What is no clear answer counts as none.
@ApplicationScoped
class AskFunds {

  private static final Logger LOG = Logger.getLogger(AskFunds.class);

  private final Optional<String> url;
  private final AskExchange exchange;
  private final SparseLog log;

  AskFunds(ClosureConfig config, AskExchange exchange, Clock clock) {
    this.url = config.fundsUrl();
    this.exchange = exchange;
    this.log = new SparseLog(clock);
  }

  Uni<Funds> of(AccountId account) {
    return url.map(base -> exchange.about(account, base).map(AskFunds::read)
            .onFailure().invoke(this::warn).onFailure().recoverWithItem(Funds.UNKNOWN))
        .orElseGet(() -> now(Funds.NONE));
  }

  private static Funds read(JsonObject answer) {
    return switch (String.valueOf(answer.getValue("funds"))) {
      case "none" -> Funds.NONE;
      case "remain" -> Funds.REMAIN;
      default -> throw new IllegalArgumentException("no answer that counts");
    };
  }

  private void warn(Throwable failure) {
    log.due("funds").ifPresent(more -> LOG.warnf("the exchange does not say whether funds remain, so no account is closed%s: %s", more,
        failure.getMessage()));
  }
}
