package io.portcullis.mfa.challenge;

import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.guess.Claimant;
import io.portcullis.mfa.webauthn.ActionHash;
import io.portcullis.runtime.identifier.Identifier;
import java.util.Optional;

/// What a challenge is for, to be told again with every try.
///
/// @param attempt          the caller's own id of what the claimant is doing, such as one sign-in
/// @param validatedAddress where the code goes; present if, and only if, the purpose [Purpose#takesAddress]
/// @param claimant         whose budgets are spent
/// @param action           what is approved; present if, and only if, the purpose [Purpose#takesAction]
record Binding(AccountId account, Purpose purpose, String attempt, Optional<Identifier> validatedAddress,
    Claimant claimant, Optional<ActionHash> action) {

  /// All but the address, which must stand nowhere in the clear. Unambiguous: no account id, no purpose and no attempt
  /// holds a slash, nor does a claimant.
  String text() {
    String told = account + "/" + purpose.wireName() + "/" + attempt + action.map(hash -> "/" + hash.value()).orElse("");
    return claimant.equals(Claimant.STRANGER) ? told : told + "/" + claimant.text();
  }
}
