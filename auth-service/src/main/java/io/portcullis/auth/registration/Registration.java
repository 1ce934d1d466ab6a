package io.portcullis.auth.registration;

import io.portcullis.auth.password.PasswordHash;
import io.portcullis.runtime.identifier.Identifier;
import java.util.UUID;

/// One attempt to register. The account, if there will be one, gets the password of the attempt that is verified.
///
/// @param locale BCP 47 language tag of messages
record Registration(UUID id, Identifier identifier, String locale, PasswordHash password) {}
