package io.portcullis.recovery.recoverycase;

import io.portcullis.contracts.RecoveryEvent.CaseCanceller;
import io.portcullis.recovery.recoverycase.CaseTable.Who;

/// Who changes a case.
sealed interface Actor {

  /// Whether a line of the table for `who` is for this one. Which persons differ is the case's to check.
  boolean isOne(Who who);

  /// The one who shows the case's token.
  record Claimant() implements Actor {
    @Override
    public boolean isOne(Who who) {
      return who == Who.CLAIMANT || who == Who.CLAIMANT_OR_OWNER;
    }
  }

  /// @param by how the owner makes themselves heard
  record Owner(CaseCanceller by) implements Actor {
    @Override
    public boolean isOne(Who who) {
      return who == Who.CLAIMANT_OR_OWNER || who == Who.OWNER && by != CaseCanceller.LINK;
    }
  }

  /// @param person a member of the staff, as `iss|sub`: two sessions of theirs are one person
  /// @param reason in the person's own words
  record Staff(String person, String reason) implements Actor {
    @Override
    public boolean isOne(Who who) {
      return who == Who.REVIEWER || who == Who.SECOND_REVIEWER;
    }
  }

  record Sweep() implements Actor {
    @Override
    public boolean isOne(Who who) {
      return who == Who.SWEEP;
    }
  }
}
