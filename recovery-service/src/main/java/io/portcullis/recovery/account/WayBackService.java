package io.portcullis.recovery.account;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.token.ServiceAudience;
import io.portcullis.runtime.token.ServiceTokenFilter;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/// auth-service's part of the way back. A refusal arrives as a `WebApplicationException`.
@Path("/internal")
@RegisterRestClient(configKey = "auth")
@RegisterProvider(ServiceTokenFilter.class)
@ServiceAudience("auth-service")
public interface WayBackService {

  @GET
  @Path("/accounts/{account}/freeze")
  Uni<CurrentFreeze> freeze(@PathParam("account") AccountId account);

  @POST
  @Path("/accounts/{account}/unfreeze")
  Uni<Response> unfreeze(@PathParam("account") AccountId account, UnfreezeOrder order);

  @POST
  @Path("/way-back/{account}/challenges")
  Uni<BegunFactor> begin(@PathParam("account") AccountId account, WayBack wanted);

  @POST
  @Path("/way-back/{account}/challenges/{challenge}/prepare")
  Uni<ReadyFactor> prepare(@PathParam("account") AccountId account, @PathParam("challenge") String challenge, Preparation wanted);

  @POST
  @Path("/way-back/{account}/challenges/{challenge}/verify")
  Uni<Response> verify(@PathParam("account") AccountId account, @PathParam("challenge") String challenge, ShownFactor shown);

  @GET
  @Path("/way-back/{account}/items")
  Uni<Items> items(@PathParam("account") AccountId account);

  @DELETE
  @Path("/way-back/{account}/items/{kind}/{item}")
  Uni<Response> remove(@PathParam("account") AccountId account, @PathParam("kind") String kind, @PathParam("item") String item);

  /// @param version  names this freeze: the next one has another
  /// @param frozenAt since when
  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  record CurrentFreeze(int version, Instant frozenAt) {}

  @RegisterForReflection
  record UnfreezeOrder(UUID requestId, int version, UUID passwordRequest) {}

  @RegisterForReflection
  record WayBack(UUID wayBack) {}

  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  record BegunFactor(Optional<String> challenge, List<String> methods) {}

  @RegisterForReflection
  record Preparation(UUID wayBack, String method) {}

  /// @param publicKey for the browser, unread
  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  record ReadyFactor(String method, Optional<JsonNode> publicKey) {

    // Jackson reads an absent one as a null node.
    public ReadyFactor {
      publicKey = publicKey.filter(JsonNode::isObject);
    }
  }

  @RegisterForReflection
  record ShownFactor(UUID wayBack, Factor factor) {}

  @RegisterForReflection
  record Factor(String method, Optional<String> code, Optional<JsonNode> credential) {

    @Override
    public String toString() {
      return "Factor[" + method + "]";
    }
  }

  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Items(List<Item> items) {

    // Absent means that nobody knows, and not that there are none.
    public Items {
      items = List.copyOf(items);
    }
  }

  /// @param name masked where it is an address
  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Item(String kind, String id, String name, Instant since) {

    @Override
    public String toString() {
      return "Item[" + kind + ", " + id + "]";
    }
  }
}
