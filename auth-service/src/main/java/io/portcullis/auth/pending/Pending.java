package io.portcullis.auth.pending;

import java.time.Instant;

/// Something that was begun and waits for a proof. Implementations are records that JSON can carry.
public interface Pending {

  Instant expiresAt();
}
