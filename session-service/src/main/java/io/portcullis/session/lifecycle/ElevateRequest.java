package io.portcullis.session.lifecycle;

import io.portcullis.contracts.AccountId;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;

/// Evidence of a step-up, brought by auth-service.
///
/// @param enrolled the account's second factors when the step-up ended; absent from an older auth-service
/// @param enrolledSettled those of which one was settled then; not known unless said
record ElevateRequest(
    @NotNull AccountId accountId, @NotEmpty @Size(max = 8) List<@NotNull @Valid Evidence> evidence,
    Optional<@Size(max = 16) List<@NotNull @Pattern(regexp = "[a-z][a-z0-9-]{0,31}") String>> enrolled,
    Optional<@Size(max = 16) List<@NotNull @Pattern(regexp = "[a-z][a-z0-9-]{0,31}") String>> enrolledSettled) {}
