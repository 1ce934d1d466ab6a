package io.portcullis.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;

/// `application/x-www-form-urlencoded`, the language of the `/oauth2` endpoints.
public final class Form {
  private Form() {}

  public static String encode(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> URLEncoder.encode(field.getKey(), UTF_8) + "=" + URLEncoder.encode(field.getValue(), UTF_8))
        .collect(joining("&"));
  }

  public static Map<String, String> decode(String text) {
    var fields = new LinkedHashMap<String, String>();
    for (String field : text.split("&")) {
      String[] pair = field.split("=", 2);
      fields.put(URLDecoder.decode(pair[0], UTF_8), pair.length == 2 ? URLDecoder.decode(pair[1], UTF_8) : "");
    }
    return fields;
  }
}
