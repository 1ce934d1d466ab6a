package io.portcullis.recovery.staff;

import java.security.Principal;
import java.util.Set;

/// Who called the support desk, as a token of the company's OIDC provider says.
///
/// @param roles never empty
public record StaffMember(Person person, Set<StaffRole> roles) implements Principal {

  /// The role that every resource of the support desk names.
  public static final String ROLE = "staff";

  public StaffMember {
    roles = Set.copyOf(roles);
  }

  @Override
  public String getName() {
    return person.id();
  }
}
