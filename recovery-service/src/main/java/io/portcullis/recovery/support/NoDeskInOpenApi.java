package io.portcullis.recovery.support;

import io.portcullis.runtime.http.UnusedSchemas;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;

/// The customers' document does not mention the support desk.
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, documentNames = OpenApiFilter.DEFAULT_DOCUMENT_NAME)
public class NoDeskInOpenApi implements OASFilter {

  @Override
  public void filterOpenAPI(OpenAPI api) {
    List.copyOf(api.getPaths().getPathItems().keySet()).stream().filter(path -> path.startsWith(DeskInOpenApi.DESK))
        .forEach(api.getPaths()::removePathItem);
    UnusedSchemas.drop(api);
  }
}
