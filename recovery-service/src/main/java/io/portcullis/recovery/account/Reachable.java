package io.portcullis.recovery.account;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.Address;
import java.util.Optional;

/// An account behind an identifier and where its owner proved to be reachable.
///
/// @param locale     BCP 47 language tag
/// @param resetEpoch to be shown with a link that is issued now; empty from an earlier release of auth-service
public record Reachable(AccountId account, Address address, String locale, Optional<Integer> resetEpoch) {}
