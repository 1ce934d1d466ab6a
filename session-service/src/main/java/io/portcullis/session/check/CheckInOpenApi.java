package io.portcullis.session.check;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/// Describes what the annotations can't: `/check`, which is a route below the REST layer, and the empty answer of
/// `/oauth2/revoke`.
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class CheckInOpenApi implements OASFilter {

  private static final List<String> IDENTITY = List.of("X-Portcullis-Account", "X-Portcullis-Session",
      "X-Portcullis-Acr", "X-Portcullis-Amr", "X-Portcullis-Scope", "X-Portcullis-Api-Key", "X-Portcullis-Content-Digest");

  @Override
  public void filterOpenAPI(OpenAPI api) {
    api.getPaths().addPathItem("/check", OASFactory.createPathItem().GET(OASFactory.createOperation()
        .operationId("check")
        .summary("Tell a gateway whom a token or a signed request stands for, or refuse it")
        .addTag("Gateway")
        .addSecurityRequirement(OASFactory.createSecurityRequirement().addScheme("bearer"))
        .responses(OASFactory.createAPIResponses()
            .addAPIResponse("200", identified())
            .addAPIResponse("401", problem("Neither a valid token nor a right signature; `WWW-Authenticate` is for the client (RFC 6750 §3)"))
            .addAPIResponse("403", problem("A rule for the path wants another scope, or nobody can say which rule fits"))
            .addAPIResponse("503", problem("Revocations are not known yet, or nobody can say whether a signature was used before"))
            .defaultValue(problem("A problem")))));
    api.getPaths().getPathItem("/oauth2/revoke").getPOST().getResponses().getAPIResponse("200").setContent(null);
  }

  private static APIResponse identified() {
    APIResponse ok = OASFactory.createAPIResponse().description("The token is valid and its session lives, or the request is signed with an API key that counts. What does not apply is empty");
    IDENTITY.forEach(name -> ok.addHeader(name, OASFactory.createHeader()
        .schema(OASFactory.createSchema().addType(SchemaType.STRING))));
    return ok;
  }

  private static APIResponse problem(String description) {
    Schema schema = OASFactory.createSchema().ref("#/components/schemas/Problem");
    return OASFactory.createAPIResponse().description(description).content(OASFactory.createContent()
        .addMediaType("application/problem+json", OASFactory.createMediaType().schema(schema)));
  }
}
