package io.portcullis.recovery.account;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/// What the owner of a recovered account has lost: it opens nothing any more.
@RegisterForReflection
public enum Lost {
  @JsonProperty("second-factors") SECOND_FACTORS,
  @JsonProperty("trading-passphrase") TRADING_PASSPHRASE
}
