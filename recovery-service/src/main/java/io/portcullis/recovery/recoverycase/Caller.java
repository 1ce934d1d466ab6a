package io.portcullis.recovery.recoverycase;

import io.portcullis.runtime.crypto.Sha256;
import io.portcullis.runtime.http.ClientAddress;
import io.portcullis.runtime.http.ClientNetwork;
import io.portcullis.runtime.http.HostCookie;
import io.portcullis.runtime.http.SameOrigin;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import java.util.Set;

/// Where a request comes from: its network and its device.
@RequestScoped
class Caller {

  private static final HostCookie DEVICE = new HostCookie("portcullis-device");

  private final HttpServerRequest request;
  private final ClientAddress client;
  private final SameOrigin sameOrigin;

  Caller(HttpServerRequest request, ClientAddress client, SameOrigin sameOrigin) {
    this.request = request;
    this.client = client;
    this.sameOrigin = sameOrigin;
  }

  ClientNetwork network() {
    return client.network();
  }

  /// SHA-256 of the token of its device.
  ///
  /// @param said what the request says of it; otherwise what a browser keeps since a sign-in counts
  Optional<byte[]> device(Optional<String> said) {
    return said.or(() -> kept(request.headers())).map(Sha256::of);
  }

  // For a page of ours alone. Of two cookies nobody can say whose they are.
  private Optional<String> kept(MultiMap headers) {
    Set<String> devices = DEVICE.in(headers);
    return sameOrigin.sent(headers) && devices.size() == 1 ? devices.stream().findFirst() : Optional.empty();
  }
}
