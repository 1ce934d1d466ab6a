package io.portcullis.runtime.http;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;
import java.util.List;
import java.util.Set;

/// Says once what is true of every operation: whatever is not its promised answer is a problem, ids are text, and an answer holds
/// all that it may not leave out.
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class ProblemsInOpenApi implements OASFilter {

  private static final String SCHEMA = "Problem";
  /// As `quarkus.smallrye-openapi.security-scheme-name` says.
  private static final String BEARER = "bearer";
  private static final String DPOP = "dpop";
  private static final String MEDIA_TYPE = "application/problem+json";
  private static final Set<String> CUSTOMERS = Set.of("customer", "restricted");

  @Override
  public void filterOpenAPI(OpenAPI api) {
    if (api.getComponents() == null) {
      api.setComponents(OASFactory.createComponents());
    }
    api.getComponents().addSchema(SCHEMA, OASFactory.createSchema()
        .description("Problem details (RFC 9457); `type` is urn:portcullis:problem:<slug>")
        .addType(SchemaType.OBJECT)
        .addProperty("type", text()).addProperty("title", text())
        .addProperty("status", OASFactory.createSchema().addType(SchemaType.INTEGER))
        .addProperty("detail", text())
        .required(List.of("type", "title", "status"))
        .addProperty("errors", list(OASFactory.createSchema().addType(SchemaType.OBJECT)
            .addProperty("field", text()).addProperty("message", text()).required(List.of("field", "message")))
            .description("`invalid-fields`: which fields are wrong, and how"))
        .addProperty("known", list(text()).description("`unknown-field`: the fields that there are"))
        .addProperty("acrValues", text().description("`insufficient-user-authentication`: step up to one of these, with spaces between them"))
        .addProperty("maxAge", number().description("`insufficient-user-authentication`: how old the proof may be, in seconds"))
        .addProperty("methods", list(text()).description("The factors that would do, where some would not"))
        .addProperty("settledAt", text().format("date-time").description("`factor-not-settled`: when the factor is old enough"))
        .addProperty("opensAt", text().format("date-time").description("`settings-locked`: when the lock ends; absent until the customer has asked for unlocking"))
        .addProperty("until", text().format("date-time").description("`last-factor-held`: until when"))
        .addProperty("reason", text().description("Why a password or a phrase was refused, by a word of docs/problems.md"))
        .addProperty("strength", number().description("`password-refused`: 0 to 4"))
        .addProperty("suggestions", list(text()).description("`password-refused`: sentences to show"))
        .addProperty("triesLeft", number().description("`code-refused`: how often it may be tried again"))
        .addProperty("clockDriftSeconds", number().description("`code-refused`: how far the phone's clock is ahead"))
        .addProperty("challenge", OASFactory.createSchema().addType(SchemaType.OBJECT).additionalPropertiesBoolean(true)
            .description("`human-verification`: answer it and repeat the request with `humanProof`"))
        .addProperty("error", text().description("The same fault by its name in RFC 9449"))
        .addProperty("maxBytes", number().description("`request-too-large`: how large a request may be"))
        .addProperty("traceId", text().description("`internal-error`: report it, with `requestId`"))
        .addProperty("requestId", text().description("`internal-error`: which request it was"))
        // RFC 9457 §3.2: a problem may say more, such as why a password was refused.
        .additionalPropertiesBoolean(true));
    api.getComponents().addSecurityScheme(BEARER, OASFactory.createSecurityScheme()
        .type(SecurityScheme.Type.HTTP).scheme("bearer").bearerFormat("JWT")
        .description("An access token, or between services a service token"));
    api.getComponents().addSecurityScheme(DPOP, OASFactory.createSecurityScheme()
        .type(SecurityScheme.Type.HTTP).scheme("DPoP")
        .description("An access token that is bound to a key (RFC 9449): `Authorization: DPoP …` and a proof by that key in `DPoP`"));
    spellAsText(api.getComponents(), "uuid", "AccountId", "SessionId", "DeviceId", "EventId");
    spellAsText(api.getComponents(), "password", "Secret");
    if (api.getPaths() != null && api.getPaths().getPathItems() != null) {
      api.getPaths().getPathItems().values().forEach(path -> path.getOperations().values().forEach(operation -> {
        if (operation.getResponses() == null) {
          operation.setResponses(OASFactory.createAPIResponses());
        }
        // Quarkus adds 401 and 403 with nothing in them; the problem says better what comes with these.
        List.copyOf(operation.getResponses().getAPIResponses().entrySet()).stream()
            .filter(response -> response.getKey().startsWith("4") && response.getValue().getContent() == null)
            .forEach(response -> operation.getResponses().removeAPIResponse(response.getKey()));
        operation.getResponses().getAPIResponses().forEach(ProblemsInOpenApi::orAnyOther);
        operation.getResponses().setDefaultValue(problem());
        offerDpop(operation);
      }));
      AnswersInOpenApi.requireWhatIsAlwaysThere(api);
    }
  }

  /// A status that one problem is described for has others, too.
  private static void orAnyOther(String status, APIResponse response) {
    MediaType problem = status.startsWith("4") ? response.getContent().getMediaType(MEDIA_TYPE) : null;
    if (problem != null && !reference().getRef().equals(problem.getSchema().getRef())) {
      problem.setSchema(OASFactory.createSchema().addAnyOf(problem.getSchema()).addAnyOf(reference()));
    }
  }

  // Records of one value are that value in JSON, which the scanner can't see.
  private static void spellAsText(Components components, String format, String... records) {
    for (String name : records) {
      if (components.getSchemas() != null && components.getSchemas().containsKey(name)) {
        components.addSchema(name, text().format(format));
      }
    }
  }

  /// Where customers call, a token may be bound to a key. Services never bind theirs.
  private static void offerDpop(Operation operation) {
    if (operation.getSecurity() != null) {
      List.copyOf(operation.getSecurity()).stream().map(requirement -> requirement.getScheme(BEARER))
          .filter(roles -> roles != null && roles.stream().anyMatch(CUSTOMERS::contains))
          .forEach(roles -> operation.addSecurityRequirement(OASFactory.createSecurityRequirement().addScheme(DPOP, roles)));
    }
  }

  private static APIResponse problem() {
    return OASFactory.createAPIResponse().description("A problem").content(OASFactory.createContent()
        .addMediaType(MEDIA_TYPE, OASFactory.createMediaType().schema(reference())));
  }

  private static Schema reference() {
    return OASFactory.createSchema().ref("#/components/schemas/" + SCHEMA);
  }

  private static Schema text() {
    return OASFactory.createSchema().addType(SchemaType.STRING);
  }

  private static Schema number() {
    return OASFactory.createSchema().addType(SchemaType.INTEGER);
  }

  private static Schema list(Schema items) {
    return OASFactory.createSchema().addType(SchemaType.ARRAY).items(items);
  }
}
