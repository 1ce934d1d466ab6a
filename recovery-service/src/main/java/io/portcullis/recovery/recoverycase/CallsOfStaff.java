package io.portcullis.recovery.recoverycase;

import io.portcullis.contracts.AccountId;
import io.smallrye.mutiny.Uni;
import java.util.UUID;

/// What the support desk keeps of its staff's calls. The desk knows cases, and cases do not know the desk.
public interface CallsOfStaff {

  /// Hears whose case a member of the staff opened, before anybody can decide on one of that account. It may be told twice.
  ///
  /// @param call by which the case was opened
  Uni<Void> recognised(UUID call, AccountId account);
}
