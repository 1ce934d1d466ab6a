package io.portcullis.auth.recovery;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What the owner of a recovered account has lost: it opens nothing any more.
public enum Loss {
  @JsonProperty("second-factors") SECOND_FACTORS,
  @JsonProperty("trading-passphrase") TRADING_PASSPHRASE
}
