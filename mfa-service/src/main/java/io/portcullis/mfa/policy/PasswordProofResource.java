package io.portcullis.mfa.policy;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SessionId;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.ProblemException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// What auth-service tells when a signed-in customer has shown the password.
@Path("/internal/accounts/{id}/password-proofs")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("service")
@Tag(name = "internal")
public class PasswordProofResource {

  private final PasswordProofs proofs;
  private final Settling settling;

  PasswordProofResource(PasswordProofs proofs, Settling settling) {
    this.proofs = proofs;
    this.settling = settling;
  }

  /// @param letInByAddressAt when an address of the account last set its password, or confirmed a sign-in
  @RegisterForReflection
  public record ShownPassword(@NotNull SessionId sessionId, Optional<Instant> letInByAddressAt) {}

  /// @param expiresIn seconds
  @RegisterForReflection
  public record MadeProof(String passwordProof, long expiresIn) {

    @Override
    public String toString() {
      return "MadeProof[redacted]";
    }
  }

  @POST
  @Operation(summary = "Make the proof by which a session may enrol the account's first second factor")
  public Uni<MadeProof> make(@PathParam("id") String id, @NotNull @Valid ShownPassword shown) {
    AccountId account = AccountId.parse(id).orElseThrow(() -> new ProblemException(HouseProblem.NOT_FOUND));
    return proofs.make(account, shown.sessionId(), settling.ground(shown.letInByAddressAt()))
        .map(proof -> new MadeProof(proof.reveal(), PasswordProofs.LIFETIME.toSeconds()));
  }
}
