package io.portcullis.session.oauth;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// For the API document only: the body of revocation and introspection.
@Schema(requiredProperties = "token")
record TokenForm(String token) {}
