package io.portcullis.session.customerlock;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.portcullis.contracts.SessionEvent.WithdrawalLockKind;
import io.portcullis.session.customerlock.WithdrawalLocks.On;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The withdrawal lock as customers and auth-service see it.
///
/// @param kind     who may lift it early; absent while withdrawals are open
/// @param lockedAt absent while withdrawals are open
/// @param opensAt  when it ends by itself; absent while withdrawals are open
@RegisterForReflection
@Schema(name = "WithdrawalLock")
record WithdrawalLockView(State state, Optional<Kind> kind, Optional<Instant> lockedAt, Optional<Instant> opensAt) {

  @RegisterForReflection
  @Schema(name = "WithdrawalLockState")
  enum State {
    @JsonProperty("open") OPEN,
    @JsonProperty("locked") LOCKED
  }

  @RegisterForReflection
  @Schema(name = "WithdrawalLockKind")
  enum Kind {
    /// Two strong factors lift it early that were enrolled before it.
    @JsonProperty("soft") SOFT,
    /// Nobody lifts it early.
    @JsonProperty("strict") STRICT;

    WithdrawalLockKind meant() {
      return switch (this) {
        case SOFT -> WithdrawalLockKind.SOFT;
        case STRICT -> WithdrawalLockKind.STRICT;
      };
    }

    static Kind of(WithdrawalLockKind kind) {
      return switch (kind) {
        case SOFT -> SOFT;
        case STRICT -> STRICT;
      };
    }
  }

  static final WithdrawalLockView OPEN =
      new WithdrawalLockView(State.OPEN, Optional.empty(), Optional.empty(), Optional.empty());

  static WithdrawalLockView of(On lock) {
    return new WithdrawalLockView(State.LOCKED, Optional.of(Kind.of(lock.kind())), Optional.of(lock.lockedAt()),
        Optional.of(lock.opensAt()));
  }
}
