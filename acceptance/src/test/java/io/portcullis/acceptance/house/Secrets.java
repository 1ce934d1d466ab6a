package io.portcullis.acceptance.house;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.acceptance.Client;
import io.portcullis.acceptance.Exchange;
import io.portcullis.acceptance.Form;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// Everything secret that went over the wire, typed or given, right or wrong, in its right field or not.
public final class Secrets implements Consumer<Exchange> {
  private static final Set<String> FIELDS = Set.of("password", "accessToken", "refreshToken", "deviceToken", "secret",
      "otpauthUri", "token", "recoveryCodes", "codes", "access_token", "refresh_token");
  private static final int GUESSABLE = 12;
  private static final Pattern BASE64URL = Pattern.compile("(?:[\\w-]{4})*[\\w-]{2,4}");
  private static final Pattern ID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  private final Set<String> values = ConcurrentHashMap.newKeySet();

  @Override
  public void accept(Exchange exchange) {
    exchange.body().ifPresent(this::sent);
    if (exchange.answer().mediaType().endsWith("json")) collect(exchange.answer().body());
    exchange.answer().headers().getOrDefault("Set-Cookie", List.of())
        .forEach(cookie -> add(cookie.substring(cookie.indexOf('=') + 1).split(";", 2)[0]));
    String authorization = exchange.headers().getOrDefault("Authorization", "");
    if (authorization.startsWith("Bearer ")) add(authorization.substring("Bearer ".length()));
  }

  /// @param secret too short ones are left out, as they would be found by chance, and ids and approvals' statements, which
  ///               are none wherever a test puts them
  public void add(String secret) {
    if (secret.length() >= GUESSABLE && !ID.matcher(secret).matches() && !isStatement(secret)) values.add(secret);
  }

  /// A statement is evidence: auth-service keeps it, and it opens nothing, also where a test offers it as a token.
  private static boolean isStatement(String text) {
    String header = text.substring(0, Math.max(0, text.indexOf('.')));
    return BASE64URL.matcher(header).matches() && new String(Base64.getUrlDecoder().decode(header), UTF_8).contains("\"approval+jwt\"");
  }

  public Set<String> values() {
    return Set.copyOf(values);
  }

  private void sent(Exchange.Body body) {
    if (body.contentType().contains("json")) collect(body.text());
    if (body.contentType().contains("urlencoded") && !body.text().contains("%zz")) {
      Form.decode(body.text()).forEach((name, value) -> {
        if (FIELDS.contains(name)) add(value);
      });
    }
  }

  private void collect(String json) {
    try {
      collect(Client.JSON.readTree(json));
    } catch (JsonProcessingException notJson) {
      // Broken on purpose by a test: what it meant to say is not for us to guess.
    }
  }

  private void collect(JsonNode node) {
    if (node.isArray()) node.forEach(this::collect);
    node.properties().forEach(field -> {
      if (FIELDS.contains(field.getKey())) leaves(field.getValue());
      else collect(field.getValue());
    });
  }

  private void leaves(JsonNode secret) {
    if (secret.isArray()) secret.forEach(this::leaves);
    if (secret.isTextual()) add(secret.asText());
  }
}
