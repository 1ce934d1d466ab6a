package io.portcullis.recovery.support;

import static io.portcullis.runtime.verdict.Verdicts.now;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.portcullis.recovery.RecoveryProblem;
import io.portcullis.recovery.evidence.CleanFile;
import io.portcullis.recovery.evidence.EvidenceFile;
import io.portcullis.recovery.recoverycase.CaseResource.Loss;
import io.portcullis.recovery.recoverycase.DecideCase.Proposal;
import io.portcullis.recovery.recoverycase.DecideCase.Risk;
import io.portcullis.recovery.recoverycase.ReviewCases.Opinion;
import io.portcullis.recovery.recoverycase.ReviewCases;
import io.portcullis.recovery.recoverycase.ReviewCases.ReviewedCase;
import io.portcullis.recovery.recoverycase.ReviewCases.WaitingCase;
import io.portcullis.recovery.staff.CurrentStaffMember;
import io.portcullis.recovery.staff.StaffMember;
import io.portcullis.recovery.support.DecideOnCase.Verdict;
import io.portcullis.recovery.support.Occasion.Reason;
import io.portcullis.runtime.crypto.Secret;
import io.portcullis.runtime.identifier.Identifier;
import io.portcullis.runtime.metric.Outcomes;
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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/// Recovery cases as staff handle them: one person proposes, another decides, and neither dealt with the customer.
@Path("/v1/support/cases")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Support desk")
@RolesAllowed(StaffMember.ROLE)
public class SupportCasesResource {

  private static final String TICKET = Occasion.TICKET;
  private static final java.util.regex.Pattern CASE_ID =
      java.util.regex.Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final int LONGEST_WORDS = 1000;
  private static final int USUAL_PAGE = 20;

  private final CurrentStaffMember caller;
  private final HandleCases cases;
  private final DecideOnCase decideOnCase;
  private final ReadEvidence evidence;

  SupportCasesResource(CurrentStaffMember caller, HandleCases cases, DecideOnCase decideOnCase, ReadEvidence evidence) {
    this.caller = caller;
    this.cases = cases;
    this.decideOnCase = decideOnCase;
    this.evidence = evidence;
  }

  public enum Decision {
    @JsonProperty("approve") APPROVE(Proposal.APPROVE),
    @JsonProperty("reject") REJECT(Proposal.REJECT);

    private final Proposal proposal;

    Decision(Proposal proposal) {
      this.proposal = proposal;
    }
  }

  public enum SeenRisk {
    @JsonProperty("standard") STANDARD(Risk.STANDARD),
    @JsonProperty("high") HIGH(Risk.HIGH);

    private final Risk risk;

    SeenRisk(Risk risk) {
      this.risk = risk;
    }
  }

  /// @param identifier the whole e-mail address or telephone number, as the customer told it
  /// @param loss       what the customer has lost
  public record CaseForCustomer(@NotBlank @Size(max = Identifier.LONGEST) String identifier, @NotNull Loss loss, @NotNull Reason reason,
      Optional<@Pattern(regexp = TICKET) String> ticket) {

    @Override
    public String toString() {
      return "CaseForCustomer[redacted]";
    }
  }

  /// @param claimToken for the customer, who goes on with the case by it. Read it out or send it by the company's own means; it is
  ///                   kept nowhere, and anybody who asks `POST /v1/recovery/cases` gets such a one
  @RegisterForReflection
  public record OpenedForCustomer(UUID caseId, String claimToken, Instant evidenceUntil) {

    @Override
    public String toString() {
      return "OpenedForCustomer[" + caseId + "]";
    }
  }

  public record CasesWanted(@NotNull Reason reason, Optional<UUID> after, Optional<@Min(1) @Max(100) Integer> limit) {}

  public record CaseWanted(@NotNull Reason reason, Optional<@Pattern(regexp = TICKET) String> ticket) {}

  /// @param words in your own words, for those who read the case later
  public record FirstDecision(@NotNull Decision decision, @NotNull SeenRisk risk,
      @NotBlank @Size(max = LONGEST_WORDS) @Readable(lines = true) String words, @NotNull Reason reason) {}

  /// @param decision what you read that was proposed; refused where the proposal is another one by now
  public record SecondDecision(@NotNull Decision decision, @NotBlank @Size(max = LONGEST_WORDS) @Readable(lines = true) String words,
      @NotNull Reason reason) {}

