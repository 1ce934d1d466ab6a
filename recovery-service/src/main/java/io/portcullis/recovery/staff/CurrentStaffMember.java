package io.portcullis.recovery.staff;

import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;

/// The staff member whose request is being answered; only meaningful behind `@RolesAllowed(StaffMember.ROLE)`.
@RequestScoped
public class CurrentStaffMember {

  private final SecurityIdentity identity;

  CurrentStaffMember(SecurityIdentity identity) {
    this.identity = identity;
  }

  public StaffMember get() {
    if (identity.getPrincipal() instanceof StaffMember member) {
      return member;
    }
    throw new UnauthorizedException();
  }
}
