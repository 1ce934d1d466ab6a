package io.portcullis.session.useragent;

import static io.portcullis.runtime.verdict.Verdicts.now;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Supplier;
import ua_parser.Parser;

/// Makes device names from user agents by the ua-parser project's list. One new user agent costs about 2 ms, and the
/// first of all 200 ms for the list, so it happens away from the event loop and is remembered.
@ApplicationScoped
public class DeviceNames {

  private static final int REMEMBERED = 5_000;
  /// The list's expressions take time that grows with the text: 10 ms for 512 letters of noise.
  private static final int LONGEST = 256;
  private static final String NOT_LISTED = "Other";

  private final Cache<String, DeviceName> names = Caffeine.newBuilder().maximumSize(REMEMBERED).build();
  private final Supplier<Parser> parser = new Lazy();
  private final Vertx vertx;

  DeviceNames(Vertx vertx) {
    this.vertx = vertx;
  }

  public Uni<DeviceName> of(Optional<String> userAgent) {
    if (userAgent.isEmpty()) {
      return now(DeviceName.UNKNOWN);
    }
    String agent = userAgent.get().substring(0, Math.min(userAgent.get().length(), LONGEST));
    DeviceName known = names.getIfPresent(agent);
    return known != null
        ? now(known)
        : vertx.executeBlocking(() -> names.get(agent, this::read), false);
  }

  private DeviceName read(String agent) {
    String software = parser.get().parseUserAgent(agent).family;
    String system = parser.get().parseOS(agent).family;
    DeviceKind kind = kind(agent, system);
    String hardware = switch (kind) {
      case PHONE -> "iOS".equals(system) ? "iPhone" : system + " phone";
      case TABLET -> "iOS".equals(system) ? "iPad" : system + " tablet";
      case DESKTOP -> "Mac OS X".equals(system) ? "Mac" : system;
      case UNKNOWN -> system;
    };
    if (NOT_LISTED.equals(software)) {
      return NOT_LISTED.equals(system) ? DeviceName.UNKNOWN : new DeviceName(hardware, kind);
    }
    return new DeviceName(NOT_LISTED.equals(system) ? software : software + " on " + hardware, kind);
  }

  private static DeviceKind kind(String agent, String system) {
    return switch (system) {
      case "iOS" -> agent.contains("iPad") ? DeviceKind.TABLET : DeviceKind.PHONE;
      // Android's convention: a phone's browser says "Mobile", a tablet's does not.
      case "Android" -> agent.contains("Mobile") ? DeviceKind.PHONE : DeviceKind.TABLET;
      case "Windows", "Mac OS X", "Linux", "Ubuntu", "Debian", "Fedora", "Chrome OS", "FreeBSD" -> DeviceKind.DESKTOP;
      default -> DeviceKind.UNKNOWN;
    };
  }

  /// Loaded with the first sign-in of an unseen user agent: 1 200 expressions that a replica may never need.
  private static final class Lazy implements Supplier<Parser> {
    private Parser parser;

    @Override
    public synchronized Parser get() {
      if (parser == null) {
        parser = new Parser();
      }
      return parser;
    }
  }
}
