package io.portcullis.auth.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portcullis.auth.export.ExportContents.Piece;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/// The archive's JSON, as `docs/export.schema.json` describes it.
@ApplicationScoped
class ExportArchive {

  private static final String FORMAT = "urn:portcullis:account-export:v1";

  private final ObjectMapper json;

  ExportArchive(ObjectMapper json) {
    this.json = json;
  }

  /// Whether a service's piece can be put into an archive.
  Optional<ObjectNode> read(String piece) {
    try {
      return Optional.ofNullable(json.readTree(piece)).filter(ObjectNode.class::isInstance).map(ObjectNode.class::cast);
    } catch (JsonProcessingException notJson) {
      return Optional.empty();
    }
  }

  /// @param pieces in order
  String of(AccountExport export, List<Piece> pieces) {
    ObjectNode archive = json.createObjectNode().put("format", FORMAT).put("exportId", export.id().toString())
        .put("accountId", export.account().toString()).put("askedAt", export.askedAt().toString())
        .put("gatheredFrom", export.opensAt().toString());
    pieces.forEach(piece -> join(archive.withObjectProperty(piece.part().wireName()), read(piece.json()).orElseThrow()));
    return archive.toString();
  }

  /// A list that is too long for one piece goes on in the next.
  private static void join(ObjectNode part, ObjectNode piece) {
    piece.properties().forEach(field -> {
      JsonNode begun = part.get(field.getKey());
      if (begun instanceof ArrayNode list && field.getValue() instanceof ArrayNode more) {
        list.addAll(more);
      } else {
        part.set(field.getKey(), field.getValue());
      }
    });
  }
}
