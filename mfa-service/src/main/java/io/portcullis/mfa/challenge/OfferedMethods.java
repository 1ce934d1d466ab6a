package io.portcullis.mfa.challenge;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.mfa.outofband.CodeAddresses;
import io.portcullis.mfa.policy.EnrolledMethods;
import io.portcullis.mfa.policy.Method;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Which methods prove a challenge: what is enrolled and good for its purpose, or the one way to the address that it
/// names. Asked again at every step, since what is enrolled may have changed since the challenge began.
@ApplicationScoped
class OfferedMethods {

  private final EnrolledMethods enrolled;

  OfferedMethods(EnrolledMethods enrolled) {
    this.enrolled = enrolled;
  }

  /// Strongest first.
  Uni<List<Method>> of(Binding binding) {
    return binding.validatedAddress()
        .map(address -> now(List.of(CodeAddresses.methodOf(address))))
        .orElseGet(() -> enrolled.of(binding.account())
            .map(all -> all.stream().filter(binding.purpose()::admits).toList()));
  }
}
