package io.portcullis.auth.stepup;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.portcullis.auth.pending.Pending;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SessionId;
import io.portcullis.runtime.token.Customer;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A step-up under way, and what it is bound to.
///
/// @param methods   what will do, strongest first
/// @param challenge mfa-service's challenge of this step-up; empty where the password will do
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true) // an older release kept what was enrolled
record PendingStepUp(AccountId account, SessionId session, List<String> methods, Optional<String> challenge,
    Instant begunAt, Instant expiresAt) implements Pending {

  boolean isOf(Customer customer) {
    return account.equals(customer.account()) && session.equals(customer.session());
  }
}