  public record Objection(@NotBlank @Size(max = LONGEST_WORDS) @Readable(lines = true) String words, @NotNull Reason reason) {}

  @RegisterForReflection
  public record ShownOpinion(String person, String words, Instant at) {

    static ShownOpinion of(Opinion opinion) {
      return new ShownOpinion(opinion.person(), opinion.reason(), opinion.at());
    }
  }

  /// @param state    such as `review`
  /// @param openedBy the person of the staff who opened it; absent where the customer did
  /// @param answers  to the security questions: `match`, `no-match` or `not-compared`; absent where the claimant gave none. A
  ///                 stranger may know them, too
  @RegisterForReflection
  public record ShownCase(UUID caseId, String account, String loss, String state, Instant openedAt, Optional<String> openedBy,
      Optional<String> answers, ShownSignals signals, Decisions decisions, Optional<Instant> waitEndsAt) {

    static ShownCase of(ReviewedCase found) {
      return new ShownCase(found.id(), found.account().toString(), Outcomes.kebab(found.reason()), Outcomes.kebab(found.state()),
          found.openedAt(), found.openedBy(), found.signals().answers().map(Outcomes::kebab), ShownSignals.of(found.signals()), new Decisions(found.proposal().map(ShownOpinion::of),
              found.decision().map(ShownOpinion::of), found.highRisk()), found.waitEndsAt());
    }
  }

  /// What else speaks for the claimant, or against.
  ///
  /// @param openedFrom `strangers`: nothing was shown; `mailbox`: a code that was sent to the account; `device`: one on which its owner signed
  ///                   in before; `session`: a sign-in; `desk`: a call that a member of the staff took
  /// @param lastSignIn whether the claimant knew its month: `match`, `near`, `no-match`, `not-compared`; absent where nothing was said
  /// @param balance    whether the claimant knew its band: the same
  /// @param factor     whether the claimant has the account's authenticator app: `match`, `no-match`, `not-compared`, or `too-new`: it was
  ///                   not settled when the case was opened, and may be a thief's; absent where no code was shown
  @RegisterForReflection
  public record ShownSignals(String openedFrom, Optional<String> lastSignIn, Optional<String> balance, Optional<String> factor) {

    static ShownSignals of(ReviewCases.Signals found) {
      return new ShownSignals(Outcomes.kebab(found.share()), found.known().lastSignIn().map(Outcomes::kebab),
          found.known().balance().map(Outcomes::kebab), found.factor().map(Outcomes::kebab));
    }
  }

  /// @param highRisk whether the long wait will be kept
  @RegisterForReflection
  public record Decisions(Optional<ShownOpinion> first, Optional<ShownOpinion> second, boolean highRisk) {}

  /// Whose it is, and what was said of it, is in the case alone.
  ///
  /// @param state such as `review`
  /// @param yours whether you opened it or made the proposal: another person decides
  @RegisterForReflection
  public record ListedCase(UUID caseId, String loss, String state, Instant openedAt, boolean yours) {

    static ListedCase of(WaitingCase found) {
      return new ListedCase(found.id(), Outcomes.kebab(found.reason()), Outcomes.kebab(found.state()), found.openedAt(), found.yours());
    }
  }

  /// @param next the `after` of the next page; absent on the last one
  @RegisterForReflection
  public record CasePage(List<ListedCase> cases, Optional<UUID> next) {}

  /// @param mediaType what it is by its content
  /// @param size      in bytes
  @RegisterForReflection
  public record ShownEvidence(UUID evidenceId, String kind, String mediaType, int size, Instant addedAt) {

    static ShownEvidence of(EvidenceFile file) {
      return new ShownEvidence(file.id(), Outcomes.kebab(file.kind()), file.type().mediaType(), file.size(), file.addedAt());
    }
  }

  @RegisterForReflection
  public record EvidenceList(List<ShownEvidence> evidence) {}

