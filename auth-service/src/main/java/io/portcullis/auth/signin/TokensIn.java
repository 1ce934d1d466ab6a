package io.portcullis.auth.signin;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/// Where a client wants its refresh and device token. The access token is in the body always: a page keeps it in memory.
@RegisterForReflection
enum TokensIn {
  /// For an app that has a key store.
  @JsonProperty("body") BODY,
  /// For a page: no script that gets into it can read them there.
  @JsonProperty("cookies") COOKIES
}
