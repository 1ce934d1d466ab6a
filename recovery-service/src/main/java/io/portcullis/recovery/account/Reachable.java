package io.portcullis.recovery.account;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.Address;

/// An account behind an identifier and where its owner proved to be reachable.
///
/// @param locale BCP 47 language tag
public record Reachable(AccountId account, Address address, String locale) {}
