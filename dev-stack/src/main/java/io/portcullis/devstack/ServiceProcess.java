package io.portcullis.devstack;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// One instance of one service, run as it would be in production: its own process, everything it must know in its
/// environment.
public final class ServiceProcess {
  /// Five of these share a laptop. Measured on one service: the first compiler alone halves the CPU of a start and
  /// saves 30 MB; a heap that begins small saves another 25 MB, of which 16 MB are live.
  static final List<String> FLAGS = List.of("-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-XX:TieredStopAtLevel=1",
      "-Xms32m", "-Xmx96m", "-Xss512k",
      // Else a thread dies for lack of memory, and the process seems well.
      "-XX:+ExitOnOutOfMemoryError", "--enable-native-access=ALL-UNNAMED");
  /// A file of evidence passes through the memory several times.
  private static final String HEAP_WITH_FILES = "-Xmx160m";
  /// In a service's environment: more flags for its JVM, blank between them; the last of two that contradict counts.
  public static final String JAVA_OPTIONS = "PORTCULLIS_JAVA_OPTIONS";
  private static final int PROBE_TIMEOUT_MILLIS = 2_000;

  private final Service service;
  private final int port;
  private final Map<String, String> extra;
  private final ChildProcess process;

  private ServiceProcess(DevStack stack, SourceTree tree, Service service, String name, int port, Map<String, String> extra) {
    this.service = service;
    this.port = port;
    this.extra = new ConcurrentHashMap<>(extra);
    this.process = new ChildProcess(stack.state(), new Instance(stack, tree, service, name, port, this.extra));
  }

  static ServiceProcess first(DevStack stack, SourceTree tree, Service service, Map<String, String> extra) {
    return new ServiceProcess(stack, tree, service, service.fullName(), stack.ports().service(service), extra);
  }

  static ServiceProcess another(DevStack stack, SourceTree tree, Service service, int port, Map<String, String> extra) {
    return new ServiceProcess(stack, tree, service, service.fullName() + "-" + port, port, extra);
  }

  public Service service() {
    return service;
  }

  /// Of its process, its log and its pid file; second instances carry their port in it.
  public String name() {
    return process.name();
  }

  public int port() {
    return port;
  }

  public String url() {
    return "http://localhost:" + port;
  }

  /// Starts it and returns when it says that it is ready.
  public void start() {
    process.start();
  }

  /// Asks it to end in good order; kills it when it does not.
  ///
  /// @return what it ended with; empty where it did not run
  public Optional<Integer> stop() {
    return process.stop();
  }

  public void kill9() {
    process.kill9();
  }

  public void restart() {
    process.restart();
  }

  /// Starts it anew with these variables over those it had, now and at every later start.
  public void restart(Map<String, String> environment) {
    process.stop();
    extra.putAll(environment);
    process.start();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  public Path log() {
    return process.log();
  }

  ChildProcess process() {
    return process;
  }

  private record Instance(DevStack stack, SourceTree tree, Service service, String name, int port, Map<String, String> extra)
      implements Recipe {
    @Override
    public ProcessBuilder prepare() {
      // A folder of its own, because Quarkus reads .env and config/ from the current one.
      Path folder = stack.state().folder("services", name);
      var flags = new ArrayList<>(FLAGS);
      if (service == Service.RECOVERY) {
        flags.add(HEAP_WITH_FILES);
      }
      Optional.ofNullable(extra.get(JAVA_OPTIONS)).ifPresent(more -> flags.addAll(List.of(more.split(" "))));
      var builder = new ProcessBuilder(tree.command(service, flags)).directory(folder.toFile());
      // A service refuses to start with PORTCULLIS_… variables that it doesn't know, and ours speak to this process.
      builder.environment().keySet().removeIf(variable -> variable.startsWith("PORTCULLIS_"));
      builder.environment().putAll(environment());
      builder.environment().putAll(extra);
      builder.environment().remove(JAVA_OPTIONS);
      return builder;
    }

    @Override
    public Duration stopPatience() {
      // In training it writes down what it has learnt.
      return extra.getOrDefault(JAVA_OPTIONS, "").contains(AotCache.RECORDING) ? Duration.ofMinutes(2) : Recipe.super.stopPatience();
    }

    @Override
    public boolean isReady() {
      try {
        var probe = (HttpURLConnection) URI.create("http://127.0.0.1:" + Ports.management(port) + "/q/health/ready").toURL().openConnection();
        probe.setConnectTimeout(PROBE_TIMEOUT_MILLIS);
        probe.setReadTimeout(PROBE_TIMEOUT_MILLIS);
        return probe.getResponseCode() == HttpURLConnection.HTTP_OK;
      } catch (IOException _) {
        return false;
      }
    }

    private Map<String, String> environment() {
      Ports ports = stack.ports();
      var environment = new LinkedHashMap<String, String>();
      // Anything else is production, which refuses an http origin on this machine.
      environment.put("QUARKUS_PROFILE", "trial");
      environment.put("PORTCULLIS_ORIGIN", stack.gatewayUrl());
      environment.put("PORTCULLIS_DATABASE", "127.0.0.1:" + ports.postgres() + "/" + service.shortName());
      environment.put("PORTCULLIS_DATABASE_ROLE", service.shortName());
      environment.put("PORTCULLIS_DATABASE_PASSWORD", stack.postgresPassword(service));
      environment.put("PORTCULLIS_REDIS", "redis://127.0.0.1:" + ports.redis());
      environment.put("PORTCULLIS_KAFKA", "127.0.0.1:" + ports.kafka());
      for (Service other : Service.values()) {
        environment.put("PORTCULLIS_SERVICES_" + other.shortName().toUpperCase(Locale.ROOT), "http://127.0.0.1:" + ports.service(other));
      }
      environment.put("PORTCULLIS_KEYS", stack.keys().resolve(service.fullName()).toString());
      environment.put("PORTCULLIS_SMS_URL", "http://127.0.0.1:" + ports.inbox() + "/sms");
      environment.put("QUARKUS_MAILER_HOST", "127.0.0.1");
      environment.put("QUARKUS_MAILER_PORT", Integer.toString(ports.smtp()));
      // GreenMail has it.
      environment.put("PORTCULLIS_MAIL_SMTPUTF8", "true");
      if (service == Service.AUTH) {
        environment.put("PORTCULLIS_APPROVALS_SYSTEMS", String.join(",", ServiceTokenIssuer.EXCHANGE_SYSTEMS));
      }
      if (service == Service.RECOVERY) {
        environment.put("PORTCULLIS_STAFF_ISSUER", stack.staffIssuerUrl());
        environment.put("PORTCULLIS_STAFF_KEYS_URL", stack.staffIssuerUrl() + "/keys");
        environment.put("PORTCULLIS_STAFF_AUDIENCE", StaffIssuer.AUDIENCE);
        environment.put("PORTCULLIS_STAFF_PAGE_CLIENT_ID", StaffSignIn.CLIENT);
        environment.put("PORTCULLIS_STAFF_PORT", Integer.toString(Ports.staff(port)));
      }
      if (service == Service.NOTIFICATION) {
        environment.put("PORTCULLIS_EXCHANGE_SYSTEMS", ServiceTokenIssuer.EXCHANGE_SYSTEMS.getFirst());
      }
      environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
      environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
      environment.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
      environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(Ports.management(port)));
      stack.locks().ifPresent(locks -> environment.putAll(locks.environment(service, ports)));
      return environment;
    }
  }
}
