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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
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
@Consumes({MediaType.APPLICATION_JSON, MailReportsResource.MAIL})
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Mail reports")
public class MailReportsResource {

  static final String MAIL = "message/rfc822";

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
      description = """
          Signed by the Standard Webhooks specification. The answer is the same whether or not the mail is known. An installation's own mail \
          server hands in delivery status notifications (RFC 3464), raw as they came.""")
  @RequestBody(content = {
      @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = MailReport.class)),
      @Content(mediaType = MAIL, schema = @Schema(implementation = String.class))})
  @APIResponse(responseCode = "204", description = "The report was taken")
  public Uni<RestResponse<?>> report(@HeaderParam("webhook-id") Optional<String> id,
      @HeaderParam("webhook-timestamp") Optional<String> timestamp, @HeaderParam("webhook-signature") Optional<String> signature,
      @Context HttpHeaders headers, byte[] body) {
    if (!signatures.areExpected()) {
      return now(Problem.response(HouseProblem.NOT_FOUND));
    }
    String text = new String(body, StandardCharsets.UTF_8);
    if (!signatures.isAuthentic(id.orElse(""), timestamp.orElse(""), signature.orElse(""), text)) {
      take.refuse();
      return now(Problem.response(HouseProblem.FORBIDDEN));
    }
    return read(headers.getMediaType(), text).map(report -> take.handle(report).<RestResponse<?>>map(_ -> RestResponse.noContent()))
        .orElseGet(() -> now(Problem.response(HouseProblem.MALFORMED_REQUEST)));
  }

  private Optional<MailReport> read(MediaType type, String text) {
    return type != null && type.isCompatible(MediaType.valueOf(MAIL))
        ? StatusReport.read(text.getBytes(StandardCharsets.UTF_8)).filter(this::isValid)
        : read(text);
  }

  private boolean isValid(MailReport report) {
    return validator.validate(report).isEmpty();
  }

  private Optional<MailReport> read(String text) {
    try {
      return Optional.ofNullable(json.readValue(text, MailReport.class)).filter(this::isValid);
    } catch (JsonProcessingException malformed) {
      return Optional.empty();
    }
  }
}
