package io.portcullis.session.apikey;

import io.portcullis.session.apikey.KeyMaterial.Ed25519;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a customer approved, understood.
///
/// @param publicKey empty when a secret is to be made
record WantedKey(String name, List<String> scopes, AllowList networks, Optional<Ed25519> publicKey, Instant expiresAt) {}
