package io.portcullis.acceptance.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.acceptance.Client;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What the guide tells clients to call is in the API that is published.
class IntegrationGuideTest {

  private static final Path DOCS = Path.of("../docs");
  private static final Pattern CALL = Pattern.compile("\\b(GET|POST|PUT|PATCH|DELETE)\\s+(/(?:v1|oauth2)/[^\\s`?,)│]*)");
  /// `{signInId}`, `0195…` or `psu_…`.
  private static final Pattern PARAMETER = Pattern.compile("\\{[^}]*}|[^/]*…");

  private static String form(String method, String path) {
    return method.toUpperCase(Locale.ROOT) + ' ' + PARAMETER.matcher(path).replaceAll("{}").replaceAll("[.:;*]+$", "");
  }

  @Test
  void givenTheGuide_thenEachOperationThatItNamesIsPublished() throws IOException {
    Set<String> published = new TreeSet<>();
    for (String document : List.of("openapi.json", "openapi-support.json")) {
      JsonNode paths = Client.JSON.readTree(Files.readString(DOCS.resolve(document))).path("paths");
      paths.properties().forEach(path ->
          path.getValue().fieldNames().forEachRemaining(method -> published.add(form(method, path.getKey()))));
    }
    for (String guide : Set.of("integration.md", "integration-app.md", "integration-browser.md", "factors.md", "human-verification.md", "problems.md")) {
      var calls = CALL.matcher(Files.readString(DOCS.resolve(guide)));
      Set<String> named = new TreeSet<>();
      while (calls.find()) {
        named.add(form(calls.group(1), calls.group(2)));
      }
      assertThat(named).as(guide).isNotEmpty().isSubsetOf(published);
    }
  }
}
