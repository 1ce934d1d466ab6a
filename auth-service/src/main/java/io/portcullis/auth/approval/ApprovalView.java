package io.portcullis.auth.approval;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// An approval as its customer sees it. Everything about the action is read out of the text that is hashed.
///
/// @param system               the exchange's system that will execute the action
/// @param title                what kind of action it is
/// @param fields               everything that is in it, to be shown in this order
/// @param authorizationDetails the same for programs (RFC 9396 §2)
/// @param actionHash           SHA-256 of the action, in base64url
/// @param acr                  what the second factor must be worth: `aal2` is any, `phr` a security key or passkey
/// @param endsAt               when it is too late to approve it, or to consume it
/// @param warnings             to be shown above all fields: what looks wrong with it, or stands in its way now
@RegisterForReflection
@Schema(name = "Approval")
public record ApprovalView(UUID approvalId, ApprovalState state, String system, String title, List<ShownAction.Field> fields,
    @Schema(type = SchemaType.OBJECT) ActionJson authorizationDetails,
    @Schema(implementation = String.class) String actionHash, RequiredStrength acr, Instant proposedAt, Instant endsAt,
    List<ActionWarning> warnings) {}
