package io.portcullis.session.session;

import io.portcullis.contracts.AccountId;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/// Evidence of a step-up, brought by auth-service.
record ElevateRequest(
    @NotNull AccountId accountId, @NotEmpty @Size(max = 8) List<@NotNull @Valid Evidence> evidence) {}
