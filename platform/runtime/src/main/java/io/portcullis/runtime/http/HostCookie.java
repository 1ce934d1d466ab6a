package io.portcullis.runtime.http;

import io.netty.handler.codec.http.cookie.Cookie;
import io.netty.handler.codec.http.cookie.ServerCookieDecoder;
import io.vertx.core.MultiMap;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.NewCookie;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/// A cookie that holds a secret for a browser. The prefix `__Host-` makes browsers refuse it from any other host,
/// subdomains of ours included, and without TLS (RFC 6265bis §4.1.3.2); no script reads it, and no request that another
/// site had a part in brings it along.
///
/// It is no proof of who sent a request: what it is honoured for also demands [SameOrigin].
public final class HostCookie {

  private final String name;

  /// @param name without the prefix
  public HostCookie(String name) {
    this.name = "__Host-" + name;
  }

  /// Goes when the browser is closed.
  public NewCookie holding(String secret) {
    return cookie(secret).build();
  }

  public NewCookie holding(String secret, Duration kept) {
    return cookie(secret).maxAge(Math.toIntExact(kept.toSeconds())).build();
  }

  public NewCookie cleared() {
    return cookie("").maxAge(0).build();
  }

  private NewCookie.Builder cookie(String value) {
    return new NewCookie.Builder(name).value(value).path("/").secure(true).httpOnly(true)
        .sameSite(NewCookie.SameSite.STRICT);
  }

  /// What a request brings under this name. More than one means that somebody tosses cookies, which a browser that knows
  /// the prefix does not let them.
  public Set<String> in(MultiMap headers) {
    return headers.getAll(HttpHeaders.COOKIE).stream()
        .flatMap(header -> ServerCookieDecoder.STRICT.decodeAll(header).stream())
        .filter(cookie -> cookie.name().equals(name)).map(Cookie::value).filter(value -> !value.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }
}
