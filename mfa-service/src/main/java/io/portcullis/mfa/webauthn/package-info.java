/// Security keys and passkeys (WebAuthn Level 3): registering them, and checking what they sign.
///
/// `challenge` asks for one as a second factor, auth-service for one that signs in alone. Each ceremony has a challenge of
/// its own, which is gone with the first answer to it.
package io.portcullis.mfa.webauthn;
