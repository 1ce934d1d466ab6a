package io.portcullis.notification.bounce;

import static io.portcullis.runtime.verdict.Verdicts.now;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Validator;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/// For mail providers, which sign what they say. Nothing is looked up for a report that is not signed.
@Path("/mail-reports")
@PermitAll
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Mail reports")
public class MailReportsResource {

  private final ReportSignatures signatures;
  private final TakeReport take;
  private final ObjectMapper json;
  private final Validator validator;

  MailReportsResource(ReportSignatures signatures, TakeReport take, ObjectMapper json, Validator validator) {
    this.signatures = signatures;
    this.take = take;
    this.json = json;
    this.validator = validator;
  }

  @POST
  @Operation(operationId = "reportMail", summary = "Tell that a mail came back, was complained of, or arrived",
      description = "Signed by the Standard Webhooks specification. The answer is the same whether or not the mail is known.")
  @RequestBody(content = @Content(schema = @Schema(implementation = MailReport.class)))
  @APIResponse(responseCode = "204", description = "The report was taken")
  public Uni<RestResponse<?>> report(@HeaderParam("webhook-id") Optional<String> id,
      @HeaderParam("webhook-timestamp") Optional<String> timestamp, @HeaderParam("webhook-signature") Optional<String> signature,
      byte[] body) {
    if (!signatures.areExpected()) {
      return now(Problem.response(HouseProblem.NOT_FOUND));
    }
    String text = new String(body, StandardCharsets.UTF_8);
    if (!signatures.isAuthentic(id.orElse(""), timestamp.orElse(""), signature.orElse(""), text)) {
      take.refuse();
      return now(Problem.response(HouseProblem.FORBIDDEN));
    }
    return read(text).map(report -> take.handle(report).<RestResponse<?>>map(_ -> RestResponse.noContent()))
        .orElseGet(() -> now(Problem.response(HouseProblem.MALFORMED_REQUEST)));
  }

  private Optional<MailReport> read(String text) {
    try {
      return Optional.ofNullable(json.readValue(text, MailReport.class)).filter(report -> validator.validate(report).isEmpty());
    } catch (JsonProcessingException malformed) {
      return Optional.empty();
    }
  }
}
