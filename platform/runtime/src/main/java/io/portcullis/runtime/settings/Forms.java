package io.portcullis.runtime.settings;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import io.portcullis.runtime.http.Network;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What is wrong with a text, by the form that its option wants (`io.portcullis.settings.Form`).
final class Forms {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");
  private static final Pattern SERVICE_ACCOUNT = Pattern.compile("(NAME:)?NAME".replace("NAME", NAME.pattern()));
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*|\\[[0-9a-fA-F:.]+\\]");
  private static final Pattern HOST_AND_PORT = Pattern.compile("(" + HOST.pattern() + "):(\\d{1,5})");
  private static final Pattern DATABASE = Pattern.compile("(" + HOST.pattern() + "):(\\d{1,5})/[A-Za-z0-9_.-]+(\\?.*)?");
  private static final Pattern MAILBOX = Pattern.compile(
      "MAILBOX|[^<>\\p{Cntrl}]*<MAILBOX>".replace("MAILBOX", "[^<>@\\s\"(),:;\\\\\\p{Cntrl}]+@(" + HOST.pattern() + ")"));
  private static final Pattern DIGITS_AND_DOTS = Pattern.compile("[0-9.]+");
  private static final Pattern PRIVATE_KEY = Pattern.compile("-----BEGIN ([A-Z]+ )?PRIVATE KEY-----");
  private static final int LAST_PORT = 65_535;

  private Forms() {}

  /// @return what is wrong, as the rest of a sentence that begins with the value
  static Optional<String> wrong(String form, String value, boolean production) {
    return switch (form) {
      case "text" -> value.isBlank() ? Optional.of("is blank") : Optional.empty();
      case "name" -> unless(NAME.matcher(value).matches(), "holds other characters than letters, digits, `-`, `_` and `.`");
      case "service-account" -> unless(SERVICE_ACCOUNT.matcher(value).matches(), "is no name, and no namespace and name with a colon between");
      case "prefix" -> unless(value.chars().noneMatch(Character::isWhitespace), "holds a blank");
      case "origin" -> origin(value, production);
      case "base-url" -> web(value).or(() -> bare(value));
      case "http-url" -> web(value);
      case "contact" -> contact(value);
      case "redis-url" -> url(value, Set.of("redis", "rediss"));
      case "postgresql-url" -> postgresql(value.replaceFirst("^vertx-reactive:", ""));
      case "jdbc-url" -> value.startsWith("jdbc:") ? postgresql(value.substring("jdbc:".length())) : Optional.of("is no JDBC URL");
      case "database" -> unless(DATABASE.matcher(value).matches() && port(DATABASE, value), "is not written as host:port/name");
      case "host-and-port" -> unless(HOST_AND_PORT.matcher(value).matches() && port(HOST_AND_PORT, value), "is not written as host:port");
      case "host", "domain" -> unless(HOST.matcher(value).matches() && isNoHalfAddress(value), "is no " + (form.equals("host") ? "host" : "domain"));
      case "country" -> unless(PhoneNumberUtil.getInstance().getSupportedRegions().contains(value.toUpperCase(Locale.ROOT)),
          "is no country with telephone numbers");
      case "network" -> unless(Network.parse(value).isPresent(), "is no network");
      case "file" -> path(value, true);
      case "watched-file" -> watched(value);
      case "certificate-file" -> path(value, true).or(() -> certificates(value));
      case "key-file" -> path(value, true).or(() -> privateKey(value));
      case "directory" -> path(value, false);
      case "url-path" -> unless(value.startsWith("/") && url("http://host" + value, Set.of("http")).isEmpty(), "is no path that begins with /");
      case "mailbox" -> unless(MAILBOX.matcher(value).matches(), "is no mail address");
      default -> throw new IllegalStateException("no such form: " + form);
    };
  }

  static boolean isName(String value) {
    return NAME.matcher(value).matches();
  }

  static String remedy(String form) {
    return switch (form) {
      case "text" -> "set it to a text";
      case "name" -> "use letters, digits, `-`, `_` and `.` alone";
      case "service-account" -> "set it to names such as `withdrawals`, or `payments:withdrawals` for one of another namespace";
      case "prefix" -> "set it to a text without blanks";
      case "origin" -> "set the public origin as browsers write it, such as `https://accounts.exchange.example`: no path, no slash at the end";
      case "base-url" -> "set it to a URL such as `http://session-service:8080`: no path, no slash at the end";
      case "http-url" -> "set it to a URL that begins with `https://` or `http://`";
      case "contact" -> "set it to a URI that begins with `mailto:` or `https://`";
      case "redis-url" -> "set it to a URL such as `redis://host:6379`, or `rediss://host:6379` for TLS";
      case "postgresql-url" -> "set it to `postgresql://host:port/name`, or leave it out: portcullis.database says it";
      case "jdbc-url" -> "set it to `jdbc:postgresql://host:port/name`, or leave it out: portcullis.database says it";
      case "database" -> "set it to `host:port/name`, such as `postgres:5432/auth`";
      case "host-and-port" -> "set it to `host:port`; commas stand between several";
      case "host" -> "set it to the name or the address of a machine";
      case "domain" -> "set it to a domain name";
      case "country" -> "set it to ISO 3166 codes such as `DE`; commas stand between several";
      case "network" -> "set it to addresses or networks such as `192.0.2.10/32`; commas stand between several";
      case "file" -> "set it to a file that this service can read";
      case "watched-file" -> "set it to a file in a directory that is there already; the file itself may come later";
      case "certificate-file" -> "set it to a PEM file with the certificate of the authority";
      case "key-file" -> "set it to a PEM file with a private key";
      case "directory" -> "set it to a directory that this service can read";
      case "url-path" -> "set it to a path such as `/v1/withdrawals`";
      case "mailbox" -> "set it to an address such as `Exchange <security@exchange.example>`";
      default -> throw new IllegalStateException("no such form: " + form);
    };
  }

