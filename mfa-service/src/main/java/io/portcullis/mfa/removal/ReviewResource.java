package io.portcullis.mfa.removal;

import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.policy.Method;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import io.portcullis.runtime.problem.ProblemException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/// What auth-service asks for while the owner of a frozen account goes the way back.
@Path("/internal/accounts/{id}/enrolled-factors")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("service")
@Tag(name = "internal")
public class ReviewResource {

  private final ReviewFactors review;
  private final EraseFactors erase;

  ReviewResource(ReviewFactors review, EraseFactors erase) {
    this.review = review;
    this.erase = erase;
  }

  @RegisterForReflection
  public record EnrolledFactor(Method method, Optional<UUID> id, String name, Instant settledAt) {}

  @RegisterForReflection
  public record EnrolledFactors(List<EnrolledFactor> factors, boolean hasPassphrase) {}

  @GET
  @Operation(operationId = "reviewFactors", summary = "The account's second factors by name and age")
  public Uni<EnrolledFactors> list(@PathParam("id") String id) {
    return review.list(account(id)).chain(found -> review.hasPassphrase(account(id)).map(set -> new EnrolledFactors(found.stream()
        .map(factor -> new EnrolledFactor(factor.method(), factor.id(), factor.name(), factor.settledAt())).toList(), set)));
  }

  @DELETE
  @Operation(operationId = "eraseFactors", summary = "Erase all that is known of a closed account; again changes nothing")
  @APIResponse(responseCode = "204", description = "Nothing of it is here")
  public Uni<Void> erase(@PathParam("id") String id) {
    return erase.handle(account(id));
  }

  @DELETE
  @Path("/{method}")
  @Operation(operationId = "removeForeignFactor", summary = "Take a factor away that is not its owner's; again changes nothing")
  @APIResponse(responseCode = "204", description = "It is gone")
  public Uni<RestResponse<?>> remove(@PathParam("id") String id, @PathParam("method") String method, @RestQuery Optional<String> factor) {
    Optional<Method> known = Arrays.stream(Method.values()).filter(one -> one.wireName().equals(method)).findFirst();
    Optional<UUID> one = factor.map(ReviewResource::uuid);
    if (known.isEmpty()) {
      throw new ProblemException(HouseProblem.NOT_FOUND);
    }
    return review.remove(account(id), known.get(), one)
        .map(removed -> removed ? RestResponse.noContent() : Problem.response(HouseProblem.NOT_FOUND));
  }

  private static AccountId account(String id) {
    return AccountId.parse(id).orElseThrow(() -> new ProblemException(HouseProblem.NOT_FOUND));
  }

  private static UUID uuid(String text) {
    // The parser of ids refuses other spellings of one, too.
    return AccountId.parse(text).orElseThrow(() -> new ProblemException(HouseProblem.MALFORMED_REQUEST)).value();
  }
}
