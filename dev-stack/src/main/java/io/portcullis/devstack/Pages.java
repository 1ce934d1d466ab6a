package io.portcullis.devstack;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The sign-in pages and the security centre, as a static host would serve them: files of the module `web`, on the API's
/// own origin.
final class Pages {
  private static final String ROOT = "/META-INF/portcullis-web/";
  /// The paths that a page draws itself. Its document is the same for all of them.
  private static final Pattern DOOR = Pattern.compile("/(sign-in|register|lost-password)");
  private static final Pattern CENTRE = Pattern.compile("/(security|approve)(/[A-Za-z0-9-]+)*");
  /// What links in messages lead to: `/r` is the short one of text messages.
  private static final Pattern RECOVERY = Pattern.compile("/(r|recovery(/(password|freeze|identifier|removal|case))?)");
  private static final Pattern ASSET = Pattern.compile("/(assets/[A-Za-z0-9_-]+\\.(js|css|svg))");
  /// Its name changes with its content.
  private static final Pattern PART = Pattern.compile("/assets/part-[A-Z0-9]+\\.js");
  private static final Map<String, String> TYPES = Map.of("html", "text/html; charset=utf-8",
      "js", "text/javascript; charset=utf-8", "css", "text/css; charset=utf-8", "svg", "image/svg+xml");
  /// Scripts and styles of these files alone, calls to this origin alone, no frame, and no text that becomes markup.
  private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
      + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
      + "require-trusted-types-for 'script'; trusted-types ";
  /// The one kind of script address that a page may make: that of the worker which shows pushed alerts.
  private static final Map<String, String> SCRIPTS = Map.of("centre.html", "push-worker");

  private final Map<String, Buffer> files = new ConcurrentHashMap<>();

  /// Answers a request for a page or one of its files; `false` where there is none of that path.
  boolean answer(HttpServerRequest request) {
    if (request.method() != HttpMethod.GET && request.method() != HttpMethod.HEAD) return false;
    if (request.path().equals("/")) {
      request.response().setStatusCode(302).putHeader("Location", "/security").end();
      return true;
    }
    Optional<String> name = file(request.path());
    if (name.isEmpty()) return false;
    Buffer content = files.computeIfAbsent(name.get(), Pages::read);
    if (content.length() == 0) {
      files.remove(name.get());
      return false;
    }
    boolean named = PART.matcher(request.path()).matches();
    HttpServerResponse response = headers(request.response(), name.get())
        .putHeader("Cache-Control", named ? "public, max-age=31536000, immutable" : "no-cache")
        .putHeader("Content-Length", String.valueOf(content.length()));
    if (request.method() == HttpMethod.HEAD) response.end();
    else response.end(content);
    return true;
  }

  private static Optional<String> file(String path) {
    if (DOOR.matcher(path).matches()) return Optional.of("sign-in.html");
    if (CENTRE.matcher(path).matches()) return Optional.of("centre.html");
    if (RECOVERY.matcher(path).matches()) return Optional.of("recovery.html");
    Matcher asset = ASSET.matcher(path);
    return asset.matches() ? Optional.of(asset.group(1)) : Optional.empty();
  }

  private static HttpServerResponse headers(HttpServerResponse response, String name) {
    return response.putHeader("Content-Type", TYPES.get(name.substring(name.lastIndexOf('.') + 1)))
        .putHeader("Content-Security-Policy", POLICY + SCRIPTS.getOrDefault(name, "'none'"))
        .putHeader("Cross-Origin-Opener-Policy", "same-origin")
        .putHeader("Cross-Origin-Resource-Policy", "same-origin")
        .putHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()")
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader("X-Content-Type-Options", "nosniff");
  }

  /// Empty where there is no such file: a page of an older bundle may still ask for one of its parts.
  private static Buffer read(String name) {
    try (InputStream file = Pages.class.getResourceAsStream(ROOT + name)) {
      return file == null ? Buffer.buffer() : Buffer.buffer(file.readAllBytes());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