  private static Optional<String> origin(String value, boolean production) {
    Optional<String> wrong = web(value).or(() -> bare(value));
    if (wrong.isPresent()) {
      return wrong;
    }
    URI origin = URI.create(value);
    if (!value.equals(value.toLowerCase(Locale.ROOT))) {
      return Optional.of("holds capital letters, which browsers never write in an origin");
    }
    if (origin.getPort() == (origin.getScheme().equals("https") ? 443 : 80)) {
      return Optional.of("names the usual port, which browsers never write in an origin");
    }
    if (production && !origin.getScheme().equals("https")) {
      return Optional.of("is not https, without which cookies and passkeys do not work");
    }
    return unless(!production || !isLoopback(origin.getHost()), "is a developer's machine");
  }

  private static boolean isLoopback(String host) {
    return host.equals("localhost") || host.endsWith(".localhost") || host.startsWith("127.") || host.equals("[::1]");
  }

  private static Optional<String> contact(String value) {
    return value.startsWith("mailto:") ? unless(MAILBOX.matcher(value.substring("mailto:".length())).matches(), "holds no mail address")
        : url(value, Set.of("https"));
  }

  private static Optional<String> web(String value) {
    return url(value, Set.of("https", "http"));
  }

  private static Optional<String> url(String value, Set<String> schemes) {
    URI url;
    try {
      url = new URI(value);
    } catch (URISyntaxException notOne) {
      return Optional.of("is no URL");
    }
    if (url.getScheme() == null) {
      return Optional.of("is no URL");
    }
    if (!schemes.contains(url.getScheme())) {
      return Optional.of("begins with `" + url.getScheme() + ":`, which is not supported here");
    }
    if (url.getHost() == null || url.getPort() > LAST_PORT || url.getPort() == 0) {
      return Optional.of("names no host, or no port that exists");
    }
    return unless(url.getUserInfo() == null || !schemes.contains("https"), "holds a user name");
  }

  /// Nothing behind host and port.
  private static Optional<String> bare(String value) {
    URI url = URI.create(value);
    boolean slash = "/".equals(url.getRawPath()) && url.getRawQuery() == null && url.getRawFragment() == null;
    return slash ? Optional.of("ends with a slash")
        : unless(url.getRawPath().isEmpty() && url.getRawQuery() == null && url.getRawFragment() == null, "holds more than scheme, host and port");
  }

  private static Optional<String> path(String value, boolean file) {
    Path path;
    try {
      path = Path.of(value);
    } catch (InvalidPathException notOne) {
      return Optional.of("is no path");
    }
    if (!Files.exists(path)) {
      return Optional.of("does not exist");
    }
    if (file ? !Files.isRegularFile(path) : !Files.isDirectory(path)) {
      return Optional.of(file ? "is no file" : "is no directory");
    }
    return unless(Files.isReadable(path), "can't be read by this service");
  }

  /// Host, port and the name of a database, as this service connects to one alone.
  private static Optional<String> postgresql(String value) {
    if (!value.startsWith("postgresql://") && !value.startsWith("postgres://")) {
      return Optional.of("is no URL of PostgreSQL");
    }
    String rest = value.substring(value.indexOf("://") + "://".length());
    return unless(DATABASE.matcher(rest).matches() && port(DATABASE, rest), "names no host, port and database");
  }

  private static Optional<String> certificates(String value) {
    try (InputStream in = Files.newInputStream(Path.of(value))) {
      return unless(!CertificateFactory.getInstance("X.509").generateCertificates(in).isEmpty(), "holds no certificate");
    } catch (IOException | CertificateException damaged) {
      return Optional.of("holds no certificate that can be read");
    }
  }

  private static Optional<String> privateKey(String value) {
    try {
      return unless(PRIVATE_KEY.matcher(Files.readString(Path.of(value))).find(), "holds no private key in PEM");
    } catch (IOException | UncheckedIOException unreadable) {
      return Optional.of("holds no private key in PEM");
    }
  }

  /// It may be downloaded while the service runs.
  private static Optional<String> watched(String value) {
    try {
      Path file = Path.of(value).toAbsolutePath();
      return Files.exists(file) ? path(value, true)
          : unless(Files.isDirectory(file.getParent()), "lies in a directory that does not exist");
    } catch (InvalidPathException notOne) {
      return Optional.of("is no path");
    }
  }

  /// What looks like an IPv4 address must be one: browsers and resolvers read `10.1` as `10.0.0.1`.
  private static boolean isNoHalfAddress(String host) {
    return !DIGITS_AND_DOTS.matcher(host).matches() || Network.parse(host).isPresent();
  }

  private static boolean port(Pattern pattern, String value) {
    var parts = pattern.matcher(value);
    if (!parts.matches()) {
      return false;
    }
    String port = value.substring(parts.end(1) + 1).split("/", 2)[0];
    return Integer.parseInt(port) >= 1 && Integer.parseInt(port) <= LAST_PORT;
  }

  private static Optional<String> unless(boolean right, String problem) {
    return right ? Optional.empty() : Optional.of(problem);
  }
}
