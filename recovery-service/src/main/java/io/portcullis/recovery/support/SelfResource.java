package io.portcullis.recovery.support;

import io.portcullis.recovery.staff.CurrentStaffMember;
import io.portcullis.recovery.staff.StaffMember;
import io.portcullis.recovery.staff.StaffRole;
import io.portcullis.recovery.support.StaffOperation.Ration;
import io.portcullis.runtime.metric.Outcomes;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// What a staff page asks first. It shows nothing of a customer, so it is neither counted nor kept.
@Path("/v1/support/me")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Support desk")
@RolesAllowed(StaffMember.ROLE)
public class SelfResource {

  private final CurrentStaffMember caller;
  private final Rations rations;

  SelfResource(CurrentStaffMember caller, Rations rations) {
    this.caller = caller;
    this.rations = rations;
  }

  /// @param person     the id that the audit trail names
  /// @param roles      `support`, `reviewer`, `lead`, `operator`, `auditor`
  /// @param operations what these roles may do
  @RegisterForReflection
  public record Self(String person, List<String> roles, List<String> operations, RationsLeft leftThisHour) {}

  @RegisterForReflection
  public record RationsLeft(int reads, int acts, int decisions) {}

  @GET
  @Operation(operationId = "showStaffSelf", summary = "Who you are at the support desk, and what you may do")
  public Uni<Self> show() {
    StaffMember member = caller.get();
    return Uni.combine().all().unis(rations.left(member.person(), Ration.READS), rations.left(member.person(), Ration.ACTS),
            rations.left(member.person(), Ration.DECISIONS))
        .with((reads, acts, decisions) -> new Self(member.person().id(), roles(member),
            Arrays.stream(StaffOperation.values()).filter(operation -> operation.isOpenTo(member.roles()))
                .map(StaffOperation::wireName).toList(),
            new RationsLeft(reads, acts, decisions)));
  }

  private static List<String> roles(StaffMember member) {
    return Arrays.stream(StaffRole.values()).filter(member.roles()::contains).map(Outcomes::kebab).toList();
  }
}
