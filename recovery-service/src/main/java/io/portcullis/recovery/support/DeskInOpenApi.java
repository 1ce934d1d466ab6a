package io.portcullis.recovery.support;

import io.portcullis.runtime.http.UnusedSchemas;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;

/// The staff's document has the support desk and nothing else.
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, documentNames = "staff")
public class DeskInOpenApi implements OASFilter {

  static final String DESK = "/v1/support/";

  @Override
  public void filterOpenAPI(OpenAPI api) {
    List.copyOf(api.getPaths().getPathItems().keySet()).stream().filter(path -> !path.startsWith(DESK))
        .forEach(api.getPaths()::removePathItem);
    UnusedSchemas.drop(api);
  }
}
