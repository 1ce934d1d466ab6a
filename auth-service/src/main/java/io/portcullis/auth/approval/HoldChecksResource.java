package io.portcullis.auth.approval;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portcullis.auth.AuthProblem;
import io.portcullis.auth.approval.CheckHolds.Checked;
import io.portcullis.auth.hold.Hold;
import io.portcullis.auth.hold.HoldScope;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import io.portcullis.runtime.text.Readable;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/// For the exchange's own systems, by their service tokens.
@Path("/internal/holds")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "internal")
@RolesAllowed("service")
public class HoldChecksResource {

  private final CheckHolds check;

  HoldChecksResource(CheckHolds check) {
    this.check = check;
  }

  /// @param scope       by which way money is to leave
  /// @param destination where it is to go; without it nothing leaves to an address while the customer's book-only mode is on
  public record WayOut(@NotNull AccountId accountId, @NotNull HoldScope scope, Optional<@Valid PaidAddress> destination) {}

  /// As the fields of a `withdrawal` that is approved: what has another form is in no address book.
  ///
  /// @param memo absent for none
  public record PaidAddress(@NotNull @Pattern(regexp = "[A-Z0-9][A-Z0-9._-]{0,19}") String asset,
      @NotNull @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9 ._-]{0,39}") String network,
      @NotNull @Pattern(regexp = "[!-~]{1,200}") String address, Optional<@Size(min = 1, max = 120) @Readable String> memo) {

    ObjectNode details() {
      ObjectNode details = JsonNodeFactory.instance.objectNode().put("asset", asset).put("network", network).put("address", address);
      memo.ifPresent(text -> details.put("memo", text));
      return details;
    }

    @Override
    public String toString() {
      return "PaidAddress[redacted]";
    }
  }

  /// @param until the end of the longest of `holds`; absent when nothing is held
  @RegisterForReflection
  public record HoldAnswer(boolean held, Optional<Instant> until, List<Hold> holds) {}

  @POST
  @Path("/check")
  @Operation(operationId = "checkHolds", summary = "Ask whether money may leave an account in this moment",
      description = "For what needs no approval, such as a withdrawal that an API key asks for. Consuming an approval asks by itself. "
          + "Name the destination of what goes to an address, and pay to no other: a customer may let money go to the address book alone. "
          + "Money may leave after a 200 with `held` false and after nothing else.")
  @APIResponse(responseCode = "200", description = "Held or not",
      content = @Content(schema = @Schema(implementation = HoldAnswer.class)))
  public Uni<RestResponse<?>> check(@Valid @NotNull WayOut way) {
    return check.handle(way.accountId(), way.scope(), way.destination().map(PaidAddress::details)).map(checked -> switch (checked) {
      case Checked.Known(var holding) -> RestResponse.ok(new HoldAnswer(!holding.isEmpty(),
          holding.stream().findFirst().map(Hold::until), holding));
      case Checked.AddressRefused(var reason) -> Problem.response(ClosedApproval.problem(reason));
      case Checked.Frozen() -> Problem.response(AuthProblem.ACCOUNT_FROZEN);
      case Checked.Locked() -> Problem.response(AuthProblem.ACCOUNT_LOCKED);
      case Checked.NoAccount() -> Problem.response(HouseProblem.NOT_FOUND);
    });
  }
}
