package io.portcullis.auth.closure;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.log.SparseLog;
import io.portcullis.runtime.token.ServiceTokens;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Asks the exchange whether funds remain in an account that its customer wants to close. Reads a short answer, for a short time, and
/// follows no redirect: what is no clear answer counts as none.
@ApplicationScoped
class AskFunds {

  private static final Logger LOG = Logger.getLogger(AskFunds.class);
  private static final String AUDIENCE = "exchange";
  // At the end of a closing an account's lock is held meanwhile, and a connection with it.
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final int CONNECT_MILLIS = 1000;
  private static final int LONGEST_ANSWER = 4096;
  private static final int OK = 200;

  private final Optional<String> url;
  private final ServiceTokens tokens;
  private final Vertx vertx;
  private final HttpClient http;
  private final SparseLog log;

  AskFunds(ClosureConfig config, ServiceTokens tokens, Vertx vertx, Clock clock) {
    this.url = config.fundsUrl().map(base -> base.replaceAll("/$", ""));
    this.tokens = tokens;
    this.vertx = vertx;
    this.http = vertx.createHttpClient(new HttpClientOptions().setConnectTimeout(CONNECT_MILLIS).setMaxRedirects(0),
        new PoolOptions().setHttp1MaxSize(4));
    this.log = new SparseLog(clock);
  }

  @PreDestroy
  void close() {
    http.close();
  }

  Uni<Funds> of(AccountId account) {
    return url.map(base -> ask(base + '/' + account)).orElseGet(() -> now(Funds.NONE));
  }

  private Uni<Funds> ask(String address) {
    return Uni.createFrom().deferred(() -> {
      Context caller = vertx.getOrCreateContext();
      return tokens.authorization(AUDIENCE).chain(token -> Uni.createFrom().completionStage(() -> http
              .request(new RequestOptions().setMethod(HttpMethod.GET).setAbsoluteURI(address).setTimeout(PATIENCE.toMillis())
                  .putHeader("Authorization", token).putHeader("Accept", "application/json"))
              .compose(this::answer).toCompletionStage()))
          .onFailure().invoke(this::warn).onFailure().recoverWithItem(Funds.UNKNOWN)
          .emitOn(work -> caller.runOnContext(_ -> work.run()));
    });
  }

  private Future<Funds> answer(HttpClientRequest request) {
    Promise<Funds> funds = Promise.promise();
    long limit = vertx.setTimer(PATIENCE.toMillis(), _ -> funds.tryFail("no answer in time"));
    request.send().onFailure(funds::tryFail).onSuccess(response -> read(response, funds));
    return funds.future().onComplete(answered -> {
      vertx.cancelTimer(limit);
      if (answered.failed()) {
        request.reset();
      }
    });
  }

  private static void read(HttpClientResponse response, Promise<Funds> funds) {
    Buffer body = Buffer.buffer();
    response.exceptionHandler(funds::tryFail).handler(piece -> {
      if (body.length() + piece.length() > LONGEST_ANSWER) {
        funds.tryFail("an answer without an end");
      } else {
        body.appendBuffer(piece);
      }
    }).endHandler(_ -> {
      try {
        switch (response.statusCode() == OK ? String.valueOf(body.toJsonObject().getValue("funds")) : "") {
          case "none" -> funds.tryComplete(Funds.NONE);
          case "remain" -> funds.tryComplete(Funds.REMAIN);
          default -> funds.tryFail("no answer that counts");
        }
      } catch (RuntimeException noJson) {
        funds.tryFail("no JSON");
      }
    });
  }

  private void warn(Throwable failure) {
    log.due("funds").ifPresent(more -> LOG.warnf("the exchange does not say whether funds remain, so no account is closed%s: %s", more,
        failure.getMessage()));
  }
}
