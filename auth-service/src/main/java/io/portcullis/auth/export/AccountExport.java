package io.portcullis.auth.export;

import io.portcullis.contracts.AccountId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// @param opensAt when gathering begins or began
/// @param endsAt  until when it can be fetched; empty before it is ready
record AccountExport(UUID id, AccountId account, ExportState state, Instant askedAt, Instant opensAt, Optional<Instant> endsAt) {}
