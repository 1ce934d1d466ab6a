package io.portcullis.recovery.support;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.AccountId;
import io.portcullis.recovery.staff.CurrentStaffMember;
import io.portcullis.recovery.staff.StaffMember;
import io.portcullis.recovery.support.DeskAuthService.FoundAccount;
import io.portcullis.recovery.support.DeskSessionService.SignIns;
import io.portcullis.recovery.support.Occasion.Reason;
import io.portcullis.recovery.support.ReadAccounts.Verdict;
import io.portcullis.runtime.crypto.Secret;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import io.portcullis.runtime.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/// One account at a time. Reading is a POST, too: each call carries its reason, and identifiers stay out of URLs.
@Path("/v1/support/accounts")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Support desk")
@RolesAllowed(StaffMember.ROLE)
public class SupportAccountsResource {

  private static final String TICKET = "[A-Za-z0-9][A-Za-z0-9._/-]{0,63}";
  private static final int USUAL_PAGE = 20;

  private final CurrentStaffMember caller;
  private final ReadAccounts readAccounts;

  SupportAccountsResource(CurrentStaffMember caller, ReadAccounts readAccounts) {
    this.caller = caller;
    this.readAccounts = readAccounts;
  }

  /// @param identifier the whole e-mail address or telephone number, as the customer told it
  public record AccountSearch(@NotNull @Schema(implementation = String.class) Secret identifier, @NotNull Reason reason,
      Optional<@Pattern(regexp = TICKET) String> ticket) {

    @Override
    public String toString() {
      return "AccountSearch[redacted]";
    }
  }

  /// @param after `next` of the page before
  public record SignInsWanted(@NotNull Reason reason, Optional<@Pattern(regexp = TICKET) String> ticket, Optional<String> after,
      Optional<@Min(1) @Max(100) Integer> limit) {}

  @POST
  @Path("/find")
  @Operation(operationId = "findAccountForStaff", summary = "Find one account by an exact identifier",
      description = "The answer masks every address. A search that finds nothing counts like one that does.")
  @APIResponse(responseCode = "200", description = "The account", content = @Content(schema = @Schema(implementation = FoundAccount.class)))
  public Uni<RestResponse<?>> find(@Valid @NotNull AccountSearch search) {
    return readAccounts.find(caller.get(), search.identifier(), new Occasion(search.reason(), search.ticket()))
        .map(verdict -> answer(verdict, DeskProblem.ACCOUNT_UNKNOWN));
  }

  @POST
  @Path("/{account}/sign-ins")
  @Operation(operationId = "readSignInsForStaff", summary = "What was decided about the account's sign-ins, and why",
      description = "Newest first. The caller must have found the account within the last eight hours.")
  @APIResponse(responseCode = "200", description = "One page", content = @Content(schema = @Schema(implementation = SignIns.class)))
  public Uni<RestResponse<?>> signIns(@RestPath String account, @Valid @NotNull SignInsWanted wanted) {
    Optional<AccountId> id = AccountId.parse(account);
    return id.isEmpty()
        ? now(Problem.response(HouseProblem.NOT_FOUND))
        : readAccounts.signIns(caller.get(), id.get(), new Occasion(wanted.reason(), wanted.ticket()), wanted.after(),
            wanted.limit().orElse(USUAL_PAGE)).map(verdict -> answer(verdict, DeskProblem.CURSOR_REFUSED));
  }

  private static <T> RestResponse<?> answer(Verdict<T> verdict, ProblemType nothing) {
    return switch (verdict) {
      case Verdict.Shown<T>(var content) -> RestResponse.ok(content);
      case Verdict.Nothing<T>() -> Problem.response(nothing);
      case Verdict.Refused<T>(var why) -> Refusals.of(why);
    };
  }
}
