package io.portcullis.acceptance.journey;

import io.portcullis.acceptance.Answer;
import io.portcullis.acceptance.Client;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A browser that shows a page of the house: keeps cookies as their attributes say, and says itself whose page asks.
final class Browser {

  static final String REFRESH = "__Host-portcullis-refresh";
  static final String DEVICE = "__Host-portcullis-device";

  private final String origin;
  private final Map<String, String> cookies = new LinkedHashMap<>();
  private final Set<String> untilClosed = new HashSet<>();

  Browser(String origin) {
    this.origin = origin;
  }

  /// Sends what a script of the house's page asks for.
  Answer send(Client.Call call) {
    return received(withCookies(call).header("Origin", origin).header("Sec-Fetch-Site", "same-origin").send());
  }

  /// Sends what another site's page asks for; so old a browser that it does not know `SameSite`.
  Answer sendFor(String site, Client.Call call) {
    return received(withCookies(call).header("Origin", site).header("Sec-Fetch-Site", "cross-site").send());
  }

  void close() {
    cookies.keySet().removeAll(untilClosed);
    untilClosed.clear();
  }

  Optional<String> cookie(String name) {
    return Optional.ofNullable(cookies.get(name));
  }

  /// As if somebody had sat at this computer before.
  void plant(String name, String value) {
    cookies.put(name, value);
  }

  private Client.Call withCookies(Client.Call call) {
    return cookies.isEmpty() ? call : call.header("Cookie", cookies.entrySet().stream()
        .map(cookie -> cookie.getKey() + "=" + cookie.getValue()).collect(Collectors.joining("; ")));
  }

  private Answer received(Answer answer) {
    answer.headers().getOrDefault("Set-Cookie", List.of()).forEach(this::set);
    return answer;
  }

  private void set(String header) {
    List<String> parts = Arrays.stream(header.split(";")).map(String::strip).toList();
    String[] pair = parts.getFirst().split("=", 2);
    if (!parts.contains("Path=/") || !parts.contains("Secure") || parts.stream().anyMatch(part -> part.startsWith("Domain"))) {
      throw new AssertionError("no browser takes a __Host- cookie like this: " + parts.subList(1, parts.size()));
    }
    cookies.remove(pair[0]);
    untilClosed.remove(pair[0]);
    if (!parts.contains("Max-Age=0")) {
      cookies.put(pair[0], pair[1]);
      if (parts.stream().noneMatch(part -> part.startsWith("Max-Age="))) {
        untilClosed.add(pair[0]);
      }
    }
  }
}
