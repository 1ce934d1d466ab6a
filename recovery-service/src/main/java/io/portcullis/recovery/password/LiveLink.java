package io.portcullis.recovery.password;

import io.portcullis.contracts.AccountId;
import io.portcullis.recovery.account.Issued;
import java.time.Instant;
import java.util.UUID;

/// A link that is neither used, superseded nor expired.
record LiveLink(UUID id, AccountId account, Issued issued, Instant expiresAt) {}
