package io.portcullis.recovery.password;

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
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.lang.JoseException;

/// The messages that recovery-service owed to people, read as notification-service would read them.
@Singleton
class SentLinks {

  private final TopicProbe topics;
  private final ObjectMapper json;

  SentLinks(TopicProbe topics, ObjectMapper json) {
    this.topics = topics;
    this.json = json;
  }

  /// Waits for the account's `count`th message.
  JsonNode await(AccountId account, int count) {
    return open(topics.await(Message.TOPIC, account.toString(), count).get(count - 1));
  }

  List<JsonNode> present(AccountId account) {
    return topics.present(Message.TOPIC, account.toString()).stream().map(this::open).toList();
  }

  String awaitToken(AccountId account, int count) {
    return token(await(account, count));
  }

  String awaitCode(AccountId account, int count) {
    return await(account, count).get("code").asText();
  }

  static String token(JsonNode message) {
    String link = message.get("link").asText();
    return link.substring(link.indexOf("#token=") + "#token=".length());
  }

  private JsonNode open(ConsumerRecord<String, byte[]> record) {
    try {
      Path keys = Path.of(ConfigProvider.getConfig().getValue("portcullis.test.keys", String.class));
      String jwk = Files.readString(keys.resolve("notification-service/message-box.json"));
      var jwe = new JsonWebEncryption();
      jwe.setKey(((EllipticCurveJsonWebKey) JsonWebKey.Factory.newJwk(jwk)).getPrivateKey());
      jwe.setCompactSerialization(new String(record.value(), StandardCharsets.UTF_8));
      return json.readTree(jwe.getPayload());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    } catch (JoseException sealedForSomebodyElse) {
      throw new AssertionError(sealedForSomebodyElse);
    }
  }
}
