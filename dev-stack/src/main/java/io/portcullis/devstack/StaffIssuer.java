package io.portcullis.devstack;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/// Plays the company's OIDC provider for the support desk. It publishes its key (`GET /keys`), signs the staff page's people in, and
/// gives anybody on this machine a token for a person of any name (`GET /token?person=alice&roles=support,lead`), which a real
/// provider would not.
final class StaffIssuer implements AutoCloseable {
  static final String AUDIENCE = "portcullis-support";
  private static final Duration LIFETIME = Duration.ofMinutes(15);
  private static final int LONGEST_FORM = 10_000;
  private static final Pattern NAMES = Pattern.compile("[a-z0-9-]{1,40}(,[a-z0-9-]{1,40})*");

  private final HttpServer server;
  private final EllipticCurveJsonWebKey key;
  private final String issuer;
  private final String desk;
  private final StaffSignIn signIn;
  private final Clock clock;

  StaffIssuer(Ports ports, Clock clock) throws IOException, JoseException {
    this.clock = clock;
    this.issuer = issuer(ports);
    desk = "http://localhost:" + Ports.staff(ports.service(Service.RECOVERY));
    signIn = new StaffSignIn(desk + "/desk", clock);
    key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
    key.setKeyId(key.calculateBase64urlEncodedThumbprint("SHA-256"));
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", ports.staffIssuer()), 0);
    server.createContext("/", this::handle);
  }

  static String issuer(Ports ports) {
    return "http://127.0.0.1:" + ports.staffIssuer();
  }

  void start() {
    server.start();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      // For the page's script, which asks for the metadata and brings its code.
      exchange.getResponseHeaders().set("Access-Control-Allow-Origin", desk);
      switch (exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath()) {
        case "GET /keys" -> answer(exchange, 200, "application/json", new JsonWebKeySet(key).toJson(OutputControlLevel.PUBLIC_ONLY));
        case "GET /token" -> {
          Map<String, String> asked = parameters(exchange);
          String person = asked.getOrDefault("person", "");
          String roles = asked.getOrDefault("roles", "");
          if (NAMES.matcher(person).matches() && NAMES.matcher(roles).matches()) {
            answer(exchange, 200, "text/plain", token(person, List.of(roles.split(","))));
          } else {
            answer(exchange, 400, "text/plain", "Wants ?person=alice&roles=support,reviewer,lead\n");
          }
        }
        case "GET /.well-known/openid-configuration" -> answer(exchange, 200, "application/json", metadata());
        case "GET /authorize" -> page(exchange, signIn.form(parameters(exchange)));
        case "POST /authorize" -> redirect(exchange, signIn.signedIn(form(exchange), issuer));
        case "POST /token" -> grant(exchange, signIn.redeem(form(exchange)));
        default -> answer(exchange, 404, "text/plain", "Not found\n");
      }
    }
  }

  /// OpenID Connect Discovery 1.0 §3.
  private String metadata() {
    return """
        {"issuer":"%1$s","authorization_endpoint":"%1$s/authorize","token_endpoint":"%1$s/token","jwks_uri":"%1$s/keys",
        "response_types_supported":["code"],"code_challenge_methods_supported":["S256"],"subject_types_supported":["public"],
        "id_token_signing_alg_values_supported":["ES256"],"token_endpoint_auth_methods_supported":["none"],
        "authorization_response_iss_parameter_supported":true}
        """.formatted(issuer);
  }

  private static void page(HttpExchange exchange, Optional<String> page) throws IOException {
    if (page.isPresent()) {
      exchange.getResponseHeaders().set("Content-Security-Policy", "default-src 'none'; base-uri 'none'; frame-ancestors 'none'");
      answer(exchange, 200, "text/html; charset=utf-8", page.get());
    } else {
      answer(exchange, 400, "text/plain", "Not a request of the staff page\n");
    }
  }

  private static void redirect(HttpExchange exchange, Optional<String> target) throws IOException {
    if (target.isPresent()) {
      exchange.getResponseHeaders().set("Location", target.get());
      answer(exchange, 302, "text/plain", "");
    } else {
      answer(exchange, 400, "text/plain", "Not a request of the staff page\n");
    }
  }

  /// RFC 6749 §5.
  private void grant(HttpExchange exchange, Optional<StaffSignIn.Person> found) throws IOException {
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    if (found.isPresent()) {
      StaffSignIn.Person person = found.get();
      answer(exchange, 200, "application/json", """
          {"access_token":"%s","token_type":"Bearer","expires_in":%d,"refresh_token":"%s"}
          """.formatted(token(person.name(), person.roles()), LIFETIME.toSeconds(), signIn.refreshToken(person)));
    } else {
      answer(exchange, 400, "application/json", "{\"error\":\"invalid_grant\"}");
    }
  }

  private String token(String person, List<String> roles) {
    long now = clock.instant().getEpochSecond();
    var claims = new JwtClaims();
    claims.setIssuer(issuer);
    claims.setAudience(AUDIENCE);
    claims.setSubject(person);
    claims.setIssuedAt(NumericDate.fromSeconds(now));
    claims.setExpirationTime(NumericDate.fromSeconds(now + LIFETIME.toSeconds()));
    claims.setGeneratedJwtId();
    claims.setStringListClaim("roles", roles);
    return Es256.sign(claims, key);
  }

  private static Map<String, String> parameters(HttpExchange exchange) {
    return pairs(exchange.getRequestURI().getRawQuery());
  }

  private static Map<String, String> form(HttpExchange exchange) throws IOException {
    return pairs(new String(exchange.getRequestBody().readNBytes(LONGEST_FORM), StandardCharsets.UTF_8));
  }

  private static Map<String, String> pairs(String query) {
    return Arrays.stream(query == null ? new String[0] : query.split("&")).map(pair -> pair.split("=", 2))
        .filter(pair -> pair.length == 2)
        .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8), (first, _) -> first));
  }

  private static void answer(HttpExchange exchange, int status, String type, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    // -1 says that nothing follows; 0 would begin chunks.
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }
}