  @POST
  @Operation(operationId = "openCaseForCustomer", summary = "Open a recovery case for a customer who called",
      description = "The answer is the same whether or not there is such an account. You can't decide on a case that you opened.")
  @APIResponse(responseCode = "202", description = "Opened", content = @Content(schema = @Schema(implementation = OpenedForCustomer.class)))
  public Uni<RestResponse<?>> open(@Valid @NotNull CaseForCustomer wanted) {
    return cases.open(caller.get(), new Secret(wanted.identifier()), wanted.loss().reason(), new Occasion(wanted.reason(), wanted.ticket()))
        .map(verdict -> answer(verdict, opened -> RestResponse.status(RestResponse.Status.ACCEPTED,
            new OpenedForCustomer(opened.id(), opened.token().reveal(), opened.evidenceUntil()))));
  }

  @POST
  @Path("/list")
  @Operation(operationId = "listCasesForStaff", summary = "Cases that wait for a decision, the oldest first")
  @APIResponse(responseCode = "200", description = "One page", content = @Content(schema = @Schema(implementation = CasePage.class)))
  public Uni<RestResponse<?>> list(@Valid @NotNull CasesWanted wanted) {
    int limit = wanted.limit().orElse(USUAL_PAGE);
    return cases.list(caller.get(), wanted.after(), limit + 1, new Occasion(wanted.reason(), Optional.empty()))
        .map(verdict -> answer(verdict, found -> RestResponse.ok(new CasePage(found.stream().limit(limit).map(ListedCase::of).toList(),
            found.size() > limit ? Optional.of(found.get(limit - 1).id()) : Optional.empty()))));
  }

  @POST
  @Path("/{case}/show")
  @Operation(operationId = "showCaseForStaff", summary = "One case", description = "Opens its account to you for eight hours, without making you a contact of the customer.")
  @APIResponse(responseCode = "200", description = "The case", content = @Content(schema = @Schema(implementation = ShownCase.class)))
  public Uni<RestResponse<?>> show(@RestPath("case") String id, @Valid @NotNull CaseWanted wanted) {
    return withCase(id, found -> cases.show(caller.get(), found, new Occasion(wanted.reason(), wanted.ticket()))
        .map(verdict -> answer(verdict, shown -> RestResponse.ok(ShownCase.of(shown)))));
  }

  @POST
  @Path("/{case}/evidence")
  @Operation(operationId = "listEvidence", summary = "What the claimant sent, the oldest first",
      description = "Until the case is over.")
  @APIResponse(responseCode = "200", description = "Its files",
      content = @Content(schema = @Schema(implementation = EvidenceList.class)))
  public Uni<RestResponse<?>> evidence(@RestPath("case") String id, @Valid @NotNull CaseWanted wanted) {
    return withCase(id, found -> evidence.list(caller.get(), found, new Occasion(wanted.reason(), wanted.ticket()))
        .map(verdict -> shown(verdict, files -> RestResponse.ok(new EvidenceList(files.stream().map(ShownEvidence::of).toList())))));
  }

  @POST
  @Path("/{case}/evidence/{file}")
  @Produces(MediaType.WILDCARD) // what the file is, or a problem
  @Operation(operationId = "fetchEvidence", summary = "One file that the claimant sent", description = """
      Until the case is over. It is meant to be saved, not shown in place.""")
  @APIResponse(responseCode = "200", description = "The file", content = {
      @Content(mediaType = "image/jpeg", schema = @Schema(type = SchemaType.STRING, format = "binary")),
      @Content(mediaType = "image/png", schema = @Schema(type = SchemaType.STRING, format = "binary")),
      @Content(mediaType = "application/pdf", schema = @Schema(type = SchemaType.STRING, format = "binary"))})
  // For a RestResponse of any type, Quarkus chooses the writer before it knows that the file is bytes.
  public Uni<Response> file(@RestPath("case") String id, @RestPath("file") String file, @Valid @NotNull CaseWanted wanted) {
    return withCase(id, found -> CASE_ID.matcher(file).matches()
        ? evidence.fetch(caller.get(), found, UUID.fromString(file), new Occasion(wanted.reason(), wanted.ticket()))
            .map(verdict -> shown(verdict, content -> attachment(file, content)))
        : now(Problem.response(DeskProblem.EVIDENCE_UNKNOWN))).map(RestResponse::toResponse);
  }

