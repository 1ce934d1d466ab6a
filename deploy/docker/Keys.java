import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Makes what the services need to trust each other and to seal their secrets, a directory each, and issues their tokens.
/// The JDK alone is enough to run it.
///
/// - `java Keys.java <directory> make` is `./portcullis make-keys`: the key directories of a new installation. It never replaces a key.
/// - `java Keys.java <directory> tokens` is `./portcullis issue-tokens`: tokens alone, for as long as it runs.
/// - `java Keys.java <directory>` serves the compose suite: what mounted secrets and projected tokens are in Kubernetes. Keys that
///   exist stay; tokens are replaced every five minutes until the process ends. With `once` it ends when they are written.
public final class Keys {

  private static final List<String> SERVICES =
      List.of("auth-service", "mfa-service", "session-service", "notification-service", "recovery-service");
  private static final List<String> ROLES = List.of("postgres", "auth", "mfa", "session", "notification", "recovery");
  private static final Map<String, List<String>> CALLS = Map.of(
      "auth-service", List.of("mfa-service", "session-service"),
      "recovery-service", List.of("auth-service", "session-service", "notification-service"),
      "notification-service", List.of("auth-service"),
      "gateway", List.of("session-service"),
      "operator", List.of("session-service", "notification-service"));

  private static final String LOG_KEY = "notification-service/audit-log.json";
  private static final String PUSH_KEY = "notification-service/web-push.json";
  private static final String ISSUER = 
      Optional.ofNullable(System.getenv("PORTCULLIS_SERVICE_TOKEN_ISSUER")).orElse("portcullis-compose");
  private static final Duration LIFETIME = Duration.ofMinutes(10);
  private static final Duration RENEWAL = Duration.ofMinutes(5);

  private final Path root;
  private final SecureRandom random = new SecureRandom();

  private Keys(Path root) {
    this.root = root;
  }

  public static void main(String[] arguments) throws Exception {
    var keys = new Keys(Path.of(arguments[0]));
    if (arguments.length > 1 && arguments[1].equals("make")) {
      keys.makeForANewInstallation();
      return;
    }
    boolean tokensAlone = arguments.length > 1 && arguments[1].equals("tokens");
    if (!tokensAlone) {
      keys.make();
    }
    keys.issueTokens();
    if (!tokensAlone) {
      keys.write("ready", "", "rw-r--r--");
    }
    boolean once = arguments.length > 1 && arguments[1].equals("once");
    while (!once) {
      Thread.sleep(RENEWAL);
      keys.issueTokens();
    }
  }

