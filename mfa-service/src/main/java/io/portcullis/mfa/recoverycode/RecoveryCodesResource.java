package io.portcullis.mfa.recoverycode;

import io.portcullis.mfa.MfaProblem;
import io.portcullis.mfa.recoverycode.ReissueRecoveryCodes.ReissueVerdict.Issued;
import io.portcullis.mfa.recoverycode.ReissueRecoveryCodes.ReissueVerdict.NothingToRecover;
import io.portcullis.mfa.recoverycode.RecoveryCodes.Remaining;
import io.portcullis.runtime.problem.Problem;
import io.portcullis.runtime.token.CurrentCustomer;
import io.portcullis.runtime.token.Customer;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;

/// The customer's recovery codes: how many are left, and a new set.
@Path("/v1/mfa/recovery-codes")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"customer", Customer.RESTRICTED})
@Tag(name = "second factors")
public class RecoveryCodesResource {

  private static final String HEADING = """
      Recovery codes
      Each works once, when your second factor is lost. Keep them on paper, away from your phone. Older ones are void.

      """;

  private final ReissueRecoveryCodes reissue;
  private final RecoveryCodes codes;
  private final CurrentCustomer customer;

  RecoveryCodesResource(ReissueRecoveryCodes reissue, RecoveryCodes codes, CurrentCustomer customer) {
    this.reissue = reissue;
    this.codes = codes;
    this.customer = customer;
  }

  /// @param codes shown this once; each works once
  /// @param text  the same to print and put away
  @RegisterForReflection
  public record IssuedCodes(List<String> codes, String text) {

    static IssuedCodes of(List<RecoveryCode> fresh) {
      List<String> grouped = fresh.stream().map(RecoveryCode::grouped).toList();
      return new IssuedCodes(grouped, HEADING + String.join("\n", grouped) + '\n');
    }

    @Override
    public String toString() {
      return "IssuedCodes[redacted]";
    }
  }

  @POST
  @Operation(operationId = "issueRecoveryCodes", summary = "Issue new recovery codes; the older ones stop working")
  @APIResponse(responseCode = "201", description = "The new codes, shown this once",
      content = @Content(mediaType = "application/json", schema = @Schema(implementation = IssuedCodes.class)))
  public Uni<RestResponse<?>> issue() {
    return reissue.handle().map(verdict -> switch (verdict) {
      case Issued(var fresh) -> ResponseBuilder
          .create(Status.CREATED, IssuedCodes.of(fresh))
          .header(HttpHeaders.CACHE_CONTROL, "no-store").build();
      case NothingToRecover() -> Problem.response(MfaProblem.NO_AUTHENTICATOR);
    });
  }

  @GET
  @Operation(operationId = "countRecoveryCodes", summary = "Tell how many recovery codes are left")
  public Uni<Remaining> remaining() {
    return codes.remaining(customer.get().account());
  }
}
