package io.portcullis.runtime.http;

import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The request that a gateway asks about before it passes it on, as `X-Forwarded-Method` and `X-Forwarded-Uri` say, or
/// `X-Original-Method` and `X-Original-URI`. Believed from gateways that we trust, and from nobody else.
@ApplicationScoped
public class ForwardedRequests {

  private static final List<String> METHOD = List.of("X-Forwarded-Method", "X-Original-Method");
  private static final List<String> URI = List.of("X-Forwarded-Uri", "X-Original-URI");
  private static final String HOST = "X-Forwarded-Host";
  private static final Pattern METHOD_FORM = Pattern.compile("[A-Z]{1,32}");
  private static final Pattern URI_FORM = Pattern.compile("/[\\x21-\\x7e]*");

  private final TrustedProxies trusted;

  ForwardedRequests(TrustedProxies trusted) {
    this.trusted = trusted;
  }

  /// @param uri path and query as they stood in the request line
  public record ForwardedRequest(String method, String uri) {

    /// Still encoded, without the query.
    public String path() {
      int end = uri.indexOf('?');
      return end == -1 ? uri : uri.substring(0, end);
    }
  }

  /// Empty when there is nothing we can believe. A gateway that sets one of the two pairs lets through what a client
  /// says in the other: they must agree.
  public Optional<ForwardedRequest> of(HttpServerRequest request) {
    if (!trusted.contains(request.connection().remoteAddress())) {
      return Optional.empty();
    }
    Optional<String> method = agreed(request, METHOD).filter(value -> METHOD_FORM.matcher(value).matches());
    Optional<String> uri = agreed(request, URI).filter(value -> URI_FORM.matcher(value).matches());
    return method.flatMap(m -> uri.map(u -> new ForwardedRequest(m, u)));
  }

  /// The host that the client called, as `X-Forwarded-Host` says; empty when nobody whom we believe says one. Of two that differ it
  /// is what they are together (RFC 9110 §5.3), which is no host.
  public Optional<String> host(HttpServerRequest request) {
    List<String> hosts = trusted.contains(request.connection().remoteAddress())
        ? request.headers().getAll(HOST).stream().distinct().toList() : List.of();
    return hosts.isEmpty() ? Optional.empty() : Optional.of(String.join(",", hosts));
  }

  private static Optional<String> agreed(HttpServerRequest request, List<String> names) {
    List<String> values = names.stream().flatMap(name -> request.headers().getAll(name).stream()).toList();
    return values.stream().distinct().count() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
  }
}
