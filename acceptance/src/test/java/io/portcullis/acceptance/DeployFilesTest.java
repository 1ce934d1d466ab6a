package io.portcullis.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/// The files for containers and clusters, which no test run starts: they are well-formed, say the same as the code that
/// is tested, and ask for no privilege.
class DeployFilesTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path ROOT = root();
  private static final Set<String> SERVICES =
      Set.of("auth-service", "mfa-service", "session-service", "notification-service", "recovery-service");
  private static final Map<String, Set<String>> CALLS = Map.of(
      "auth-service", Set.of("mfa-service", "session-service"), "recovery-service", Set.of("auth-service", "session-service", "notification-service"),
      "notification-service", Set.of("auth-service"));

  private static final List<String> AMBIGUOUS_PATHS = List.of("/v1/../x", "/v1/.", "//v1", "/v1\\x", "/v1;x", "/v1%2F", "/%2e%2e/", "/x%00");

  private final JsonNode compose = JSON.valueToTree(new Yaml().<Object>load(read("docker-compose.yml")));

  @Test
  void givenTheComposeFile_thenItIsOneByItsSpecification() {
    JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
        .getSchema(DeployFilesTest.class.getResourceAsStream("/compose-spec.json"));
    assertThat(schema.validate(compose)).isEmpty();

    JsonNode broken = compose.deepCopy();
    ((ObjectNode) broken.at("/services/redis")).put("no-such-key", 1);
    assertThat(schema.validate(broken)).isNotEmpty();
  }

  @Test
  void givenTheComposeFile_thenImagesArePinned_andNothingIsPrivileged() {
    compose.get("services").properties().forEach(service -> {
      JsonNode settings = service.getValue();
      assertThat(settings.get("image").asText()).as(service.getKey()).matches(".+:[^:]+").doesNotContain("latest");
      assertThat(settings.has("privileged")).as(service.getKey()).isFalse();
      assertThat(settings.path("network_mode").asText()).as(service.getKey()).isNotEqualTo("host");
      assertThat(settings.get("security_opt").toString()).as(service.getKey()).contains("no-new-privileges:true");
      assertThat(settings.has("mem_limit")).as(service.getKey()).isTrue();
    });
    assertThat(SERVICES).allSatisfy(service -> {
      JsonNode settings = compose.at("/services/" + service);
      assertThat(settings.get("read_only").asBoolean()).isTrue();
      assertThat(settings.get("cap_drop").toString()).isEqualTo("[\"ALL\"]");
      assertThat(settings.at("/build/args/SERVICE").asText()).isEqualTo(service);
    });
  }

  @Test
  void givenTheComposeFile_thenWhatItMountsAndBuildsIsThere() {
    compose.get("services").properties().forEach(service -> {
      JsonNode settings = service.getValue();
      if (settings.has("build")) {
        assertThat(ROOT.resolve(settings.at("/build/dockerfile").asText())).exists();
      }
      settings.path("volumes").forEach(volume -> {
        if (volume.isTextual() && volume.asText().startsWith("./")) {
          assertThat(ROOT.resolve(volume.asText().split(":")[0])).exists();
        }
      });
    });
  }

  @Test
  void givenSettingsInDeployFiles_thenTheServicesKnowThem() {
    Set<String> known = matches("(?m)^key=([a-z0-9.-]+)", read("platform/runtime/src/main/resources/META-INF/portcullis/options-of-the-suite.tsv"))
        .map(name -> name.replaceAll("[.-]", "_").toUpperCase()).collect(Collectors.toSet());
    Stream<String> used = Stream.of("docker-compose.yml", "deploy/kubernetes/portcullis.env",
            "deploy/kubernetes/every-service.yaml", "deploy/kubernetes/services/notification-service.yaml",
            "deploy/docker/Dockerfile.jvm", "deploy/native/Dockerfile")
        .flatMap(file -> matches("\\b(PORTCULLIS_[A-Z_]+)", read(file)));
    assertThat(used.collect(Collectors.toSet())).isSubsetOf(known).hasSizeGreaterThan(10);
  }

  @Test
  void givenTheTopicsOfTheDevStack_thenTheComposeFileMakesTheSame() {
    Pattern topic = Pattern.compile("(portcullis\\.[a-z-]+)\"?,? (?:--partitions )?(\\d+)");
    var compose = topics(topic, this.compose.at("/services/topics/command").get(2).asText());
    var devStack = topics(topic, read("dev-stack/src/main/java/io/portcullis/devstack/Topics.java"));
    assertThat(compose).isNotEmpty().isEqualTo(devStack);
  }

  @Test
  void givenTheRoutesOfTheDevGateway_thenNginxHasTheSame() {
    Map<Pattern, String> nginx = new LinkedHashMap<>();
    matchResults("\"~(\\^/[^\"]+)\"\\s+(\\w+);", read("deploy/gateway/nginx.conf"))
        .forEach(route -> nginx.put(Pattern.compile(route.group(1)), route.group(2)));
    assertRoutesOfTheDevGateway(nginx);
    List<Pattern> pages = new ArrayList<>(List.of(Pattern.compile("^/$")));
    matches("\"~(\\^/[^\"]+)\"\\s+\\S+;", read("deploy/gateway/pages-paths.conf")).map(Pattern::compile).forEach(pages::add);
    assertPagesOfTheDevGateway(pages);
    String policy = matches("POLICY = ([^;]+(?:;[^;]+)*?);\\n", read("dev-stack/src/main/java/io/portcullis/devstack/Pages.java")).findFirst()
        .orElseThrow().replaceAll("\"\\s*\\+\\s*\"", "").replaceAll("^\"|\"$", "");
    assertThat(read("deploy/gateway/pages-files.conf")).contains("add_header Content-Security-Policy \"" + policy + "$page_scripts\";");
    String scripts = matches("SCRIPTS = Map.of\\(([^)]+)\\)", read("dev-stack/src/main/java/io/portcullis/devstack/Pages.java")).findFirst().orElseThrow();
    assertThat(matchResults("(?m)^  /(\\S+)\\s+([a-z-]+);", read("deploy/gateway/pages-paths.conf"))
        .map(each -> "\"%s\", \"%s\"".formatted(each.group(1), each.group(2))).toList()).containsExactly(scripts);
  }

  private static List<Pattern> takePages(Map<Pattern, String> routes) {
    List<Pattern> pages = routes.entrySet().stream().filter(route -> route.getValue().equals("pages")).map(Map.Entry::getKey).toList();
    assertThat(pages).hasSize(1);
    pages.forEach(routes::remove);
    return pages;
  }

  /// Each gateway has the pages that the dev gateway has, and nothing beside them.
  private static void assertPagesOfTheDevGateway(List<Pattern> gateway) {
    List<Pattern> devGateway = new ArrayList<>(List.of(Pattern.compile("/")));
    matches("Pattern (?:DOOR|CENTRE|RECOVERY|ASSET) = Pattern.compile\\(\"([^\"]+)\"\\)",
        read("dev-stack/src/main/java/io/portcullis/devstack/Pages.java")).map(each -> Pattern.compile(each.replace("\\\\", "\\"))).forEach(devGateway::add);
    assertThat(devGateway).hasSize(5);
    List<String> pages = List.of("/", "/sign-in", "/register", "/lost-password", "/r", "/recovery", "/recovery/password", "/recovery/freeze",
        "/recovery/identifier", "/recovery/removal", "/recovery/case", "/security", "/security/factors", "/approve", "/approve/0195f3a0-7b1c",
        "/assets/style.css", "/assets/part-ABC.js", "/assets/icon.svg");
    List<String> nothing = List.of("/sign-in.html", "/sign-inx", "/sign-in/", "/r/prl_x", "/recovery/x", "/recovery/assets/link.js", "/securityx",
        "/security/a.b", "/security//x", "/assets", "/assets/", "/assets/x.html", "/assets/a/b.js", "/v1/account", "/internal");
    for (List<Pattern> routes : List.of(devGateway, gateway)) {
      assertThat(pages).allSatisfy(path -> assertThat(routes).as(path).anyMatch(route -> route.matcher(path).matches()));
      assertThat(nothing).allSatisfy(path -> assertThat(routes).as(path).noneMatch(route -> route.matcher(path).matches()));
    }
  }

  @Test
  void givenTheHostOfThePages_thenItHoldsNoSecret_callsNobody_andIsAsPoorAsTheServices() {
    List<JsonNode> documents = manifests("deploy/kubernetes/pages.yaml");
    assertThat(documents).extracting(document -> document.get("kind").asText()).containsExactly("Deployment", "Service", "PodDisruptionBudget");
    JsonNode pod = documents.getFirst().at("/spec/template/spec");
    assertThat(pod.get("automountServiceAccountToken").asBoolean(true)).isFalse();
    assertThat(pod.get("securityContext")).isEqualTo(
        ((ObjectNode) manifests("deploy/kubernetes/every-service.yaml").getFirst()
            .at("/spec/template/spec/securityContext")).deepCopy().without("fsGroup"));
    assertThat(pod.at("/containers/0/securityContext"))
        .isEqualTo(manifests("deploy/kubernetes/every-service.yaml").getFirst().at("/spec/template/spec/containers/0/securityContext"));
    assertThat(pod.toString()).doesNotContain("secret", "configMap", "envFrom");
    assertThat(manifests("deploy/kubernetes/kustomization.yaml").getFirst().at("/patches/0/target/name").asText()).isEqualTo(".*-service");
    JsonNode policy = manifests("deploy/kubernetes/network-policies.yaml").stream()
        .filter(document -> document.at("/metadata/name").asText().equals("pages")).findFirst().orElseThrow().get("spec");
    assertThat(policy.get("policyTypes").toString()).contains("Egress");
    assertThat(policy.has("egress")).isFalse();
    assertThat(manifests("deploy/kubernetes/network-policies.yaml").get(1).at("/spec/podSelector/matchExpressions/0").toString())
        .contains("NotIn", "pages");
  }

  /// nginx shortens addresses: a /48 with zeros may count as two.
  @Test
  void a14_givenNginx_thenAllAddressesOfAnIpv6SiteShareItsLimits_andNoOthers() {
    String nginx = read("deploy/gateway/nginx.conf");
    Pattern site = Pattern.compile(matchResults("map \\$remote_addr \\$client_network \\{[^}]*\"~(\\S+)\"\\s+\\$1;", nginx).findFirst().orElseThrow().group(1));
    assertThat(matches("limit_(?:conn|req)_zone (\\S+)", nginx)).containsOnly("$client_network").hasSize(2);
    assertThat(Stream.of("2001:db8:7:1::9", "2001:db8:7:ffff:1:2:3:4", "2001:db8:7::1").map(address -> network(site, address)))
        .containsOnly("2001:db8:7");
    assertThat(Stream.of("2001:db8::1", "2001:db8:0:2::1", "2001:db8:0:1:2:3:4:5").map(address -> network(site, address)).distinct())
        .hasSizeLessThanOrEqualTo(2);
    assertThat(network(site, "2001:db8:8:1::9")).isNotEqualTo("2001:db8:7");
    assertThat(List.of("203.0.113.7", "::1", "::ffff:203.0.113.7")).allSatisfy(address ->
        assertThat(network(site, address)).isEqualTo(address));
  }

  private static String network(Pattern site, String address) {
    var found = site.matcher(address);
    return found.find() ? found.group(1) : address;
  }

  @Test
  void givenTheRoutesOfTheDevGateway_thenEnvoyHasTheSame_checkedWhereThereIsAToken() {
    JsonNode manager = manifests("deploy/gateway/envoy.yaml").getFirst()
        .at("/static_resources/listeners/0/filter_chains/0/filters/0/typed_config");
    JsonNode routes = manager.at("/route_config/virtual_hosts/1/routes");
    Map<Pattern, String> open = new LinkedHashMap<>();
    Map<Pattern, String> checked = new HashMap<>();
    for (JsonNode route : routes) {
      boolean unchecked = route.at("/typed_per_filter_config/envoy.filters.http.ext_authz/disabled").asBoolean();
      boolean wantsToken = route.at("/match/headers/0/name").asText().equals("authorization");
      Pattern path = Pattern.compile('^' + route.at("/match/safe_regex/regex").asText() + '$');
      // A larger body belongs to evidence alone.
      assertThat(route.at("/typed_per_filter_config/envoy.filters.http.buffer/buffer/max_request_bytes").asInt())
          .isEqualTo(path.pattern().equals("^/v1/recovery/cases/evidence$") ? 7 << 20 : 0);
      if (route.has("direct_response")) {
        assertThat(AMBIGUOUS_PATHS).allSatisfy(ambiguous -> assertThat(ambiguous).matches(path));
        assertThat(route).isSameAs(routes.get(0));
      } else {
        // Exactly what has a token is checked, but for endpoints that authenticate their own clients; and the checked ones come first.
        assertThat(unchecked).isEqualTo(!wantsToken);
        assertThat(!wantsToken || open.size() <= 2).isTrue();
        (wantsToken ? checked : open).put(path, route.at("/route/cluster").asText());
      }
    }
    assertPagesOfTheDevGateway(takePages(open));
    assertRoutesOfTheDevGateway(open);
    assertThat(routed(open, "/oauth2/token")).containsExactly("session");
    checked.forEach((path, service) -> assertThat(open.entrySet()).as(path.pattern())
        .anyMatch(route -> route.getKey().pattern().equals(path.pattern()) && route.getValue().equals(service)));
    assertThat(open).hasSize(checked.size() + 2);

    JsonNode check = manager.at("/http_filters/1/typed_config");
    assertThat(check.get("failure_mode_allow").asBoolean()).isFalse();
    assertThat(check.at("/http_service/path_prefix").asText()).isEqualTo("/check");
    assertThat(manager.get("use_remote_address").asBoolean()).isTrue();
    Set<String> removed = new TreeSet<>();
    manager.at("/early_header_mutation_extensions/0/typed_config/mutations").forEach(mutation ->
        removed.add(mutation.path("remove").asText(mutation.at("/append/header/key").asText())));
    assertThat(removed).containsAll(strippedByNginx()).contains("x-forwarded-for", "x-forwarded-method", "x-forwarded-uri");
  }

  @Test
  void givenTheRoutesOfTheDevGateway_thenTraefikHasTheSame_checkedWhereThereIsAToken() {
    JsonNode http = manifests("deploy/gateway/traefik-dynamic.yaml").getFirst().get("http");
    Map<Pattern, String> open = new LinkedHashMap<>();
    Map<Pattern, String> checked = new HashMap<>();
    http.get("routers").properties().forEach(entry -> {
      JsonNode router = entry.getValue();
      String rule = router.get("rule").asText();
      String path = matches("PathRegexp\\(`([^`]+)`\\)", rule).findFirst().orElseThrow();
      String middlewares = router.get("middlewares").toString();
      if (entry.getKey().equals("ambiguous")) {
        assertThat(AMBIGUOUS_PATHS).allSatisfy(ambiguous -> assertThat(ambiguous).containsPattern(path));
        assertThat(middlewares).isEqualTo("[\"answers\",\"nothing\"]");
        assertThat(http.get("routers")).allSatisfy(other ->
            assertThat(other.get("priority").asInt()).isLessThanOrEqualTo(router.get("priority").asInt()));
      } else {
        boolean wantsToken = rule.contains("HeaderRegexp(`Authorization`, `(?i)^(bearer|dpop)\\s`)");
        assertThat(rule).startsWith("(Host(`localhost`) || Host(`127.0.0.1`)) && ");
        boolean isEvidence = path.equals("^/v1/recovery/cases/evidence$");
        String body = isEvidence ? "evidence" : "body";
        assertThat(middlewares).isEqualTo("[\"answers\",\"pace\",\"hygiene\",\"" + body + (wantsToken ? "\",\"check\"]" : "\"]"));
        assertThat(router.get("priority").asInt()).isEqualTo((isEvidence ? 30 : 0)
            + (wantsToken ? 100 : Map.of("ssf", 300, "oauth", 200).getOrDefault(entry.getKey(), 50)));
        (wantsToken ? checked : open).put(Pattern.compile(path), router.get("service").asText());
      }
    });
    assertPagesOfTheDevGateway(takePages(open));
    assertRoutesOfTheDevGateway(open);
    checked.forEach((path, service) -> assertThat(open.entrySet()).as(path.pattern())
        .anyMatch(route -> route.getKey().pattern().equals(path.pattern()) && route.getValue().equals(service)));
    assertThat(open).hasSize(checked.size() + 2);

    JsonNode check = http.at("/middlewares/check/forwardAuth");
    assertThat(check.get("address").asText()).isEqualTo("http://session-service:8080/check");
    assertThat(check.get("trustForwardHeader").asBoolean()).isFalse();
    Set<String> removed = new TreeSet<>();
    http.at("/middlewares/hygiene/headers/customRequestHeaders").properties().forEach(header -> {
      assertThat(header.getValue().asText()).isEmpty();
      removed.add(header.getKey().toLowerCase());
    });
    // X-Forwarded-For, -Host, -Port, -Server and X-Real-IP it drops itself from whom it does not trust.
    Set<String> own = Set.of("x-forwarded-host", "x-forwarded-port", "x-forwarded-server", "x-real-ip");
    assertThat(removed).containsAll(strippedByNginx().stream().filter(header -> !own.contains(header)).toList());
    JsonNode entryPoint = manifests("deploy/gateway/traefik.yaml").getFirst().at("/entryPoints/web");
    assertThat(entryPoint.at("/forwardedHeaders/insecure").asBoolean(true)).isFalse();
    assertThat(entryPoint.at("/forwardedHeaders/trustedIPs").isEmpty()).isTrue();
  }

  @Test
  void a14Flood_givenAClientWithANetworkOfIpv6_thenNginxAndTraefikCountItAsOne() {
    assertThat(manifests("deploy/gateway/traefik-dynamic.yaml").getFirst()
        .at("/http/middlewares/pace/rateLimit/sourceCriterion/ipStrategy/ipv6Subnet").asInt()).isEqualTo(48);
    String network = matches("map \\$remote_addr \\$client_network \\{[^}]*\"~(\\^[^\"]+)\"\\s+\\$1;", read("deploy/gateway/nginx.conf"))
        .findFirst().orElseThrow();
    assertThat(matches(network, "2001:db8:5:6::1")).containsExactly("2001:db8:5");
    assertThat(read("deploy/gateway/nginx.conf")).contains("limit_req_zone $client_network", "limit_conn_zone $client_network");
  }

  private static void assertRoutesOfTheDevGateway(Map<Pattern, String> gateway) {
    List<MatchResult> routes = matchResults("Service\\.(\\w+), List\\.of\\(([^)]+)\\)",
        read("dev-stack/src/main/java/io/portcullis/devstack/Routes.java")).toList();
    assertThat(routes).hasSize(5);
    for (MatchResult route : routes) {
      matches("\"([^\"]+)\"", route.group(2)).forEach(prefix ->
          assertThat(List.of(prefix, prefix + "/x")).allSatisfy(path ->
              assertThat(routed(gateway, path)).as(path).containsExactly(route.group(1).toLowerCase())));
    }
    assertThat(List.of("/internal/accounts/lookup", "/q/metrics", "/check", "/", "/v1", "/v1/accountsx", "/recovery", "/r"))
        .allSatisfy(path -> assertThat(routed(gateway, path)).as(path).isEmpty());
  }

  /// What nginx does not let through from a client.
  private static Set<String> strippedByNginx() {
    Set<String> stripped = matches("proxy_set_header (\\S+) \"\";", read("deploy/gateway/nginx.conf"))
        .map(String::toLowerCase).filter(header -> header.startsWith("x-") || header.equals("forwarded")).collect(Collectors.toSet());
    assertThat(stripped).hasSizeGreaterThan(10);
    return stripped;
  }

  @Test
  void givenTheKeyMaker_thenEveryServiceGetsItsDirectory_andTokensThatVerify(@TempDir Path keys) throws Exception {
    Process maker = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        ROOT.resolve("deploy/docker/Keys.java").toString(), keys.toString(), "once").inheritIO().start();
    assertThat(maker.waitFor()).isZero();

    for (String service : SERVICES) {
      Path directory = keys.resolve(service);
      assertThat(JSON.readTree(directory.resolve("seal-keys.json").toFile()).at("/keys/0/k").asText()).hasSize(43);
      assertThat(directory.resolve("database.properties")).content().startsWith("portcullis.database-password=");
      assertThat(directory.resolve("message-box.json").toFile().exists()).isEqualTo(service.equals("notification-service"));
      JsonNode issuer = JSON.readTree(directory.resolve("service-token-jwks.json").toFile()).at("/keys/0");
      assertThat(issuer.has("d")).isFalse();
      for (String callee : CALLS.getOrDefault(service, Set.of())) {
        assertToken(keys, service, callee, issuer);
      }
    }
    JsonNode issuer = JSON.readTree(keys.resolve("session-service/service-token-jwks.json").toFile()).at("/keys/0");
    for (String caller : List.of("gateway", "operator")) {
      assertToken(keys, caller, "session-service", issuer);
    }
    for (String service : SERVICES) {
      JsonNode own = JSON.readTree(keys.resolve(service).resolve("event-key.json").toFile()).at("/keys/0");
      JsonNode everybody = JSON.readTree(keys.resolve(service).resolve("event-keys.json").toFile());
      assertThat(own.has("d")).isTrue();
      assertThat(everybody.at("/" + service + "/keys/0/x")).isEqualTo(own.get("x"));
      assertThat(everybody.toString()).doesNotContain("\"d\"");
      assertThat(keys.resolve(service).resolve("connections.properties")).content()
          .contains("portcullis.redis=redis://" + service + ":", "username=\"" + service + "\"")
          .contains(Files.readString(keys.resolve("kafka").resolve(service)));
    }
    assertThat(keys.resolve("redis/users.acl")).content().startsWith("user default off ").hasLineCount(6);
    assertThat(JSON.readTree(keys.resolve("recovery-service/freeze-link-public.json").toFile()).has("d")).isFalse();
    assertThat(JSON.readTree(keys.resolve("notification-service/freeze-link.json").toFile()).has("d")).isTrue();
    assertThat(JSON.readTree(keys.resolve("notification-service/audit-log.json").toFile()).at("/keys/0/d").asText()).hasSize(43);
    assertThat(JSON.readTree(keys.resolve("notification-service/web-push.json").toFile()).at("/keys/0/d").asText()).hasSize(43);
  }

  @Test
  void givenTheManifests_thenTokensAreMountedForCalleesAlone_andNothingIsPrivileged() {
    for (String service : SERVICES) {
      List<JsonNode> documents = manifests("deploy/kubernetes/services/" + service + ".yaml");
      assertThat(documents).extracting(document -> document.get("kind").asText()).containsExactlyElementsOf(
          Stream.concat(Stream.of("ServiceAccount", "Deployment", "Service"),
              // The support desk has a name of its own, that no gateway knows.
              Stream.concat(service.equals("recovery-service") ? Stream.of("Service") : Stream.empty(), Stream.of("PodDisruptionBudget"))).toList());
      JsonNode pod = documents.get(1).at("/spec/template/spec");
      assertThat(pod.get("serviceAccountName").asText()).isEqualTo(service);
      Set<String> audiences = new TreeSet<>();
      pod.at("/volumes/0/projected/sources").forEach(source -> {
        JsonNode token = source.path("serviceAccountToken");
        if (token.has("audience")) {
          assertThat(token.get("path").asText()).isEqualTo("tokens/" + token.get("audience").asText());
          audiences.add(token.get("audience").asText());
        }
      });
      assertThat(audiences).as(service).isEqualTo(CALLS.getOrDefault(service, Set.of()));
    }
    JsonNode every = manifests("deploy/kubernetes/every-service.yaml").getFirst().at("/spec/template/spec");
    assertThat(every.get("automountServiceAccountToken").asBoolean()).isFalse();
    assertThat(every.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
    assertThat(every.at("/containers/0/securityContext/readOnlyRootFilesystem").asBoolean()).isTrue();
    assertThat(every.at("/containers/0/securityContext/allowPrivilegeEscalation").asBoolean()).isFalse();
    for (String probe : List.of("started", "live", "ready")) {
      assertThat(every.toString()).contains("\"path\":\"/q/health/" + probe + "\",\"port\":\"management\"");
    }
    // The settings are checked before anything is opened, with all that the service itself will see.
    JsonNode check = every.at("/initContainers/0");
    JsonNode service = every.at("/containers/0");
    assertThat(check.at("/args/0").asText()).isEqualTo("--check");
    assertThat(check.get("envFrom")).isEqualTo(service.get("envFrom"));
    assertThat(check.get("volumeMounts")).isEqualTo(service.get("volumeMounts"));
    assertThat(service.get("env")).containsAll(check.get("env"));
    for (String each : SERVICES) {
      JsonNode pod = manifests("deploy/kubernetes/services/" + each + ".yaml").get(1).at("/spec/template/spec");
      assertThat(pod.at("/initContainers/0/name")).isEqualTo(check.get("name"));
      assertThat(pod.at("/initContainers/0/env")).isEqualTo(pod.at("/containers/0/env"));
      assertThat(pod.at("/initContainers/0/image")).isEqualTo(pod.at("/containers/0/image"));
    }
  }

  /// The namespace of Prometheus reads metrics; it calls nothing that a customer or a service calls.
  @Test
  void givenTheNetworkPolicies_thenMonitoringReachesTheManagementPortAlone_andNobodyElseDoes() {
    int rules = 0;
    for (JsonNode policy : manifests("deploy/kubernetes/network-policies.yaml")) {
      for (JsonNode rule : policy.at("/spec/ingress")) {
        String from = rule.get("from").toString();
        boolean monitoring = from.contains("monitoring");
        String port = monitoring ? "management" : from.contains("\"staff\"") ? "staff" : "http";
        assertThat(rule.get("ports").toString()).isEqualTo("[{\"port\":\"" + port + "\"}]");
        assertThat(from).matches(".*(gateway|monitoring|staff|exchange|-service|part-of).*").doesNotMatch(".*(gateway.*(monitoring|staff)|(monitoring|staff).*gateway).*");
        rules += monitoring ? 1 : 0;
      }
    }
    assertThat(rules).isEqualTo(1);
    for (String service : SERVICES) {
      assertThat(manifests("deploy/kubernetes/services/" + service + ".yaml").get(2).toString()).doesNotContain("management");
    }
    for (String gateway : List.of("deploy/gateway/nginx.conf", "deploy/gateway/envoy.yaml", "deploy/gateway/traefik-dynamic.yaml")) {
      // A37: nor does any lead to the support desk.
      assertThat(read(gateway)).as(gateway).doesNotContain("9000", "8095").doesNotContainPattern("support\\b");
    }
  }

  @Test
  void givenThePodMonitor_thenItFindsEveryPod_andItsManagementPort() {
    JsonNode monitor = manifests("deploy/kubernetes/monitoring/podmonitor.yaml").getFirst().get("spec");
    JsonNode labels = manifests("deploy/kubernetes/kustomization.yaml").getFirst().get("labels").get(0);
    assertThat(labels.get("includeTemplates").asBoolean()).isTrue();
    assertThat(monitor.at("/selector/matchLabels")).isEqualTo(labels.get("pairs"));
    JsonNode endpoint = monitor.get("podMetricsEndpoints").get(0);
    assertThat(manifests("deploy/kubernetes/every-service.yaml").getFirst().at("/spec/template/spec/containers/0/ports").toString())
        .contains("\"name\":\"" + endpoint.get("port").asText() + "\"");
    assertThat(endpoint.get("path").asText()).isEqualTo("/q/metrics");
    // A base with a kind that the cluster does not know would apply nothing at all.
    assertThat(read("deploy/kubernetes/kustomization.yaml")).doesNotContain("monitoring/");
  }

  @Test
  void givenTheGatewaysThatWeDoNotRun_thenTheirOwnProblemsCarryTheHeadersOfTheServices() {
    JsonNode mappers = manifests("deploy/gateway/envoy.yaml").getFirst()
        .at("/static_resources/listeners/0/filter_chains/0/filters/0/typed_config/local_reply_config/mappers");
    assertThat(mappers).isNotEmpty().allSatisfy(mapper -> assertThat(mapper.get("headers_to_add").toString())
        .contains("cache-control", "no-store", "x-content-type-options", "nosniff", "strict-transport-security"));
    JsonNode http = manifests("deploy/gateway/traefik-dynamic.yaml").getFirst().get("http");
    assertThat(http.at("/middlewares/answers/headers/contentTypeNosniff").asBoolean()).isTrue();
    assertThat(http.at("/middlewares/answers/headers/stsSeconds").asLong()).isPositive();
    assertThat(http.get("routers")).allSatisfy(router -> assertThat(router.get("middlewares").get(0).asText()).isEqualTo("answers"));
  }

  @Test
  void givenTheClusterBase_thenItTrustsNoNetwork_untilAnOverlayNamesTheGateway() {
    assertThat(read("deploy/kubernetes/portcullis.env")).containsPattern("PORTCULLIS_TRUSTED_PROXIES=[A-Z-]+\n").doesNotContain("10.0.0.0");
  }

  @Test
  void givenTheManifests_thenTheKustomizationNamesFilesThatAreThere_andNothingTalksUnlessAllowed() {
    JsonNode kustomization = manifests("deploy/kubernetes/kustomization.yaml").getFirst();
    kustomization.get("resources").forEach(file ->
        assertThat(manifests("deploy/kubernetes/" + file.asText())).isNotEmpty());
    JsonNode first = manifests("deploy/kubernetes/network-policies.yaml").getFirst().get("spec");
    assertThat(first.get("podSelector").isEmpty()).isTrue();
    assertThat(first.get("policyTypes").toString()).isEqualTo("[\"Ingress\",\"Egress\"]");
    assertThat(first.has("ingress") || first.has("egress")).isFalse();
  }

  @Test
  void a25_givenTheComposeFile_thenKafkaAndRedisAskWhoIsThere() {
    JsonNode kafka = compose.at("/services/kafka/environment");
    Map<String, String> protocols = new HashMap<>();
    matchResults("(\\w+):(\\w+)", kafka.get("KAFKA_LISTENER_SECURITY_PROTOCOL_MAP").asText())
        .forEach(listener -> protocols.put(listener.group(1), listener.group(2)));
    matchResults("(\\w+)://([^:,]*):", kafka.get("KAFKA_LISTENERS").asText()).forEach(listener ->
        assertThat(protocols.get(listener.group(1)).startsWith("SASL") || listener.group(2).equals("127.0.0.1"))
            .as(listener.group()).isTrue());
    assertThat(kafka.get("KAFKA_AUTHORIZER_CLASS_NAME").asText()).endsWith(".StandardAuthorizer");
    assertThat(kafka.get("KAFKA_ALLOW_EVERYONE_IF_NO_ACL_FOUND").asText()).isEqualTo("false");
    assertThat(compose.at("/services/redis/command").toString()).contains("--aclfile");
  }

  @Test
  void givenTheRedisOfTheManifests_thenItAsksForAUser_andListensWithTlsAlone() {
    List<String> command = new ArrayList<>();
    manifests("deploy/kubernetes/data/redis.yaml").getFirst().at("/spec/template/spec/containers/0/args")
        .forEach(argument -> command.add(argument.asText()));
    Map<String, String> options = new HashMap<>();
    for (int i = 1; i + 1 < command.size(); i += 2) {
      options.put(command.get(i), command.get(i + 1));
    }
    assertThat(options).containsEntry("--port", "0").containsEntry("--tls-port", "6379")
        .containsEntry("--aclfile", "/users/users.acl").containsKeys("--tls-cert-file", "--tls-key-file");
  }

  /// Who may write what: as the records themselves say it.
  @Test
  void a25_givenTheRightsOfTheComposeFile_thenEachServiceWritesItsOwnRecordsAndNoOthers() {
    String rights = compose.at("/services/topics/command").get(2).asText();
    Map<String, Set<String>> writers = new HashMap<>();
    matchResults("may (\\S+) --operation Write (.*)", rights).forEach(right -> matches("--topic (\\S+)", right.group(2))
        .forEach(topic -> writers.computeIfAbsent(topic, _ -> new TreeSet<>()).add(right.group(1).replace("\"", ""))));
    assertThat(writers.get("portcullis.messages")).isEqualTo(publishers("Message"));
    assertThat(writers.get("portcullis.contacts")).isEqualTo(publishers("Contact"));
    assertThat(writers.get("portcullis.revocations")).isEqualTo(publishers("Revocation"));
    assertThat(writers.get("portcullis.security-events")).containsExactly("$$service");
    assertThat(writers.get("portcullis.dead-letters")).containsExactly("notification-service");
    assertThat(matches("may (\\S+) --operation Read .*--topic portcullis.(?:messages|contacts)", rights)).containsOnly("notification-service");
    assertThat(matches("may (\\S+) --operation Read --topic portcullis.security-events", rights))
        .containsOnly("notification-service", "session-service", "recovery-service", "auth-service");
  }

  @Test
  void a25_givenTheKafkaForTheCluster_thenItsRightsAndTopicsAreThoseOfTheComposeFile() {
    List<JsonNode> documents = manifests("deploy/kubernetes/data/kafka.yaml");
    Map<String, Set<String>> writers = new HashMap<>();
    Map<String, Set<String>> readers = new HashMap<>();
    Map<String, String> topics = new HashMap<>();
    for (JsonNode document : documents) {
      String name = document.at("/metadata/name").asText();
      if (document.get("kind").asText().equals("KafkaTopic")) {
        topics.put(name, document.at("/spec/partitions").asText());
      }
      document.at("/spec/authorization/acls").forEach(right -> {
        if (right.at("/resource/type").asText().equals("topic")) {
          var whose = right.get("operations").toString().contains("Write") ? writers : readers;
          whose.computeIfAbsent(right.at("/resource/name").asText(), _ -> new TreeSet<>()).add(name);
        }
      });
      if (document.get("kind").asText().equals("Kafka")) {
        assertThat(document.at("/spec/kafka/authorization/type").asText()).isEqualTo("simple");
        document.at("/spec/kafka/listeners").forEach(listener -> {
          assertThat(listener.get("tls").asBoolean()).isTrue();
          assertThat(listener.at("/authentication/type").asText()).isEqualTo("scram-sha-512");
        });
      }
    }
    assertThat(writers).isEqualTo(Map.of("portcullis.security-events", SERVICES, "portcullis.messages", publishers("Message"),
        "portcullis.contacts", publishers("Contact"), "portcullis.revocations", publishers("Revocation"),
        "portcullis.dead-letters", Set.of("notification-service")));
    Set<String> notification = Set.of("notification-service");
    assertThat(readers).isEqualTo(Map.of("portcullis.security-events", Set.of("notification-service", "session-service", "recovery-service", "auth-service"),
        "portcullis.messages", notification,
        "portcullis.contacts", notification, "portcullis.revocations", SERVICES));
    Pattern topic = Pattern.compile("(portcullis\\.[a-z-]+)\"?,? (?:--partitions )?(\\d+)");
    assertThat(topics).isEqualTo(topics(topic, compose.at("/services/topics/command").get(2).asText()));
  }

  private static Set<String> publishers(String contract) {
    String source = read("platform/contracts/src/main/java/io/portcullis/contracts/" + contract + ".java");
    return matches("@PublishedBy\\(([^)]*)\\)", source).flatMap(names -> matches("\"([^\"]+)\"", names))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Map<String, String> topics(Pattern topic, String text) {
    return topic.matcher(text).results().collect(Collectors.toMap(found -> found.group(1), found -> found.group(2)));
  }

  /// The first that matches answers.
  private static List<String> routed(Map<Pattern, String> routes, String path) {
    return routes.entrySet().stream().filter(route -> route.getKey().matcher(path).find()).map(Map.Entry::getValue).limit(1).toList();
  }

  private static void assertToken(Path keys, String caller, String callee, JsonNode issuer) throws Exception {
    String[] token = Files.readString(keys.resolve(caller).resolve("tokens").resolve(callee)).split("\\.");
    assertThat(isSigned(token, issuer)).isTrue();
    assertThat(new String(Base64.getUrlDecoder().decode(token[1]), StandardCharsets.UTF_8))
        .contains("\"aud\":\"" + callee + "\"", "\"sub\":\"system:serviceaccount:portcullis:" + caller + "\"");
  }

  @Test
  void givenTheOperatorOfTheCluster_thenItIsTheCallerThatSessionServiceKnows_andMayMakeItsOwnTokenOnly() {
    List<JsonNode> documents = manifests("deploy/kubernetes/operator.yaml");
    assertThat(documents).extracting(document -> document.get("kind").asText()).containsExactly("ServiceAccount", "Role");
    String name = documents.getFirst().at("/metadata/name").asText();
    assertThat(read("session-service/src/main/resources/application.properties")).contains("portcullis.operation.callers=" + name + "\n");
    assertThat(documents.getLast().get("rules")).hasSize(1);
    assertThat(documents.getLast().at("/rules/0/resourceNames").toString()).isEqualTo("[\"" + name + "\"]");
    assertThat(documents.getLast().at("/rules/0/resources").toString()).isEqualTo("[\"serviceaccounts/token\"]");
  }

  private static boolean isSigned(String[] token, JsonNode jwk) throws Exception {
    AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
    curve.init(new ECGenParameterSpec("secp256r1"));
    var point = new ECPoint(coordinate(jwk, "x"), coordinate(jwk, "y"));
    Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
    signature.initVerify(KeyFactory.getInstance("EC")
        .generatePublic(new ECPublicKeySpec(point, curve.getParameterSpec(ECParameterSpec.class))));
    signature.update((token[0] + '.' + token[1]).getBytes(StandardCharsets.US_ASCII));
    return signature.verify(Base64.getUrlDecoder().decode(token[2]));
  }

  private static BigInteger coordinate(JsonNode jwk, String name) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(jwk.get(name).asText()));
  }

  private static List<JsonNode> manifests(String file) {
    List<JsonNode> documents = new ArrayList<>();
    new Yaml().loadAll(read(file)).forEach(document -> documents.add(JSON.valueToTree(document)));
    return documents;
  }

  private static Stream<String> matches(String pattern, String text) {
    return matchResults(pattern, text).map(found -> found.group(1));
  }

  private static Stream<MatchResult> matchResults(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results();
  }

  private static String read(String file) {
    try {
      return Files.readString(ROOT.resolve(file));
    } catch (IOException missing) {
      throw new AssertionError(file, missing);
    }
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("docker-compose.yml"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
