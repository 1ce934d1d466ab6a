package io.portcullis.recovery.support;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.AccountId;
import io.portcullis.recovery.staff.CurrentStaffMember;
import io.portcullis.recovery.staff.StaffMember;
import io.portcullis.recovery.support.DeskAuthService.FoundAccount;
import io.portcullis.recovery.support.DeskSessionService.SignIns;
import io.portcullis.recovery.support.Occasion.Reason;
import io.portcullis.recovery.support.ReadAccounts.AccountOverview;
import io.portcullis.recovery.support.ReadAccounts.Verdict;
import io.portcullis.runtime.crypto.Secret;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import io.portcullis.runtime.problem.ProblemType;
import io.quarkus.runtime.annotations.RegisterForReflection;
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
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
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

  private static final String TICKET = Occasion.TICKET;
  private static final int USUAL_PAGE = 20;

  private final CurrentStaffMember caller;
  private final ReadAccounts readAccounts;
  private final ChangeAccounts changeAccounts;

  SupportAccountsResource(CurrentStaffMember caller, ReadAccounts readAccounts, ChangeAccounts changeAccounts) {
    this.caller = caller;
    this.readAccounts = readAccounts;
    this.changeAccounts = changeAccounts;
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

  public record TimelineWanted(@NotNull Reason reason, Optional<@Pattern(regexp = TICKET) String> ticket, Optional<UUID> after,
      Optional<@Min(1) @Max(100) Integer> limit) {}

  /// @param next the `after` of the next page; absent on the last one
  @RegisterForReflection
  public record TimelinePage(List<TimelineEntry> entries, Optional<UUID> next) {

    static TimelinePage of(List<TimelineEntry> found, int limit) {
      return new TimelinePage(found.stream().limit(limit).toList(),
          found.size() > limit ? Optional.of(found.get(limit - 1).id()) : Optional.empty());
    }
  }

  public record AccountCall(@NotNull Reason reason, Optional<@Pattern(regexp = TICKET) String> ticket) {}

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

  @POST
  @Path("/{account}/overview")
  @Operation(operationId = "readOverviewForStaff", summary = "Standing, holds, open recovery cases, and what the staff did so far",
      description = "Nothing shortens a hold.")
  @APIResponse(responseCode = "200", description = "The overview",
      content = @Content(schema = @Schema(implementation = AccountOverview.class)))
  public Uni<RestResponse<?>> overview(@RestPath String account, @Valid @NotNull AccountCall wanted) {
    Optional<AccountId> id = AccountId.parse(account);
    return id.isEmpty()
        ? now(Problem.response(HouseProblem.NOT_FOUND))
        : readAccounts.overview(caller.get(), id.get(), new Occasion(wanted.reason(), wanted.ticket()))
            .map(verdict -> answer(verdict, DeskProblem.ACCOUNT_UNKNOWN));
  }

  @POST
  @Path("/{account}/timeline")
  @Operation(operationId = "readTimelineForStaff", summary = "What happened to the account, the newest first",
      description = """
          Sign-ins and their risk reasons, changes, holds, cases, freezes and locks, and what the staff did. Codes and moments alone: no
          address, no name of a device. Empty once the account is closed.""")
  @APIResponse(responseCode = "200", description = "One page", content = @Content(schema = @Schema(implementation = TimelinePage.class)))
  public Uni<RestResponse<?>> timeline(@RestPath String account, @Valid @NotNull TimelineWanted wanted) {
    int limit = wanted.limit().orElse(USUAL_PAGE);
    return AccountId.parse(account)
        .map(id -> readAccounts.timeline(caller.get(), id, new Occasion(wanted.reason(), wanted.ticket()), wanted.after(), limit + 1))
        .<Uni<RestResponse<?>>>map(read -> read.map(verdict -> verdict instanceof Verdict.Shown<List<TimelineEntry>>(var found)
            ? RestResponse.ok(TimelinePage.of(found, limit)) : answer(verdict, DeskProblem.ACCOUNT_UNKNOWN)))
        .orElseGet(() -> now(Problem.response(HouseProblem.NOT_FOUND)));
  }

  @POST
  @Path("/{account}/lock")
  @Operation(operationId = "lockAccount", summary = "Lock the account",
      description = """
          Nobody can sign in, sessions end, API keys are disabled. Approvals, removals of factors and a closing that wait are void. The
          customer is told how to unlock it.""")
  @APIResponse(responseCode = "204", description = "Done, now or before")
  public Uni<RestResponse<?>> lock(@RestPath String account, @Valid @NotNull AccountCall change) {
    return changed(account, id -> changeAccounts.lock(caller.get(), id, new Occasion(change.reason(), change.ticket())));
  }

  @POST
  @Path("/{account}/end-sessions")
  @Operation(operationId = "endSessions", summary = "End every session of the account",
      description = "The customer is told, and can sign in again.")
  @APIResponse(responseCode = "204", description = "Done, now or before")
  public Uni<RestResponse<?>> endSessions(@RestPath String account, @Valid @NotNull AccountCall change) {
    return changed(account, id -> changeAccounts.endSessions(caller.get(), id, new Occasion(change.reason(), change.ticket())));
  }

  private static Uni<RestResponse<?>> changed(String account, Function<AccountId, Uni<ChangeAccounts.Verdict>> change) {
    return AccountId.parse(account).map(change).map(decided -> decided.<RestResponse<?>>map(verdict -> switch (verdict) {
          case ChangeAccounts.Verdict.Done() -> RestResponse.noContent();
          case ChangeAccounts.Verdict.Closed() -> Problem.response(DeskProblem.ACCOUNT_CLOSED);
          case ChangeAccounts.Verdict.Refused(var why) -> Refusals.of(why);
        }))
        .orElseGet(() -> now(Problem.response(HouseProblem.NOT_FOUND)));
  }

  private static <T> RestResponse<?> answer(Verdict<T> verdict, ProblemType nothing) {
    return switch (verdict) {
      case Verdict.Shown<T>(var content) -> RestResponse.ok(content);
      case Verdict.Nothing<T>() -> Problem.response(nothing);
      case Verdict.Refused<T>(var why) -> Refusals.of(why);
    };
  }
}
