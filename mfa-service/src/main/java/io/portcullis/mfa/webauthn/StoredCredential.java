package io.portcullis.mfa.webauthn;

import com.yubico.webauthn.data.ByteArray;
import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.totp.AuthenticatorId;
import java.time.Instant;

/// What an assertion is checked against.
record StoredCredential(AccountId account, AuthenticatorId id, ByteArray credentialId, ByteArray userHandle, ByteArray publicKey,
    long signatureCounter, boolean backupEligible, Instant settledAt) {}
