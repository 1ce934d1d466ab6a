package io.portcullis.runtime.exchange;

import io.portcullis.contracts.AccountId;
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
import io.vertx.core.json.JsonObject;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/// Asks a system of the exchange about an account. Reads a short answer, for a short time, and follows no redirect.
@ApplicationScoped
public class AskExchange {

  public static final String AUDIENCE = "exchange";
  // The caller may hold an account's lock meanwhile, and a connection with it.
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final int CONNECT_MILLIS = 1000;
  private static final int LONGEST_ANSWER = 4096;
  private static final int OK = 200;

  private final ServiceTokens tokens;
  private final Vertx vertx;
  private final HttpClient http;

  AskExchange(ServiceTokens tokens, Vertx vertx) {
    this.tokens = tokens;
    this.vertx = vertx;
    this.http = vertx.createHttpClient(new HttpClientOptions().setConnectTimeout(CONNECT_MILLIS).setMaxRedirects(0),
        new PoolOptions().setHttp1MaxSize(4));
  }

  @PreDestroy
  void close() {
    http.close();
  }

  /// The JSON object that answers `GET <url>/<account>` with status 200, within three seconds and 4 KiB. Fails with a message without
  /// the account for any other answer, and for none.
  public Uni<JsonObject> about(AccountId account, String url) {
    return Uni.createFrom().deferred(() -> {
      Context caller = vertx.getOrCreateContext();
      return tokens.authorization(AUDIENCE).chain(token -> Uni.createFrom().completionStage(() -> http
              .request(new RequestOptions().setMethod(HttpMethod.GET).setAbsoluteURI(url.replaceAll("/$", "") + '/' + account)
                  .setTimeout(PATIENCE.toMillis()).putHeader("Authorization", token).putHeader("Accept", "application/json"))
              .compose(this::answer).toCompletionStage()))
          .emitOn(work -> caller.runOnContext(_ -> work.run()));
    });
  }

  private Future<JsonObject> answer(HttpClientRequest request) {
    Promise<JsonObject> answer = Promise.promise();
    long limit = vertx.setTimer(PATIENCE.toMillis(), _ -> answer.tryFail("no answer in time"));
    request.send().onFailure(answer::tryFail).onSuccess(response -> read(response, answer));
    return answer.future().onComplete(answered -> {
      vertx.cancelTimer(limit);
      if (answered.failed()) {
        request.reset();
      }
    });
  }

  private static void read(HttpClientResponse response, Promise<JsonObject> answer) {
    Buffer body = Buffer.buffer();
    response.exceptionHandler(answer::tryFail).handler(piece -> {
      if (body.length() + piece.length() > LONGEST_ANSWER) {
        answer.tryFail("an answer without an end");
      } else {
        body.appendBuffer(piece);
      }
    }).endHandler(_ -> {
      if (response.statusCode() != OK) {
        answer.tryFail("status " + response.statusCode());
        return;
      }
      try {
        answer.tryComplete(body.toJsonObject());
      } catch (RuntimeException noJson) {
        answer.tryFail("no JSON");
      }
    });
  }
}
