package io.portcullis.runtime.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/// The record in docs/events.md, which was proved by another program than ours.
class PublishedProofTest {

  private static final Pattern EXAMPLE = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);

  @Test
  void a25_givenTheRecordThatIsPublished_thenItsProofHolds() throws Exception {
    Matcher found = EXAMPLE.matcher(Files.readString(Path.of("../../docs/events.md")));
    assertThat(found.find()).isTrue();
    JsonNode example = new ObjectMapper().readTree(found.group(1));
    JsonNode writer = example.path("writer");
    JsonNode reader = example.path("reader");
    String everybody = "{\"%s\":%s,\"%s\":%s}".formatted(
        writer.path("name").asText(), set(writer.path("key")), reader.path("name").asText(), set(reader.path("key")));

    var proofs = new RecordProofs(PairKeys.parse(reader.path("name").asText(), set(reader.path("key")), everybody));

    assertThat(proofs.writer(record(example.path("record")))).isEqualTo(writer.path("name").asText());
  }

  private static String set(JsonNode key) {
    return "{\"keys\":[" + key + "]}";
  }

  private static ConsumerRecord<String, byte[]> record(JsonNode record) {
    var headers = new RecordHeaders();
    record.path("headers").properties().forEach(header ->
        headers.add(header.getKey(), header.getValue().asText().getBytes(StandardCharsets.UTF_8)));
    return new ConsumerRecord<>(record.path("topic").asText(), 0, 0, 0, TimestampType.CREATE_TIME, 0, 0, record.path("key").asText(),
        record.path("value").asText().getBytes(StandardCharsets.UTF_8), headers, Optional.empty());
  }
}
