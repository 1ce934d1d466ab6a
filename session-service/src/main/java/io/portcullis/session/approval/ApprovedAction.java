package io.portcullis.session.approval;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SessionId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;

/// What is said of an approved action.
///
/// @param sessionId  in which it was approved
/// @param audience   the system that may execute it; never that of access tokens
/// @param actionHash SHA-256 of the action, in base64url
/// @param acr        what the approval was worth; never a password alone
/// @param lifetime   seconds
@RegisterForReflection
public record ApprovedAction(@NotNull UUID approvalId, @NotNull AccountId accountId, @NotNull SessionId sessionId,
    @NotNull @Pattern(regexp = "(?!portcullis$)[A-Za-z0-9._-]{1,64}") String audience,
    @NotNull @Pattern(regexp = "[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]") String actionHash,
    @NotNull @Pattern(regexp = "aal2|phr") String acr,
    @NotEmpty @Size(max = 8) List<@NotNull @Pattern(regexp = "[a-z-]{1,32}") String> amr,
    @Min(1) @Max(300) long lifetime) {}
