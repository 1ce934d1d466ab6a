package io.portcullis.mfa;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.Message;
import io.portcullis.testkit.TopicProbe;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.lang.JoseException;

/// What mfa-service owed to people, read as notification-service would read it.
@Singleton
class Messages {

  private static final Duration DEADLINE = Duration.ofSeconds(40);

  private final TopicProbe topics;
  private final ObjectMapper json;

  Messages(TopicProbe topics, ObjectMapper json) {
    this.topics = topics;
    this.json = json;
  }

  /// @param type the last part of the wire name, such as `second-factor-code`
  record Sent(String id, String type, JsonNode content) {

    String code() {
      return content.get("code").asText();
    }

    String to() {
      return content.get("to").get("value").asText();
    }
  }

  /// Waits for this message of the account's.
  Sent await(AccountId account, String id) {
    return Awaitility.await("message " + id).atMost(DEADLINE).pollInSameThread().pollInterval(Duration.ofMillis(5))
        .until(() -> present(account).stream().filter(sent -> sent.id().equals(id)).toList(), found -> !found.isEmpty())
        .getFirst();
  }

  /// A code that is certainly not the one that was sent.
  static String wrong(String code) {
    return "%06d".formatted((Integer.parseInt(code) + 1) % 1_000_000);
  }

  /// Delivery is at least once: what came twice counts once.
  List<Sent> present(AccountId account) {
    return topics.present(Message.TOPIC, account.toString()).stream().map(this::open).distinct().toList();
  }

  private Sent open(ConsumerRecord<String, byte[]> record) {
    try {
      Path keys = Path.of(ConfigProvider.getConfig().getValue("portcullis.test.keys", String.class));
      String jwk = Files.readString(keys.resolve("notification-service/message-box.json"));
      var jwe = new JsonWebEncryption();
      jwe.setKey(((EllipticCurveJsonWebKey) JsonWebKey.Factory.newJwk(jwk)).getPrivateKey());
      jwe.setCompactSerialization(new String(record.value(), StandardCharsets.UTF_8));
      String type = TopicProbe.type(record).replace("io.portcullis.message.", "").replace(".v1", "");
      return new Sent(TopicProbe.header(record, "ce_id"), type, json.readTree(jwe.getPayload()));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    } catch (JoseException sealedForSomebodyElse) {
      throw new AssertionError(sealedForSomebodyElse);
    }
  }
}
