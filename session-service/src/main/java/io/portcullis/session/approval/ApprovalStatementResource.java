package io.portcullis.session.approval;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Where auth-service has an approval signed.
@Path("/internal/approval-statements")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("service")
@Tag(name = "Internal")
public class ApprovalStatementResource {

  private final ApprovalStatements statements;

  ApprovalStatementResource(ApprovalStatements statements) {
    this.statements = statements;
  }

  /// @param statement JWT of the type `approval+jwt`; absent when the session has ended
  @RegisterForReflection
  public record SignedStatement(Optional<String> statement) {

    @Override
    public String toString() {
      return "SignedStatement[redacted]";
    }
  }

  @POST
  @Operation(operationId = "signApprovalStatement", summary = "Sign that a customer approved an action")
  public Uni<SignedStatement> sign(@Valid @NotNull ApprovedAction approved) {
    return statements.sign(approved).map(SignedStatement::new);
  }
}
