package io.portcullis.runtime.http;

import io.vertx.core.MultiMap;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Whether a page of our own origin sent a request: what a cookie needs beside itself to count (A-33, CSRF).
///
/// The browser says so, in headers that no script can write: `Sec-Fetch-Site` (Fetch Metadata) and `Origin` (Fetch
/// §3.2). A subdomain of ours is another origin. An older browser sends no `Sec-Fetch-Site`; then `Origin` must be there.
/// What is no browser may write what it likes, and gains nothing: nobody else's cookies come with it.
@ApplicationScoped
public class SameOrigin {

  private static final String SEC_FETCH_SITE = "Sec-Fetch-Site";
  private static final String ORIGIN = "Origin";

  private final String ours;

  SameOrigin(@ConfigProperty(name = "portcullis.origin") String origin) {
    this.ours = serialized(URI.create(origin));
  }

  public boolean sent(MultiMap headers) {
    List<String> sites = headers.getAll(SEC_FETCH_SITE);
    List<String> origins = headers.getAll(ORIGIN);
    // "none" is an address typed in, or a link in a mail: not a page's doing. "null" is an origin that is hidden.
    return (!sites.isEmpty() || !origins.isEmpty())
        && (sites.isEmpty() || sites.equals(List.of("same-origin")))
        && (origins.isEmpty() || origins.equals(List.of(ours)));
  }

  /// As browsers write it (HTML §7.1.1): no path, and no port where it is the usual one.
  private static String serialized(URI origin) {
    String scheme = origin.getScheme().toLowerCase(Locale.ROOT);
    boolean usual = origin.getPort() == -1 || origin.getPort() == (scheme.equals("https") ? 443 : 80);
    return scheme + "://" + origin.getHost().toLowerCase(Locale.ROOT) + (usual ? "" : ":" + origin.getPort());
  }
}
