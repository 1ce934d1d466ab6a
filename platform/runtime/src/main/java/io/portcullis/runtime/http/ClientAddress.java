package io.portcullis.runtime.http;

import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.RequestScoped;
import java.net.InetAddress;

/// Where the request that is being answered came from.
@RequestScoped
public class ClientAddress {

  private final HttpServerRequest request;
  private final ClientAddresses addresses;

  ClientAddress(HttpServerRequest request, ClientAddresses addresses) {
    this.request = request;
    this.addresses = addresses;
  }

  public InetAddress address() {
    return addresses.of(request);
  }

  public ClientNetwork network() {
    return ClientNetwork.of(address());
  }
}