  private void makeForANewInstallation() throws IOException, GeneralSecurityException {
    if (Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      // A key that is lost opens nothing any more that was sealed under it.
      System.err.println(root + " is there already, and nothing in it was touched. Name a directory that does not exist.");
      System.exit(1);
    }
    makeEventKeys();
    makeLogKey();
    makePushKey();
    makeSharedKeys();
    issueTokens();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path each : all.filter(Files::isDirectory).toList()) {
        Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwx------"));
      }
    }
  }

  private void make() throws IOException, GeneralSecurityException {
    if (Files.notExists(root.resolve("auth-service/event-keys.json"))) {
      makeEventKeys();
    }
    if (Files.notExists(root.resolve(LOG_KEY))) {
      makeLogKey();
    }
    if (Files.notExists(root.resolve(PUSH_KEY))) {
      makePushKey();
    }
    if (Files.notExists(root.resolve("redis/users.acl"))) {
      makeConnections();
    }
    if (Files.exists(root.resolve("ready"))) {
      return;
    }
    makeSharedKeys();
    for (String role : ROLES) {
      String password = randomText();
      // The database's own user differs from ours; only its container mounts this directory.
      write("postgres/" + role, password, "rw-r--r--");
      if (!role.equals("postgres")) {
        write(role + "-service/database.properties", "portcullis.database-password=" + password, "rw-------");
      }
    }
  }

  private void makeSharedKeys() throws IOException, GeneralSecurityException {
    KeyPair issuer = ecKey();
    write("issuer/service-token.pkcs8",
        Base64.getEncoder().encodeToString(issuer.getPrivate().getEncoded()), "rw-------");
    for (String service : SERVICES) {
      write(service + "/seal-keys.json",
          "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"k1\",\"k\":\"" + randomText() + "\"}]}", "rw-------");
      write(service + "/service-token-jwks.json", "{\"keys\":[" + jwk(issuer, "t1", false) + "]}", "rw-------");
    }
    KeyPair messageBox = ecKey();
    write("notification-service/message-box.json", jwk(messageBox, thumbprint(messageBox), true), "rw-------");
    for (String writer : List.of("auth-service", "mfa-service", "session-service", "recovery-service")) {
      write(writer + "/message-box-public.json", jwk(messageBox, thumbprint(messageBox), false), "rw-------");
    }
    KeyPair freezeLink = ecKey();
    write("notification-service/freeze-link.json", jwk(freezeLink, thumbprint(freezeLink), true), "rw-------");
    write("recovery-service/freeze-link-public.json", jwk(freezeLink, thumbprint(freezeLink), false), "rw-------");
  }

  // A user for each service at Redis and at Kafka. The other sides' own users differ from ours; only their containers
  // mount these directories.
  private void makeConnections() throws IOException, GeneralSecurityException {
    var users = new StringBuilder("user default off resetchannels -@all\n");
    for (String service : SERVICES) {
      String redis = randomText();
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(redis.getBytes(StandardCharsets.US_ASCII));
      users.append("user %s on #%s ~* &* +@all -@admin -@dangerous%n".formatted(service, HexFormat.of().formatHex(digest)));
      String kafka = randomText();
      write("kafka/" + service, kafka, "rw-r--r--");
      write(service + "/connections.properties", """
          portcullis.redis=redis://%1$s:%2$s@redis:6379
          kafka.security.protocol=SASL_PLAINTEXT
          kafka.sasl.mechanism=SCRAM-SHA-512
          kafka.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username="%1$s" password="%3$s";
          """.formatted(service, redis, kafka), "rw-------");
    }
    write("redis/users.acl", users.toString(), "rw-r--r--");
  }

  // By these the services prove to each other who wrote a record on Kafka.
  private void makeEventKeys() throws IOException, GeneralSecurityException {
    var everybody = new ArrayList<String>();
    for (String service : SERVICES) {
      KeyPair pair = ecKey();
      write(service + "/event-key.json", "{\"keys\":[" + jwk(pair, thumbprint(pair), true) + "]}", "rw-------");
      everybody.add("\"" + service + "\":{\"keys\":[" + jwk(pair, thumbprint(pair), false) + "]}");
    }
    for (String service : SERVICES) {
      write(service + "/event-keys.json", "{" + String.join(",", everybody) + "}", "rw-------");
    }
  }

  // The key that signs the audit log's checkpoints. Both halves stand at the end of their encodings (RFC 8410).
  private void makeLogKey() throws IOException, GeneralSecurityException {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    write(LOG_KEY, "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"l1\",\"x\":\"%s\",\"d\":\"%s\"}]}"
        .formatted(lastBytes(pair.getPublic().getEncoded()), lastBytes(pair.getPrivate().getEncoded())), "rw-------");
  }

  // By this key push services know who sends alerts to browsers (RFC 8292).
  private void makePushKey() throws IOException, GeneralSecurityException {
    KeyPair pair = ecKey();
    write(PUSH_KEY, "{\"keys\":[" + jwk(pair, thumbprint(pair), true) + "]}", "rw-------");
  }

  private static String lastBytes(byte[] encoded) {
    return base64(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
  }

  private void issueTokens() throws IOException, GeneralSecurityException {
    byte[] issuer = Base64.getDecoder().decode(Files.readString(root.resolve("issuer/service-token.pkcs8")));
    PrivateKey key = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(issuer));
    long now = Instant.now().getEpochSecond();
    for (var call : CALLS.entrySet()) {
      for (String callee : call.getValue()) {
        String claims = """
            {"iss":"%s","aud":"%s","sub":"system:serviceaccount:portcullis:%s","iat":%d,"exp":%d}"""
            .formatted(ISSUER, callee, call.getKey(), now, now + LIFETIME.toSeconds());
        write(call.getKey() + "/tokens/" + callee, sign(claims, key), "rw-------");
      }
    }
  }

  private static String sign(String claims, PrivateKey key) throws GeneralSecurityException {
    String input = base64("{\"alg\":\"ES256\",\"kid\":\"t1\"}".getBytes(StandardCharsets.UTF_8))
        + '.' + base64(claims.getBytes(StandardCharsets.UTF_8));
    Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format"); // as JWS wants it (RFC 7518 §3.4)
    signature.initSign(key);
    signature.update(input.getBytes(StandardCharsets.US_ASCII));
    return input + '.' + base64(signature.sign());
  }

  private static KeyPair ecKey() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private static String jwk(KeyPair pair, String kid, boolean withPrivateKey) {
    ECPublicKey open = (ECPublicKey) pair.getPublic();
    String secret = withPrivateKey ? ",\"d\":\"" + coordinate(((ECPrivateKey) pair.getPrivate()).getS()) + '"' : "";
    return "{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"%s\",\"x\":\"%s\",\"y\":\"%s\"%s}"
        .formatted(kid, coordinate(open.getW().getAffineX()), coordinate(open.getW().getAffineY()), secret);
  }

  // Always 32 bytes: BigInteger drops leading zeros and may add a sign.
  private static String coordinate(BigInteger value) {
    byte[] bytes = new byte[32];
    byte[] given = value.toByteArray();
    int length = Math.min(given.length, bytes.length);
    System.arraycopy(given, given.length - length, bytes, bytes.length - length, length);
    return base64(bytes);
  }

  // RFC 7638.
  private static String thumbprint(KeyPair pair) throws GeneralSecurityException {
    ECPublicKey open = (ECPublicKey) pair.getPublic();
    String members = "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"%s\",\"y\":\"%s\"}"
        .formatted(coordinate(open.getW().getAffineX()), coordinate(open.getW().getAffineY()));
    return base64(MessageDigest.getInstance("SHA-256").digest(members.getBytes(StandardCharsets.US_ASCII)));
  }

  private String randomText() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return base64(bytes);
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  // Written beside and moved into place: a reader sees the old file or the new one, never half of it.
  private void write(String name, String content, String permissions) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Path fresh = Files.createTempFile(file.getParent(), ".fresh", "");
    Files.writeString(fresh, content);
    Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString(permissions));
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
