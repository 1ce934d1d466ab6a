package io.portcullis.session.apikey;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.action.CanonicalAction;
import io.portcullis.runtime.text.ReadableText;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A key as its customer approved it: the fields of the action `api-key`, as they were written there.
///
/// @param name      what to call it
/// @param scopes    what it may do; nothing else
/// @param networks  where it counts from: addresses, or networks in CIDR notation. From everywhere when absent
/// @param publicKey Ed25519 (RFC 8032 §5.1.5) in base64url. When absent a secret for HMAC-SHA-256 is made
/// @param expiresAt in UTC, to the second, a year from now at most
/// @param statement JWT of the type `approval+jwt`, for the system `portcullis`
@Schema(name = "ProposedApiKey")
public record ProposedKey(@NotNull @Size(min = 1, max = 60) String name,
    @NotEmpty @Size(max = 20) List<@NotNull @Pattern(regexp = "[a-z][a-z0-9:._-]{0,39}") String> scopes,
    Optional<@Size(max = AllowList.LONGEST) List<@NotNull @Pattern(regexp = "[0-9A-Fa-f:./]{2,50}") String>> networks,
    Optional<@Pattern(regexp = "[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]") String> publicKey,
    @NotNull @Pattern(regexp = "20[0-9]{2}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z") @Schema(examples = "2027-01-31T00:00:00Z") String expiresAt,
    @NotNull @Size(min = 1, max = 4096) String statement) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /// What must have been approved, word for word.
  String canonical(AccountId account) {
    ObjectNode details = JSON.createObjectNode().put("type", "api-key").put("name", name);
    scopes.forEach(details.putArray("scopes")::add);
    networks.ifPresent(list -> list.forEach(details.putArray("networks")::add));
    publicKey.ifPresent(key -> details.put("publicKey", key));
    return CanonicalAction.of(account, details.put("expiresAt", expiresAt));
  }

  boolean hasReadableName() {
    return name.matches(ReadableText.FORM) && ReadableText.clean(name).filter(name::equals).isPresent();
  }

  @Override
  public String toString() {
    return "ProposedKey[redacted]";
  }
}
