package io.portcullis.devstack;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/// Whether a request has one address, one host and one length, whoever reads it.
final class Framing {
  private static final Pattern ADDRESS = Pattern.compile("(?:[\\x21-\\x24\\x26-\\x7e]|%[0-9A-Fa-f]{2})++");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._~-]++(?::[0-9]{1,5})?|\\[[0-9A-Fa-f:.]++](?::[0-9]{1,5})?");

  private Framing() {}

  static boolean isCertain(HttpServerRequest request) {
    return isAddress(request.uri()) && hasOneHost(request) && hasOneLength(request);
  }

  private static boolean isAddress(String uri) {
    if (!ADDRESS.matcher(uri).matches()) {
      return false;
    }
    ByteBuffer bytes = ByteBuffer.allocate(uri.length());
    for (int i = 0; i < uri.length(); i++) {
      boolean escaped = uri.charAt(i) == '%';
      bytes.put((byte) (escaped ? Integer.parseInt(uri, i + 1, i + 3, 16) : uri.charAt(i)));
      i += escaped ? 2 : 0;
    }
    try {
      // A new decoder reports overlong and broken forms (RFC 3629).
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).chars().noneMatch(Character::isISOControl);
    } catch (CharacterCodingException notUtf8) {
      return false;
    }
  }

  private static boolean hasOneHost(HttpServerRequest request) {
    List<String> hosts = request.headers().getAll("Host");
    return hosts.size() == 1 && HOST.matcher(hosts.getFirst()).matches()
        || hosts.isEmpty() && request.version() == HttpVersion.HTTP_1_0;
  }

  private static boolean hasOneLength(HttpServerRequest request) {
    MultiMap headers = request.headers();
    List<String> codings = headers.getAll("Transfer-Encoding");
    return codings.isEmpty() || codings.size() == 1 && codings.getFirst().equalsIgnoreCase("chunked")
        && request.version() == HttpVersion.HTTP_1_1 && !headers.contains("Content-Length");
  }
}
