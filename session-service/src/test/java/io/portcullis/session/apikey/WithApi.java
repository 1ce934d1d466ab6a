package io.portcullis.session.apikey;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.HashMap;
import java.util.Map;

/// An exchange's API behind the gateway: what needs which scope.
public class WithApi implements QuarkusTestProfile {

  @Override
  public Map<String, String> getConfigOverrides() {
    var config = new HashMap<String, String>();
    config.put("portcullis.trusted-proxies", "127.0.0.1/32");
    config.put("portcullis.api-keys.origins", "https://api.example.com,https://futures.example.com");
    config.put("portcullis.api-keys.scopes", "staking");
    config.put("portcullis.api-keys.at-most-per-account", "5");
    config.put("portcullis.check.rules[0].path", "/api/withdrawals");
    config.put("portcullis.check.rules[0].api-key-scope", "withdraw");
    config.put("portcullis.check.rules[1].path", "/api/orders");
    config.put("portcullis.check.rules[1].methods", "GET");
    config.put("portcullis.check.rules[1].api-key-scope", "read");
    config.put("portcullis.check.rules[2].path", "/api/orders");
    config.put("portcullis.check.rules[2].acr", "aal2");
    config.put("portcullis.check.rules[2].api-key-scope", "trade");
    config.put("portcullis.check.rules[3].path", "/api/profile");
    config.put("portcullis.check.rules[3].scope", "account");
    config.put("portcullis.check.rules[4].path", "/api");
    config.put("portcullis.check.rules[4].api-key-scope", "read");
    return config;
  }
}
