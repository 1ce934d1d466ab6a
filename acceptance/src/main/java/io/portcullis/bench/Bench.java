package io.portcullis.bench;

import io.portcullis.acceptance.Client;
import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.Eventually;
import io.portcullis.acceptance.Identifier;
import io.portcullis.acceptance.Inbox;
import io.portcullis.devstack.Ports;
import io.portcullis.devstack.ServiceProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Measures the suite: `./portcullis bench`.
public final class Bench {
  static final String SIGN_IN = "sign-in, configured hash";
  static final String SIGN_IN_MINIMAL = "sign-in, minimal hash";
  static final String SIGN_IN_TOTP = "minimal hash and TOTP";
  static final String SIGN_IN_WEBAUTHN = "minimal hash and WebAuthn";
  private static final int MEMORY_KIB = 19_456;
  private static final int PASSES = 2;
  private static final int HASHES = 100;
  /// Requests that auth-service alone must see after its restart; the others are warm by then.
  private static final long AUTH_WARM_UP = 1_000;
  private static final Duration WARM_UP_ROUND = Duration.ofSeconds(2);
  private static final Duration IDLE = Duration.ofSeconds(5);
  /// As little as Argon2id may cost: what remains of a sign-in is ours.
  private static final Map<String, String> TINY_HASH = Map.of("PORTCULLIS_PASSWORD_MEMORY_KIB", "8", "PORTCULLIS_PASSWORD_PASSES", "1");
  private static final Map<String, String> CONFIGURED_HASH = Map.of("PORTCULLIS_PASSWORD_MEMORY_KIB", Integer.toString(MEMORY_KIB), "PORTCULLIS_PASSWORD_PASSES", Integer.toString(PASSES));
  /// The optimising compiler, as in the images: `up` does without it to start sooner.
  private static final Map<String, String> ENVIRONMENT = Map.of(ServiceProcess.JAVA_OPTIONS, "-XX:TieredStopAtLevel=4 -Xmx160m",
      "PORTCULLIS_WELL_KNOWN_SECURITY_CONTACTS", "mailto:security@example.org");

  private final BenchOptions options;
  private final Target target;
  private final LoadClient load;

  private Bench(BenchOptions options, Target target, LoadClient load) {
    this.options = options;
    this.target = target;
    this.load = load;
  }

  public static void main(String[] arguments) throws Exception {
    if (!Books.areKept()) {
      System.err.println("The benchmark reads CPU time and memory from /proc, which this system does not have.");
      System.exit(2);
    }
    try {
      var options = BenchOptions.parse(arguments);
      try (Target target = Target.of(options, ENVIRONMENT); var load = new LoadClient(options.connections())) {
        Report report = new Bench(options, target, load).run();
        report.print(System.out);
        report.write(options.json());
        System.out.println("written to " + options.json());
      }
    } catch (IllegalArgumentException wrong) {
      System.err.println(wrong.getMessage());
      System.exit(2);
    } catch (NoSuchFileException nothing) {
      System.err.println("No suite runs on that folder: " + nothing.getMessage() + " is missing");
      System.exit(2);
    }
    System.exit(0);
  }

  private Report run() throws IOException {
    var hash = BareHash.load().measure(MEMORY_KIB, PASSES, HASHES);
    var scenarios = new Scenarios(target.ports(), regulars());
    Map<String, Double> idle = idle();
    var rows = new ArrayList<Measurement>();
    for (Scenario scenario : List.of(scenarios.bareAnswer(), scenarios.check(), scenarios.refresh())) {
      rows.add(measure(scenario, options.warmUp()));
    }
    // First with hardly any hash: only so do enough sign-ins run for the code of five services to be compiled.
    target.restartable().ifPresent(suite -> {
      suite.service("auth-service").restart(TINY_HASH);
      rows.add(measure(scenarios.signIn(SIGN_IN_MINIMAL), options.warmUp()));
      suite.service("auth-service").restart(CONFIGURED_HASH);
    });
    rows.add(measure(scenarios.signIn(SIGN_IN), AUTH_WARM_UP));
    target.restartable().ifPresent(suite -> {
      suite.service("auth-service").restart(TINY_HASH);
      TimeSteps.countEveryUse(suite.stack());
      scenarios.regulars().forEach(Regular::enrolApp);
      rows.add(measure(scenarios.signInWithApp(SIGN_IN_TOTP), options.warmUp() / 2));
      scenarios.regulars().forEach(Regular::enrolKey);
      rows.add(measure(scenarios.signInWithKey(SIGN_IN_WEBAUTHN), options.warmUp() / 2));
    });
    return new Report("%s %s, Java %s".formatted(System.getProperty("os.name"), System.getProperty("os.arch"), Runtime.version()),
        Runtime.getRuntime().availableProcessors(), options.connections(), options.time().toSeconds(), hash, idle, rows,
        new Books(target.pids()).pssKib());
  }

  /// One customer per connection, each signed in on a device that the house then knows.
  private List<Regular> regulars() {
    System.out.printf("registering %d customers%n", options.connections());
    Ports ports = target.ports();
    var inbox = new Inbox(URI.create("http://127.0.0.1:" + ports.inbox()));
    var regulars = new ArrayList<Regular>();
    for (int i = 0; i < options.connections(); i++) {
      Client client = Client.of(URI.create("http://127.0.0.1:" + ports.gateway()), InetAddress.ofLiteral("127.30.0." + (1 + i)));
      var customer = new Customer(client, inbox, Identifier.email("bench"), Identifier.password());
      customer.join();
      customer.signIn();
      regulars.add(new Regular(customer));
    }
    return regulars;
  }

  /// @param warmUp so many requests at least, because compilers count calls and not seconds
  private Measurement measure(Scenario scenario, long warmUp) {
    System.out.printf("warming up and measuring %s%n", scenario.name());
    for (long done = 0; done < warmUp; ) done += load.run(scenario, WARM_UP_ROUND).micros().getTotalCount();
    Map<String, Duration> before = cpu();
    LoadClient.Run run = load.run(scenario, options.time());
    return Measurement.of(scenario, run, since(before));
  }

  private Map<String, Double> idle() {
    Map<String, Duration> before = cpu();
    long end = System.nanoTime() + IDLE.toNanos();
    Eventually.holds(IDLE.multipliedBy(2), "the idle time has passed", () -> System.nanoTime() - end >= 0);
    return Measurement.perUnit(since(before), IDLE.toSeconds());
  }

  private Map<String, Duration> since(Map<String, Duration> before) {
    var used = new LinkedHashMap<String, Duration>();
    cpu().forEach((process, now) -> used.put(process, now.minus(before.get(process))));
    return used;
  }

  private Map<String, Duration> cpu() {
    var times = new LinkedHashMap<>(new Books(target.pids()).cpu());
    Duration own = load.cpu();
    times.put(Measurement.LOAD_CLIENT, own);
    // The launcher of our own suite is this very process; its figure is what the load client leaves of it.
    if (target.restartable().isPresent()) times.merge(Books.LAUNCHER, own, Duration::minus);
    return times;
  }
}
