package io.portcullis.auth.approval;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SessionId;
import io.portcullis.runtime.action.ActionHash;
import io.portcullis.runtime.token.ServiceAudience;
import io.portcullis.runtime.token.ServiceTokenFilter;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/// session-service: the signature under an approval, by the keys that it alone has, and its end.
@Path("/internal")
@RegisterRestClient(configKey = "session")
@RegisterProvider(ServiceTokenFilter.class)
@ServiceAudience("session-service")
interface ApprovalSigning {

  @POST
  @Path("/approval-statements")
  Uni<SignedStatement> sign(ApprovedAction approved);

  /// Asking again changes nothing.
  @POST
  @Path("/voided-approvals")
  Uni<Response> voidAll(Voiding voiding);

  @RegisterForReflection
  record Voiding(AccountId accountId, List<UUID> approvals) {}

  /// @param lifetime seconds
  @RegisterForReflection
  record ApprovedAction(UUID approvalId, AccountId accountId, SessionId sessionId, String audience, ActionHash actionHash, RequiredStrength acr,
      List<String> amr, long lifetime) {}

  /// @param statement empty when the session has ended in which it was approved
  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  record SignedStatement(Optional<String> statement) {

    @Override
    public String toString() {
      return "SignedStatement[redacted]";
    }
  }
}
