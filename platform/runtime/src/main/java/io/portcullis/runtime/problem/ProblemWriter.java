package io.portcullis.runtime.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Singleton;

/// Answers with a problem below the REST layer, spelt as that layer spells it.
@Singleton
public class ProblemWriter {

  private final ObjectMapper json;
  private final LingeringClose lingering;

  ProblemWriter(ObjectMapper json, LingeringClose lingering) {
    this.json = json;
    this.lingering = lingering;
  }

  public Buffer body(Problem problem) {
    try {
      return Buffer.buffer(json.writeValueAsBytes(problem));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  public void answer(HttpServerResponse response, Problem problem) {
    headed(response, problem).end(body(problem));
  }

  /// Also closes the connection: what follows on it is not worth reading, or could be read in two ways.
  void answerAndClose(HttpServerRequest request, Problem problem) {
    headed(request.response(), problem).putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE).end(body(problem));
    lingering.close(request);
  }

  private static HttpServerResponse headed(HttpServerResponse response, Problem problem) {
    return response.setStatusCode(problem.status()).putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
  }
}
