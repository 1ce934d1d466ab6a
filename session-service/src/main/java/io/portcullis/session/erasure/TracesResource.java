package io.portcullis.session.erasure;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/// What auth-service asks for when an account is closed.
@Path("/internal/accounts/{id}/traces")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("service")
@Tag(name = "Internal")
public class TracesResource {

  private final EraseTraces erase;

  TracesResource(EraseTraces erase) {
    this.erase = erase;
  }

  @DELETE
  @Operation(operationId = "eraseTraces", summary = "Erase devices, places and sign-ins of a closed account; again changes nothing")
  @APIResponse(responseCode = "503", description = "The account is not barred yet: bar it, and ask again")
  @APIResponse(responseCode = "204", description = "Nothing of them is here")
  public Uni<RestResponse<?>> erase(@RestPath String id) {
    return AccountId.parse(id)
        .<Uni<RestResponse<?>>>map(account -> erase.handle(account).map(erased -> erased
            ? RestResponse.noContent()
            : Problem.retryAfter(HouseProblem.UNAVAILABLE, Duration.ofSeconds(2))))
        .orElseGet(() -> now(Problem.response(HouseProblem.NOT_FOUND)));
  }
}
