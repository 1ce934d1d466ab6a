package io.portcullis.acceptance.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portcullis.acceptance.Client;
import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/// The file that client generators read is the API that the services serve.
@AgainstTheHouse
class PublishedDocumentTest {
  private static final Path BUILT = Path.of("target/openapi.json");
  private static final Path PUBLISHED = Path.of("../docs/openapi.json");

  private final ObjectNode document;

  PublishedDocumentTest(House house) {
    this.document = MergedDocument.published(house.documents().merged());
  }

  @Test
  void givenTheRunningServices_whenTheirDocumentsAreMerged_thenThePublishedFileIsTheSame() throws IOException {
    var indenter = new DefaultIndenter("  ", "\n");
    var printer = new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
    String built = Client.JSON.writer(printer).writeValueAsString(document) + "\n";
    Files.createDirectories(BUILT.getParent());
    Files.writeString(BUILT, built);
    assertThat(Files.exists(PUBLISHED) ? Files.readString(PUBLISHED) : "")
        .as("docs/openapi.json is not what the services serve; look at the difference, then: cp acceptance/target/openapi.json docs/openapi.json")
        .isEqualTo(built);
  }

  @Test
  void givenAnyOperation_thenItSaysInWordsWhatItDoesAndWhichProblemsItHas() {
    assertThat(document.path("openapi").asText()).startsWith("3.1");
    var soft = new SoftAssertions();
    new Contract(document).operations().forEach(operation -> {
      var definition = operation.definition();
      soft.assertThat(definition.path("summary").asText()).as("summary of %s", operation).isNotBlank();
      soft.assertThat(definition.path("tags").size()).as("tags of %s", operation).isPositive();
      soft.assertThat(definition.path("responses").size()).as("responses of %s", operation).isGreaterThan(1);
    });
    soft.assertAll();
  }
}
