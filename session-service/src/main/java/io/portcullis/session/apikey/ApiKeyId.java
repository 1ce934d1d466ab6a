package io.portcullis.session.apikey;

import io.portcullis.contracts.AccountId;
import java.util.UUID;

/// What programs name a key by: it says whose it is, and ends with a MAC.
///
/// @param key  its id in the customer's list
/// @param text as it is sent, 64 characters of base64url
public record ApiKeyId(AccountId account, UUID key, String text) {}
