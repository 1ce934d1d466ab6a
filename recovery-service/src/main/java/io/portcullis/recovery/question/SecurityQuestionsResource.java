package io.portcullis.recovery.question;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.recovery.RecoveryProblem;
import io.portcullis.runtime.crypto.Secret;
import io.portcullis.runtime.metric.Outcomes;
import io.portcullis.runtime.problem.Problem;
import io.portcullis.runtime.token.CurrentCustomer;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/v1/recovery/security-questions")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("customer")
@Tag(name = "Security questions")
public class SecurityQuestionsResource {

  /// How many a customer sets, and a claimant answers.
  public static final int COUNT = 3;
  private static final Duration FRESH = Duration.ofMinutes(5);

  private final CurrentCustomer customer;
  private final QuestionsOffered offered;
  private final ChangeQuestions change;
  private final SecurityAnswers answers;

  SecurityQuestionsResource(CurrentCustomer customer, QuestionsOffered offered, ChangeQuestions change, SecurityAnswers answers) {
    this.customer = customer;
    this.offered = offered;
    this.change = change;
    this.answers = answers;
  }

  /// @param answer 4 to 200 characters; case and spaces make no difference
  @Schema(name = "SecurityAnswer")
  public record TypedAnswer(@NotNull Question question,
      @NotNull @Schema(type = SchemaType.STRING, minLength = 4, maxLength = Answer.LONGEST_TYPED) Secret answer) {

    @Override
    public String toString() {
      return "TypedAnswer[redacted]";
    }
  }

  /// @param answers three, to three questions
  @Schema(name = "SecurityAnswers")
  public record TypedAnswers(@NotNull @Size(min = COUNT, max = COUNT) List<@Valid @NotNull TypedAnswer> answers) {

    /// By question; empty where one is answered twice, or an answer is too long.
    public Optional<Map<Question, Answer>> byQuestion() {
      var all = new EnumMap<Question, Answer>(Question.class);
      answers.stream().filter(each -> each.answer().reveal().length() <= Answer.LONGEST_TYPED)
          .forEach(each -> all.put(each.question(), Answer.of(each.answer().reveal())));
      return Optional.<Map<Question, Answer>>of(all).filter(found -> found.size() == COUNT);
    }

    @Override
    public String toString() {
      return "TypedAnswers[redacted]";
    }
  }

  /// @param offered   none where the installation has no security questions
  /// @param questions those that are set
  /// @param setAt     absent when none is set
  @RegisterForReflection
  @Schema(name = "SecurityQuestions")
  public record SetQuestions(List<OfferedQuestion> offered, List<String> questions, Optional<Instant> setAt) {}

  @GET
  @Operation(operationId = "getSecurityQuestions", summary = "Which security questions can be set, and which are; never an answer")
  public Uni<SetQuestions> status() {
    return Panache.withSession(() -> answers.of(customer.get().account())).map(set -> new SetQuestions(offered.list(),
        set.stream().map(each -> Outcomes.kebab(each.question)).toList(), set.stream().map(each -> each.setAt).findFirst()));
  }

  @PUT
  @Operation(operationId = "setSecurityQuestions", summary = "Set three security questions (step-up)", description = """
      In a recovery case the staff see whether the answers are right. Right answers open nothing by themselves. Choose answers that
      nobody can find in your profiles.""")
  @APIResponse(responseCode = "204", description = "Set")
  public Uni<RestResponse<?>> set(@Valid @NotNull TypedAnswers wish) {
    var owner = customer.requireSettled(FRESH);
    if (!offered.now()) {
      return now(Problem.response(RecoveryProblem.QUESTIONS_NOT_OFFERED));
    }
    Optional<Map<Question, Answer>> chosen = wish.byQuestion();
    Optional<String> obstacle = chosen.isEmpty()
        ? Optional.of("not-three-questions") : ChangeQuestions.obstacle(chosen.get()).map(Outcomes::kebab);
    return obstacle.isPresent()
        ? now(Problem.of(RecoveryProblem.ANSWERS_REFUSED).with("reason", obstacle.get()).response())
        : change.set(owner.account(), chosen.get()).map(_ -> RestResponse.noContent());
  }

  @DELETE
  @Operation(operationId = "removeSecurityQuestions", summary = "Remove the security questions (step-up)")
  @APIResponse(responseCode = "204", description = "None is set")
  public Uni<RestResponse<?>> remove() {
    return change.remove(customer.requireSettled(FRESH).account()).map(_ -> RestResponse.noContent());
  }
}
