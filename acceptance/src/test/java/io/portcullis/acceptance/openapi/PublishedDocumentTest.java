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
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The files that client generators read are the API that the services serve.
@AgainstTheHouse
class PublishedDocumentTest {
  private final ObjectNode merged;

  PublishedDocumentTest(House house) {
    this.merged = house.documents().merged();
  }

  private static Map<String, UnaryOperator<ObjectNode>> files() {
    return Map.of("openapi.json", MergedDocument::published, "openapi-exchange.json", MergedDocument::forTheExchange);
  }

  private static Stream<String> names() {
    return files().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void givenTheRunningServices_whenTheirDocumentsAreMerged_thenThePublishedFileIsTheSame(String name) throws IOException {
    Path target = Path.of("target", name);
    Path published = Path.of("../docs", name);
    var indenter = new DefaultIndenter("  ", "\n");
    var printer = new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
    String built = Client.JSON.writer(printer).writeValueAsString(files().get(name).apply(merged)) + "\n";
    Files.createDirectories(target.getParent());
    Files.writeString(target, built);
    assertThat(Files.exists(published) ? Files.readString(published) : "")
        .as("docs/%1$s is not what the services serve; look at the difference, then: cp acceptance/target/%1$s docs/", name)
        .isEqualTo(built);
  }

  @ParameterizedTest
  @MethodSource("names")
  void givenAnyOperation_thenItSaysInWordsWhatItDoesAndWhichProblemsItHas(String name) {
    ObjectNode document = files().get(name).apply(merged);
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
