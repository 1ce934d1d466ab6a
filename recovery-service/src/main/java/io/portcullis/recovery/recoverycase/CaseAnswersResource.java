package io.portcullis.recovery.recoverycase;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.recovery.RecoveryProblem;
import io.portcullis.recovery.question.QuestionsOffered;
import io.portcullis.recovery.question.SecurityQuestionsResource;
import io.portcullis.recovery.question.SecurityQuestionsResource.TypedAnswer;
import io.portcullis.recovery.question.SecurityQuestionsResource.TypedAnswers;
import io.portcullis.runtime.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/v1/recovery/case-answers")
@Tag(name = "Recovery case")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
public class CaseAnswersResource {

  private final QuestionsOffered offered;
  private final AnswerQuestions answerQuestions;

  CaseAnswersResource(QuestionsOffered offered, AnswerQuestions answerQuestions) {
    this.offered = offered;
    this.answerQuestions = answerQuestions;
  }

  /// @param token   of the case
  /// @param answers to those three questions that you once set
  @Schema(name = "RecoveryCaseAnswers")
  public record CaseAnswers(@NotBlank @Size(max = 200) String token,
      @NotNull @Size(min = SecurityQuestionsResource.COUNT, max = SecurityQuestionsResource.COUNT)
      List<@Valid @NotNull TypedAnswer> answers) {

    @Override
    public String toString() {
      return "CaseAnswers[redacted]";
    }
  }

  @POST
  @Operation(operationId = "answerSecurityQuestions", summary = "Answer my security questions in a recovery case", description = """
      Three times for a case. The response is the same whether the answers are right or wrong, and whether any were set. The staff
      see whether they match.""")
  @APIResponse(responseCode = "204", description = "Noted")
  public Uni<RestResponse<?>> answer(@Valid @NotNull CaseAnswers shown) {
    var given = new TypedAnswers(shown.answers()).byQuestion();
    if (!offered.now()) {
      return now(Problem.response(RecoveryProblem.QUESTIONS_NOT_OFFERED));
    }
    if (given.isEmpty()) {
      return now(Problem.of(RecoveryProblem.ANSWERS_REFUSED).with("reason", "not-three-questions").response());
    }
    return CaseSecrets.parse(shown.token()).map(token -> answerQuestions.handle(token, given.get()))
        .orElseGet(() -> now(AnswerQuestions.Verdict.UNKNOWN))
        .map(verdict -> switch (verdict) {
          case NOTED -> RestResponse.noContent();
          case NOT_NOW -> Problem.response(RecoveryProblem.CASE_STATE);
          case NO_TRY_LEFT -> Problem.response(RecoveryProblem.ANSWERS_USED_UP);
          case UNKNOWN -> Problem.response(RecoveryProblem.LINK_REFUSED);
        });
  }
}
