package io.portcullis.acceptance.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portcullis.acceptance.Client;
import io.portcullis.devstack.Service;
import java.net.URI;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// The documents that the running services serve, and the one made of them.
public record Documents(SortedMap<String, ObjectNode> services, ObjectNode merged) {
  public static Documents of(Function<Service, URI> addresses) {
    var services = new TreeMap<String, ObjectNode>();
    for (Service service : Service.values()) {
      try (Client client = Client.of(addresses.apply(service))) {
        services.put(service.fullName(), (ObjectNode) client.get("/q/openapi?format=json").expect(200).json());
      }
    }
    return new Documents(Collections.unmodifiableSortedMap(services), MergedDocument.of(services));
  }
}
