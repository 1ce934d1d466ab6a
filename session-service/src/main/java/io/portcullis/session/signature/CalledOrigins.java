package io.portcullis.session.signature;

import io.portcullis.session.apikey.ApiKeyConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The hosts that programs call, as signatures spell them (RFC 9421 §2.2.3): in small letters, without the scheme's own port.
@ApplicationScoped
public class CalledOrigins {

  private final Map<String, String> bySpelling = new LinkedHashMap<>();
  private final String first;

  CalledOrigins(ApiKeyConfig config, @ConfigProperty(name = "portcullis.origin") String origin) {
    List<String> origins = config.origins().orElse(List.of(origin));
    origins.stream().map(URI::create).forEach(this::add);
    first = bySpelling.values().iterator().next();
  }

  private void add(URI origin) {
    String host = origin.getHost().toLowerCase(Locale.ROOT);
    int usual = origin.getScheme().equals("https") ? 443 : 80;
    boolean isUsual = origin.getPort() == -1 || origin.getPort() == usual;
    String authority = isUsual ? host : host + ':' + origin.getPort();
    bySpelling.put(authority, authority);
    if (isUsual) {
      bySpelling.put(host + ':' + usual, authority);
    }
  }

  /// Empty for a host that programs do not call here.
  ///
  /// @param host as the gateway says; the first of all where it does not say
  public Optional<String> authority(Optional<String> host) {
    return host.isEmpty() ? Optional.of(first) : Optional.ofNullable(bySpelling.get(host.get().toLowerCase(Locale.ROOT)));
  }

  boolean isFirst(String authority) {
    return authority.equals(first);
  }
}
