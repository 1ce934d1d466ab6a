package io.portcullis.acceptance.house;

import io.portcullis.acceptance.Answer;
import io.portcullis.acceptance.Client;

/// The question that a gateway asks per request.
public record Check(Client sessionService) {
  public Answer of(String accessToken) {
    return sessionService.get("/check").bearer(accessToken).send();
  }

  public boolean passes(String accessToken) {
    return of(accessToken).status() == 200;
  }
}
