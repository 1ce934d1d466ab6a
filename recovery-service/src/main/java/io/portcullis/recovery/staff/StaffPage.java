package io.portcullis.recovery.staff;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// The page that the staff work with: files of the module `web`, and what a browser must know of the company's OIDC provider. It is
/// the same for everybody and tells nothing of a customer, so it asks for no token. StaffListener has it on the staff's port alone.
@Singleton
class StaffPage {

  private static final String ROOT = "/META-INF/portcullis-desk/";
  private static final String PATH = "/desk";
  private static final String HTML = "text/html; charset=utf-8";
  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String STYLE = "text/css; charset=utf-8";
  private static final String IMAGE = "image/svg+xml";
  private static final int OK = 200;
  /// Scripts and styles of these files alone, calls to this origin and to the provider alone, no frame, and no text that becomes
  /// markup. An image of a claimant's is shown from the page's memory (`blob:`).
  private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
      + "connect-src 'self' %s; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; "
      + "require-trusted-types-for 'script'; trusted-types 'none'";

  private record File(String type, Buffer content) {}

  private final Map<String, File> files;
  private final String policy;

  StaffPage(StaffConfig config) {
    Optional<String> client = config.issuer().flatMap(_ -> config.page().clientId());
    files = client.map(id -> files(config, id)).orElse(Map.of());
    policy = POLICY.formatted(config.issuer().map(StaffPage::origin).orElse(""));
  }

  private static Map<String, File> files(StaffConfig config, String client) {
    var provider = new JsonObject().put("issuer", config.issuer().orElseThrow()).put("clientId", client)
        .put("scope", config.page().scope());
    return Map.of(PATH, new File(HTML, read("desk.html")), PATH + "/desk.js", new File(SCRIPT, read("desk.js")),
        PATH + "/style.css", new File(STYLE, read("style.css")), PATH + "/icon.svg", new File(IMAGE, read("icon.svg")),
        PATH + "/provider.json", new File("application/json", provider.toBuffer()));
  }

  private static String origin(String issuer) {
    URI url = URI.create(issuer);
    return url.getScheme() + "://" + url.getRawAuthority();
  }

  private static Buffer read(String name) {
    try (InputStream file = StaffPage.class.getResourceAsStream(ROOT + name)) {
      if (file == null) {
        throw new IllegalStateException("the staff page's " + name + " is not in this build");
      }
      return Buffer.buffer(file.readAllBytes());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /// Answers a request for the page or one of its files; `false` where there is none of that path.
  boolean answer(HttpServerRequest request, String path) {
    File file = files.get(path);
    boolean isHead = request.method() == HttpMethod.HEAD;
    if (file == null || !isHead && request.method() != HttpMethod.GET) {
      return false;
    }
    HttpServerResponse response = request.response().setStatusCode(OK)
        .putHeader("Content-Type", file.type())
        .putHeader("Content-Length", Integer.toString(file.content().length()))
        .putHeader("Cache-Control", "no-cache")
        .putHeader("Content-Security-Policy", policy)
        .putHeader("Cross-Origin-Opener-Policy", "same-origin")
        .putHeader("Cross-Origin-Resource-Policy", "same-origin")
        .putHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()")
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader("X-Content-Type-Options", "nosniff");
    if (isHead) {
      response.end();
    } else {
      response.end(file.content());
    }
    return true;
  }
}
