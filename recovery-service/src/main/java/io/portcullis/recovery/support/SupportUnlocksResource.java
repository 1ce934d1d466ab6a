package io.portcullis.recovery.support;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.AccountId;
import io.portcullis.recovery.staff.CurrentStaffMember;
import io.portcullis.recovery.staff.StaffMember;
import io.portcullis.recovery.support.DecideOnUnlock.Verdict;
import io.portcullis.recovery.support.Occasion.Reason;
import io.portcullis.recovery.support.UnlockProposals.UnlockProposal;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import io.portcullis.runtime.text.Readable;
import io.portcullis.runtime.text.ReadableText;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
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
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/// Two persons unlock an account that the staff locked: one proposes, another one decides.
@Path("/v1/support/unlocks")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Support desk")
@RolesAllowed(StaffMember.ROLE)
public class SupportUnlocksResource {

  private static final String TICKET = Occasion.TICKET;
  private static final java.util.regex.Pattern ID = java.util.regex.Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final int LONGEST_WORDS = 1000;
  private static final int USUAL_PAGE = 20;

  private final CurrentStaffMember caller;
  private final ProposeUnlock proposeUnlock;
  private final DecideOnUnlock decideOnUnlock;

  SupportUnlocksResource(CurrentStaffMember caller, ProposeUnlock proposeUnlock, DecideOnUnlock decideOnUnlock) {
    this.caller = caller;
    this.proposeUnlock = proposeUnlock;
    this.decideOnUnlock = decideOnUnlock;
  }

  /// @param words how the customer showed who they are, in your own words, for those who decide
  public record UnlockWanted(@NotBlank @Size(max = 36) String accountId,
      @NotBlank @Size(max = LONGEST_WORDS) @Readable(lines = true) String words, @NotNull Reason reason, Optional<@Pattern(regexp = TICKET) String> ticket) {}

  public record UnlocksWanted(@NotNull Reason reason, Optional<UUID> after, Optional<@Min(1) @Max(100) Integer> limit) {}

  public record UnlockCall(@NotNull Reason reason, Optional<@Pattern(regexp = TICKET) String> ticket) {}

  /// @param words in your own words, for those who read it later
  public record UnlockDecision(@NotBlank @Size(max = LONGEST_WORDS) @Readable(lines = true) String words, @NotNull Reason reason) {}

  /// Whose account it is, and why it should be unlocked, is in the proposal alone.
  ///
  /// @param yours whether you made it: another person decides
  @RegisterForReflection
  public record ListedUnlock(UUID unlockId, Instant proposedAt, Instant endsAt, boolean yours) {

    static ListedUnlock of(UnlockProposal found, StaffMember reader) {
      return new ListedUnlock(found.unlockId(), found.proposedAt(), found.endsAt(), found.proposedBy().equals(reader.person().id()));
    }
  }

  /// @param next the `after` of the next page; absent on the last one
  @RegisterForReflection
  public record UnlockPage(List<ListedUnlock> unlocks, Optional<UUID> next) {}

  @POST
  @Operation(operationId = "proposeUnlock", summary = "Propose to unlock an account that the staff locked",
      description = "Nothing happens by it until another person confirms it within a day. A freeze of the owner can't be lifted here.")
  @APIResponse(responseCode = "202", description = "It waits for another person",
      content = @Content(schema = @Schema(implementation = UnlockProposal.class)))
  public Uni<RestResponse<?>> propose(@Valid @NotNull UnlockWanted wanted) {
    return AccountId.parse(wanted.accountId())
        .map(account -> proposeUnlock.handle(caller.get(), account, kept(wanted.words()), new Occasion(wanted.reason(), wanted.ticket()))
            .<RestResponse<?>>map(verdict -> switch (verdict) {
              case ProposeUnlock.Verdict.Proposed(var proposal) -> RestResponse.status(RestResponse.Status.ACCEPTED, proposal);
              case ProposeUnlock.Verdict.NotLocked() -> Problem.response(DeskProblem.ACCOUNT_NOT_LOCKED);
              case ProposeUnlock.Verdict.Closed() -> Problem.response(DeskProblem.ACCOUNT_CLOSED);
              case ProposeUnlock.Verdict.Frozen() -> Problem.response(DeskProblem.FROZEN_BY_OWNER);
              case ProposeUnlock.Verdict.Refused(var why) -> Refusals.of(why);
            }))
        .orElseGet(() -> now(Problem.response(HouseProblem.NOT_FOUND)));
  }

