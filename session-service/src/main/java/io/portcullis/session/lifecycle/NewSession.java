package io.portcullis.session.lifecycle;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.DeviceId;
import io.portcullis.contracts.SessionId;
import io.portcullis.runtime.crypto.OpaqueToken;
import io.portcullis.runtime.token.FactorAge;
import io.portcullis.runtime.token.KeyThumbprint;
import io.portcullis.session.lifecycle.Lifetimes.Remember;
import io.portcullis.session.risk.AssessSignIn.Assessment;
import io.portcullis.session.token.RefreshToken;
import io.portcullis.session.useragent.DeviceName;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Everything a session's row will say.
///
/// @param restricted   whether it may do little else than to wait, or to get a factor
/// @param factor       how old the second factor is that was shown
/// @param device       what becomes of the device if it is not known
/// @param trustedUntil until when the device needs no second factor from now on; empty to leave that as it is
record NewSession(
    AccountId account, SessionId id, Proof proof, FactorAge factor, boolean restricted, Remember remember, RefreshToken refreshToken, byte[] clientMark,
    NewDevice device, Optional<String> address, Optional<KeyThumbprint> boundTo, Instant now, Instant idleAt,
    Instant expiresAt, Assessment assessment, Optional<Instant> trustedUntil) {

  /// Empty when the session is to end with the browser (IN-10).
  Optional<Duration> keptFor() {
    return remember == Remember.YES ? Optional.of(Duration.between(now, expiresAt)) : Optional.empty();
  }

  /// Whether it may end no other session: it is restricted, or rests on a fresh factor beside a settled one.
  boolean isWeak() {
    return restricted || factor instanceof FactorAge.Settles(Instant at) && at.isAfter(now);
  }

  record NewDevice(DeviceId id, OpaqueToken token, DeviceName name) {}
}
