package io.portcullis.mfa.webauthn;

import io.portcullis.runtime.settings.Finding;
import io.portcullis.runtime.settings.Settings;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether the relying party is one that browsers accept at the suite's own origin (WebAuthn L3 §5.1.3): its id is the
/// origin's host or a domain above it.
public final class RelyingPartySettings {

  private static final String ID = "portcullis.mfa.webauthn.rp-id";
  private static final String ORIGINS = "portcullis.mfa.webauthn.origins";

  private RelyingPartySettings() {}

  public static List<Finding> check(Settings settings) {
    var findings = new ArrayList<Finding>();
    Optional<String> host = settings.text("portcullis.origin").flatMap(RelyingPartySettings::host);
    settings.text(ID).filter(id -> host.isPresent() && !isAbove(id, host.get())).ifPresent(id ->
        findings.add(new Finding(ID, "`" + id + "` is another domain than " + host.get() + " of portcullis.origin: no browser accepts it",
            "leave it out, or set it to " + host.get() + " or a domain above it")));
    settings.text(ID).filter(id -> id.indexOf('.') < 0 && !id.equals("localhost")).ifPresent(id ->
        findings.add(new Finding(ID, "`" + id + "` is a top-level domain", "leave it out, or set it to the host of portcullis.origin")));
    for (String origin : settings.texts(ORIGINS)) {
      if (!RelyingPartyFacts.isOrigin(origin)) {
        findings.add(new Finding(ORIGINS, "`" + origin + "` is what no client says",
            "write `https://host` or `https://host:port` without a slash at the end, or `android:apk-key-hash:…`"));
      }
    }
    return findings;
  }

  private static boolean isAbove(String id, String host) {
    return host.equals(id) || host.endsWith("." + id);
  }

  private static Optional<String> host(String origin) {
    try {
      return Optional.ofNullable(URI.create(origin).getHost());
    } catch (IllegalArgumentException notAUrl) {
      return Optional.empty();
    }
  }
}
