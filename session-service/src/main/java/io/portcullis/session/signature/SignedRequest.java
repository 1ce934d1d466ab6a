package io.portcullis.session.signature;

import io.portcullis.runtime.http.ForwardedRequests.ForwardedRequest;
import io.vertx.core.MultiMap;
import java.net.InetAddress;

/// A request that a gateway asks about.
///
/// @param authority host, and port unless it is the scheme's own, that the program called
/// @param address   of the program
/// @param headers   of the signature; what else stands there is not looked at
public record SignedRequest(ForwardedRequest asked, String authority, InetAddress address, MultiMap headers) {

  /// RFC 9421 §2.2.6.
  String path() {
    return asked.path();
  }

  /// RFC 9421 §2.2.7: with its question mark, which stands alone where there is no query.
  String query() {
    int start = asked.uri().indexOf('?');
    return start == -1 ? "?" : asked.uri().substring(start);
  }

  @Override
  public String toString() {
    return "SignedRequest[redacted]";
  }
}
