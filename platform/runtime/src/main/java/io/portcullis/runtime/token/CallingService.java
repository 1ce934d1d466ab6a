package io.portcullis.runtime.token;

import java.security.Principal;
import java.util.Optional;
import java.util.regex.Pattern;

/// Another service, by the name its token proves.
///
/// @param name of the service account; one of another namespace than the house's is named with it: `payments:withdrawals`
public record CallingService(String name) implements Principal {

  private static final Pattern ELSEWHERE = Pattern.compile("[^:]+:[^:]+");

  /// @param subject `sub` of a service token
  /// @param house   what stands before the names of the house's own, such as `system:serviceaccount:portcullis:`. What stands before
  ///                its last part, the namespace, stands before those of other namespaces.
  static Optional<CallingService> of(String subject, String house) {
    if (subject.startsWith(house)) {
      return Optional.of(new CallingService(subject.substring(house.length())));
    }
    String everywhere = house.substring(0, house.lastIndexOf(':', house.length() - 2) + 1);
    // With both parts, never the name alone: an account of another namespace must not pass for one of the house.
    return Optional.of(subject).filter(_ -> !everywhere.isEmpty() && subject.startsWith(everywhere))
        .map(_ -> subject.substring(everywhere.length()))
        .filter(name -> ELSEWHERE.matcher(name).matches())
        .map(CallingService::new);
  }

  @Override
  public String getName() {
    return name;
  }
}