  @POST
  @Path("/list")
  @Operation(operationId = "listUnlocks", summary = "Proposals that wait for a decision, the oldest first")
  @APIResponse(responseCode = "200", description = "One page", content = @Content(schema = @Schema(implementation = UnlockPage.class)))
  public Uni<RestResponse<?>> list(@Valid @NotNull UnlocksWanted wanted) {
    int limit = wanted.limit().orElse(USUAL_PAGE);
    StaffMember reader = caller.get();
    return decideOnUnlock.list(reader, wanted.after(), limit + 1, new Occasion(wanted.reason(), Optional.empty()))
        .map(verdict -> answer(verdict, found -> RestResponse.ok(new UnlockPage(
            found.stream().limit(limit).map(each -> ListedUnlock.of(each, reader)).toList(),
            found.size() > limit ? Optional.of(found.get(limit - 1).unlockId()) : Optional.empty()))));
  }

  @POST
  @Path("/{unlock}/show")
  @Operation(operationId = "showUnlock", summary = "One proposal",
      description = "Opens its account to you for eight hours, without making you a contact of the customer.")
  @APIResponse(responseCode = "200", description = "The proposal", content = @Content(schema = @Schema(implementation = UnlockProposal.class)))
  public Uni<RestResponse<?>> show(@RestPath String unlock, @Valid @NotNull UnlockCall wanted) {
    return with(unlock, id -> decideOnUnlock.show(caller.get(), id, new Occasion(wanted.reason(), wanted.ticket()))
        .map(verdict -> answer(verdict, RestResponse::ok)));
  }

  @POST
  @Path("/{unlock}/confirm")
  @Operation(operationId = "confirmUnlock", summary = "The second person agrees: the account is unlocked",
      description = """
          You can't confirm what you proposed, nor for a customer whom you dealt with in the last seven days. Withdrawals are held, API
          keys stay disabled.""")
  @APIResponse(responseCode = "204", description = "The account is unlocked, and the customer is told")
  public Uni<RestResponse<?>> confirm(@RestPath String unlock, @Valid @NotNull UnlockDecision decision) {
    return with(unlock, id -> decideOnUnlock.confirm(caller.get(), id, kept(decision.words()), new Occasion(decision.reason(), Optional.empty()))
        .map(verdict -> answer(verdict, _ -> RestResponse.noContent())));
  }

  @POST
  @Path("/{unlock}/refuse")
  @Operation(operationId = "refuseUnlock", summary = "The second person does not agree", description = "The account stays locked.")
  @APIResponse(responseCode = "204", description = "The proposal is gone")
  public Uni<RestResponse<?>> refuse(@RestPath String unlock, @Valid @NotNull UnlockDecision decision) {
    return with(unlock, id -> decideOnUnlock.refuse(caller.get(), id, kept(decision.words()), new Occasion(decision.reason(), Optional.empty()))
        .map(verdict -> answer(verdict, _ -> RestResponse.noContent())));
  }

  private static Uni<RestResponse<?>> with(String unlock, Function<UUID, Uni<RestResponse<?>>> then) {
    return ID.matcher(unlock).matches() ? then.apply(UUID.fromString(unlock)) : now(Problem.response(DeskProblem.UNLOCK_UNKNOWN));
  }

  private static String kept(String words) {
    return ReadableText.clean(words).orElseThrow();
  }

  private static <T> RestResponse<?> answer(Verdict<T> verdict, Function<T, RestResponse<?>> shown) {
    return switch (verdict) {
      case Verdict.Done<T>(var content) -> shown.apply(content);
      case Verdict.Unknown<T>() -> Problem.response(DeskProblem.UNLOCK_UNKNOWN);
      case Verdict.Outdated<T>() -> Problem.response(DeskProblem.UNLOCK_OUTDATED);
      case Verdict.Frozen<T>() -> Problem.response(DeskProblem.FROZEN_BY_OWNER);
      case Verdict.Closed<T>() -> Problem.response(DeskProblem.ACCOUNT_CLOSED);
      case Verdict.AnotherPersonNeeded<T>() -> Problem.response(DeskProblem.ANOTHER_PERSON_NEEDED);
      case Verdict.Refused<T>(var why) -> Refusals.of(why);
    };
  }
}
