package io.portcullis.runtime.http;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;
import java.util.List;

/// Says once what is true of every operation: whatever is not its promised answer is a problem, and ids are text.
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class ProblemsInOpenApi implements OASFilter {

  private static final String SCHEMA = "Problem";
  /// As `quarkus.smallrye-openapi.security-scheme-name` says.
  private static final String BEARER = "bearer";

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
        // RFC 9457 §3.2: a problem may say more, such as why a password was refused.
        .additionalPropertiesBoolean(true));
    api.getComponents().addSecurityScheme(BEARER, OASFactory.createSecurityScheme()
        .type(SecurityScheme.Type.HTTP).scheme("bearer").bearerFormat("JWT")
        .description("An access token, or between services a service token"));
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
        operation.getResponses().setDefaultValue(problem());
      }));
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

  private static APIResponse problem() {
    return OASFactory.createAPIResponse().description("A problem").content(OASFactory.createContent()
        .addMediaType("application/problem+json", OASFactory.createMediaType()
            .schema(OASFactory.createSchema().ref("#/components/schemas/" + SCHEMA))));
  }

  private static Schema text() {
    return OASFactory.createSchema().addType(SchemaType.STRING);
  }
}
