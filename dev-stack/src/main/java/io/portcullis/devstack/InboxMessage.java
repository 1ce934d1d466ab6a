package io.portcullis.devstack;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/// One message that reached a person, by whichever channel. An SMS has no subject, no HTML and no headers.
record InboxMessage(String id, Channel channel, String to, String subject, String text, String html,
                    Map<String, String> headers, Instant receivedAt) {
  enum Channel {
    EMAIL, SMS;

    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  InboxMessage {
    headers = Map.copyOf(headers);
  }

  JsonObject toJson() {
    var json = new JsonObject()
        .put("id", id)
        .put("channel", channel.wireName())
        .put("to", to)
        .put("subject", subject)
        .put("text", text)
        .put("html", html);
    var named = new JsonObject();
    headers.forEach(named::put);
    return json.put("headers", named).put("receivedAt", receivedAt.toString());
  }
}
