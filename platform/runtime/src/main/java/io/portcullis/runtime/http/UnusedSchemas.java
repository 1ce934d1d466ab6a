package io.portcullis.runtime.http;

import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.models.OpenAPI;

/// For filters that take operations out of a document: the schemas of those would stay, and clash with other services' names.
public final class UnusedSchemas {

  private UnusedSchemas() {}

  /// Takes away what no operation names.
  public static void drop(OpenAPI api) {
    if (api.getComponents() != null && api.getComponents().getSchemas() != null) {
      Set<String> used = AnswersInOpenApi.used(api);
      List.copyOf(api.getComponents().getSchemas().keySet()).stream().filter(name -> !used.contains(name))
          .forEach(api.getComponents()::removeSchema);
    }
  }
}
