package io.portcullis.recovery.account;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.token.ServiceAudience;
import io.portcullis.runtime.token.ServiceTokenFilter;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/// auth-service, as far as it compares a code that a claimant typed with the account's authenticator app.
@Path("/internal/case-factors")
@RegisterRestClient(configKey = "auth")
@RegisterProvider(ServiceTokenFilter.class)
@ServiceAudience("auth-service")
public interface CaseFactors {

  @POST
  Uni<FactorAnswer> compare(ShownCode shown);

  @RegisterForReflection
  record ShownCode(AccountId accountId, UUID caseId, Instant openedAt, String code) {

    @Override
    public String toString() {
      return "ShownCode[" + caseId + "]";
    }
  }

  /// @param outcome `match`, `too-new`, `no-match` or `not-compared`; a later release may know more
  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  record FactorAnswer(String outcome) {}
}
