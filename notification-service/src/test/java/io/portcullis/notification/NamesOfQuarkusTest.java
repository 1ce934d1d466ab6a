package io.portcullis.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The check of the settings tells a misspelt name of Quarkus's from one that we merely do not document. This service has
/// every extension of the suite, so it knows all names.
class NamesOfQuarkusTest {

  private static final Path PUBLISHED = Path.of("../platform/runtime/src/main/resources/META-INF/portcullis/options-of-quarkus.tsv");
  /// No service has a second data source or Redis, so a name in that place is a slip.
  private static final Pattern SECOND_ONE = Pattern.compile("quarkus\\.(datasource|redis)\\.\\*.*");
  private static final List<String> GROUPS =
      List.of("quarkus.datasource.", "quarkus.redis.", "quarkus.http.", "quarkus.management.");

  @Test
  void givenTheMappingsOfEveryExtension_thenTheirNamesAreKnown() throws Exception {
    var names = new TreeSet<String>();
    for (URL roots : Collections.list(Thread.currentThread().getContextClassLoader().getResources("META-INF/quarkus-config-roots.list"))) {
      for (String root : read(roots).lines().filter(line -> !line.isBlank()).toList()) {
        Class<?> mapping = Class.forName(root.strip());
        if (mapping.isAnnotationPresent(ConfigMapping.class)) {
          ConfigMappings.getProperties(ConfigClass.configClass(mapping)).keySet().stream()
              .map(name -> name.replaceAll("\\.\"?\\*\"?", ".*"))
              .filter(name -> GROUPS.stream().anyMatch(name::startsWith) && !SECOND_ONE.matcher(name).matches()).forEach(names::add);
        }
      }
    }
    var built = new StringBuilder();
    names.forEach(name -> built.append("key=").append(name).append("\n"));
    Files.writeString(Path.of("target", PUBLISHED.getFileName().toString()), built);
    assertThat(Files.exists(PUBLISHED) ? Files.readString(PUBLISHED) : "")
        .as("look at the difference, then: cp notification-service/target/%s %s", PUBLISHED.getFileName(), PUBLISHED.normalize())
        .isEqualTo(built.toString());
  }

  private static String read(URL resource) throws IOException {
    try (InputStream in = resource.openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
