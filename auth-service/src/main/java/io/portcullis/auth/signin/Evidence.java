package io.portcullis.auth.signin;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/// One thing that was proved.
///
/// @param amr how (RFC 8176)
/// @param at  when; for a password the moment before its hash was read, so that a change after that makes it stale
@RegisterForReflection
record Evidence(String amr, Instant at) {

  static final String PASSWORD = "pwd";
}
