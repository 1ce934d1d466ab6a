package io.portcullis.runtime.start;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response.Status;

/// Whether a first call to another service came through. "No such thing" is an answer: client, token and the other end work.
public final class Answered {

  private Answered() {}

  public static Uni<Void> by(Uni<?> call) {
    return call.replaceWithVoid().onFailure(Answered::isAnswer).recoverWithNull().replaceWithVoid();
  }

  private static boolean isAnswer(Throwable failure) {
    if (!(failure instanceof WebApplicationException refused)) {
      return false;
    }
    int status = refused.getResponse().getStatus();
    return status < Status.INTERNAL_SERVER_ERROR.getStatusCode() && status != Status.UNAUTHORIZED.getStatusCode()
        && status != Status.FORBIDDEN.getStatusCode();
  }
}