  // A stranger's file must never run in a page of the company's: a browser saves it, and shown after all it is in a sandbox.
  private static RestResponse<?> attachment(String name, CleanFile file) {
    return RestResponse.ResponseBuilder.ok(file.content()).header(HttpHeaders.CONTENT_TYPE, file.type().mediaType())
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"%s.%s\"".formatted(name, Outcomes.kebab(file.type())))
        .header("X-Content-Type-Options", "nosniff").header("Content-Security-Policy", "sandbox; default-src 'none'")
        .header("Cross-Origin-Resource-Policy", "same-origin").header(HttpHeaders.CACHE_CONTROL, "no-store").build();
  }

  private static <T> RestResponse<?> shown(ReadEvidence.Verdict<T> verdict, Function<T, RestResponse<?>> content) {
    return switch (verdict) {
      case ReadEvidence.Verdict.Shown<T>(var found) -> content.apply(found);
      case ReadEvidence.Verdict.UnknownCase<T>() -> Problem.response(DeskProblem.CASE_UNKNOWN);
      case ReadEvidence.Verdict.UnknownFile<T>() -> Problem.response(DeskProblem.EVIDENCE_UNKNOWN);
      case ReadEvidence.Verdict.Over<T>() -> Problem.response(RecoveryProblem.CASE_STATE);
      case ReadEvidence.Verdict.Refused<T>(var why) -> Refusals.of(why);
    };
  }

  @POST
  @Path("/{case}/propose")
  @Operation(operationId = "proposeDecision", summary = "The first decision on a case", description = "Nothing happens by it until another person confirms it.")
  @APIResponse(responseCode = "204", description = "It waits for the second decision")
  public Uni<RestResponse<?>> propose(@RestPath("case") String id, @Valid @NotNull FirstDecision first) {
    return withCase(id, found -> decideOnCase.propose(caller.get(), found, first.decision().proposal, first.risk().risk, kept(first.words()),
        new Occasion(first.reason(), Optional.empty())).map(SupportCasesResource::decided));
  }

  @POST
  @Path("/{case}/confirm")
  @Operation(operationId = "confirmDecision", summary = "The second decision, by another person",
      description = "You can't confirm what you proposed, nor decide on a case that you opened, nor on one of a customer whom you dealt with in the last seven days.")
  @APIResponse(responseCode = "204", description = "What was proposed happens now; an approved case begins its wait")
  public Uni<RestResponse<?>> confirm(@RestPath("case") String id, @Valid @NotNull SecondDecision second) {
    return withCase(id, found -> decideOnCase.confirm(caller.get(), found, second.decision().proposal, kept(second.words()),
        new Occasion(second.reason(), Optional.empty())).map(SupportCasesResource::decided));
  }

  @POST
  @Path("/{case}/object")
  @Operation(operationId = "objectToDecision", summary = "The second person does not agree", description = "The case waits for a first decision again.")
  @APIResponse(responseCode = "204", description = "The proposal is gone")
  public Uni<RestResponse<?>> object(@RestPath("case") String id, @Valid @NotNull Objection objection) {
    return withCase(id, found -> decideOnCase.object(caller.get(), found, kept(objection.words()),
        new Occasion(objection.reason(), Optional.empty())).map(SupportCasesResource::decided));
  }

  private static Uni<RestResponse<?>> withCase(String id, Function<UUID, Uni<RestResponse<?>>> then) {
    return CASE_ID.matcher(id).matches() ? then.apply(UUID.fromString(id)) : now(Problem.response(DeskProblem.CASE_UNKNOWN));
  }

  private static RestResponse<?> decided(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Done() -> RestResponse.noContent();
      case Verdict.Unknown() -> Problem.response(DeskProblem.CASE_UNKNOWN);
      case Verdict.NotNow() -> Problem.response(RecoveryProblem.CASE_STATE);
      case Verdict.AnotherPersonNeeded() -> Problem.response(DeskProblem.ANOTHER_PERSON_NEEDED);
      case Verdict.Refused(var why) -> Refusals.of(why);
    };
  }

  private static String kept(String words) {
    return ReadableText.clean(words).orElseThrow();
  }

  private static <T> RestResponse<?> answer(HandleCases.Verdict<T> verdict, Function<T, RestResponse<?>> shown) {
    return switch (verdict) {
      case HandleCases.Verdict.Shown<T>(var content) -> shown.apply(content);
      case HandleCases.Verdict.Nothing<T>() -> Problem.response(DeskProblem.CASE_UNKNOWN);
      case HandleCases.Verdict.Refused<T>(var why) -> Refusals.of(why);
    };
  }
}
