package io.portcullis.recovery.password;

import io.portcullis.contracts.AccountId;
import io.portcullis.recovery.account.Issued;
import java.time.Instant;
import java.util.UUID;

/// A link that is neither used, superseded nor expired, and whose account had no other one used.
record LiveLink(UUID id, AccountId account, Issued issued, Instant expiresAt) {}
