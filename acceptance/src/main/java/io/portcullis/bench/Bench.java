package io.portcullis.bench;

import io.portcullis.devstack.Service;
import io.portcullis.devstack.ServiceProcess;
import io.portcullis.devstack.Suite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Measures the suite: `./portcullis bench`.
public final class Bench {
  private static final int MEMORY_KIB = 19_456;
  private static final int PASSES = 2;
  private static final int HASHES = 100;
  /// Requests that auth-service alone must see after its restart; the others are warm by then.
  private static final long AUTH_WARM_UP = 1_000;
  /// A customer's session may ask for thirty challenges in a quarter of an hour.
  private static final long MOST_APPROVALS = 3_000;
  private static final String SYSTEM = "withdrawals";
  /// As little as Argon2id may cost: what remains of a sign-in is ours.
  private static final Map<String, String> TINY_HASH = Map.of("PORTCULLIS_PASSWORD_MEMORY_KIB", "8", "PORTCULLIS_PASSWORD_PASSES", "1");
  private static final Map<String, String> CONFIGURED_HASH = Map.of("PORTCULLIS_PASSWORD_MEMORY_KIB", Integer.toString(MEMORY_KIB), "PORTCULLIS_PASSWORD_PASSES", Integer.toString(PASSES));
  /// The optimising compiler, as in the images: `up` does without it to start sooner.
  private static final Map<String, String> ENVIRONMENT = Map.of(ServiceProcess.JAVA_OPTIONS, "-XX:TieredStopAtLevel=4 -Xmx160m",
      "PORTCULLIS_WELL_KNOWN_SECURITY_CONTACTS", "mailto:security@example.org");

  private final BenchOptions options;
  private final Target target;
  private final Meter meter;

  private Bench(BenchOptions options, Target target, Meter meter) {
    this.options = options;
    this.target = target;
    this.meter = meter;
  }

  public static void main(String[] arguments) throws Exception {
    if (!Books.areKept()) {
      System.err.println("The benchmark reads CPU time and memory from /proc, which this system does not have.");
      System.exit(2);
    }
    try {
      var words = new ArrayList<>(List.of(arguments));
      boolean timing = words.remove("--timing");
      var options = BenchOptions.parse(words.toArray(String[]::new));
      if (timing) {
        if (options.baseline().isPresent()) throw new IllegalArgumentException("--timing has no figures to compare.\n" + BenchOptions.USAGE);
        timing(options);
        System.exit(0);
      }
      if (options.sessions().isEmpty()) {
        bench(options);
      } else {
        scale(options);
      }
      System.out.printf("%nwritten to %s and %s%n", options.json(), options.html());
    } catch (IllegalArgumentException wrong) {
      System.err.println(wrong.getMessage());
      System.exit(2);
    } catch (NoSuchFileException nothing) {
      System.err.println("No suite runs on that folder: " + nothing.getMessage() + " is missing");
      System.exit(2);
    }
    System.exit(0);
  }

  private static void bench(BenchOptions options) throws IOException {
    Optional<Report> baseline = baseline(options, Report.class);
    try (Target target = Target.of(options, ENVIRONMENT); var load = new LoadClient(options.connections())) {
      Report report = new Bench(options, target, new Meter(target, load, options.time())).run();
      conclude(options, report, baseline, change -> ReportPage.of(report, baseline, change));
    }
  }

  /// With next to no hash, whose own variation would hide much; both paths make one all the same.
  private static void timing(BenchOptions options) throws IOException {
    var environment = new HashMap<>(ENVIRONMENT);
    environment.putAll(TINY_HASH);
    try (Target.Own target = Target.own(options, environment)) {
      Timing.measure(target, Regular.register(target.ports(), options.connections())).print(System.out);
    }
  }

  private static void scale(BenchOptions options) throws IOException {
    Optional<ScaleReport> baseline = baseline(options, ScaleReport.class);
    var environment = new HashMap<>(ENVIRONMENT);
    environment.putAll(TINY_HASH);
    try (Target.Own target = Target.own(options, environment); var load = new LoadClient(options.connections())) {
      ScaleReport report = new Scale(options, target, new Meter(target, load, options.time())).run();
      conclude(options, report, baseline, change -> ScalePage.of(report, change));
    }
  }

  /// Read before anything is measured: a wrong file name costs a moment, not the whole run.
  private static <T extends Result> Optional<T> baseline(BenchOptions options, Class<T> kind) throws IOException {
    if (options.baseline().isEmpty()) return Optional.empty();
    return Optional.of(ResultFile.read(options.baseline().get(), kind));
  }

  private static void conclude(BenchOptions options, Result result, Optional<? extends Result> baseline,
      Function<Optional<Comparison>, String> page) throws IOException {
    Optional<Comparison> comparison = baseline.map(before -> Comparison.of(options.baseline().orElseThrow().toString(), before, result));
    result.print(System.out);
    comparison.ifPresent(change -> change.print(System.out));
    ResultFile.write(options.json(), result);
    Files.writeString(options.html(), page.apply(comparison));
  }

  private Report run() throws IOException {
    var hash = BareHash.load().measure(MEMORY_KIB, PASSES, HASHES);
    var scenarios = new Scenarios(target.ports(), Regular.register(target.ports(), options.connections()), options.connections());
    Map<String, Double> idle = meter.idle();
    var rows = new ArrayList<Measurement>();
    List<Scenario> ofOneRequest = List.of(scenarios.bareAnswer(), scenarios.check(Scenarios.CHECK), scenarios.refresh());
    // All of them first: they are compared with each other, and the one that is measured first would pay for the compiler.
    ofOneRequest.forEach(scenario -> meter.warmUp(scenario, options.warmUp()));
    ofOneRequest.forEach(scenario -> rows.add(meter.measure(scenario, 1)));
    // First with hardly any hash: only so do enough sign-ins run for the code of five services to be compiled.
    target.restartable().ifPresent(suite -> {
      suite.service("auth-service").restart(TINY_HASH);
      rows.add(measure(scenarios, scenarios.signIn(Scenarios.SIGN_IN_MINIMAL), options.warmUp()));
      suite.service("auth-service").restart(CONFIGURED_HASH);
    });
    rows.add(measure(scenarios, scenarios.signIn(Scenarios.SIGN_IN), AUTH_WARM_UP));
    target.restartable().ifPresent(suite -> {
      suite.service("auth-service").restart(TINY_HASH);
      FactorTables.countEveryTimeStep(suite.stack());
      scenarios.regulars().parallelStream().forEach(Regular::enrolApp);
      rows.add(measure(scenarios, scenarios.signInWithApp(Scenarios.SIGN_IN_TOTP), options.warmUp() / 2));
      scenarios.regulars().parallelStream().forEach(Regular::enrolKey);
      FactorTables.settleKeys(suite.stack());
      rows.add(measure(scenarios, scenarios.signInWithKey(Scenarios.SIGN_IN_WEBAUTHN), options.warmUp() / 2));
    });
    target.restartable().ifPresent(suite -> {
      scenarios.regulars().parallelStream().forEach(regular -> regular.choosePassphrase(ApprovalScenario.PASSPHRASE));
      FactorTables.holdOut(suite.stack());
      var approval = new ApprovalScenario(scenarios, token(suite, SYSTEM, Service.AUTH.fullName()));
      meter.warmUp(approval, Math.min(options.warmUp() / 10, MOST_APPROVALS));
      rows.add(meter.measure(approval, 1));
    });
    target.restartable().ifPresent(suite -> {
      suite.service("session-service").restart(SignedScenarios.RULES);
      scenarios.regulars().parallelStream().limit(options.connections()).forEach(Regular::refresh);
      var signed = new SignedScenarios(target.ports(), scenarios.regulars(), token(suite, Service.AUTH.fullName(), Service.SESSION.fullName()), Clock.systemUTC());
      // The session-service is a new process: what its signed requests cost is compared with a token that it checks itself.
      List<Scenario> beside = List.of(scenarios.check(Scenarios.CHECK_BESIDE), signed.hmac(options.connections()), signed.ed25519(options.connections()));
      beside.forEach(scenario -> meter.warmUp(scenario, options.warmUp()));
      beside.forEach(scenario -> rows.add(meter.measure(scenario, 1)));
    });
    return new Report(Meter.machine(), Runtime.getRuntime().availableProcessors(), options.connections(), options.time().toSeconds(), hash, idle, rows,
        new Books(target.pids()).pssKib());
  }

  private static String token(Suite suite, String caller, String service) {
    try {
      return Files.readString(suite.stack().keys().resolve(caller).resolve("tokens").resolve(service)).strip();
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  private Measurement measure(Scenarios scenarios, Scenario signIn, long warmUp) {
    for (long left = warmUp; left > 0; left -= scenarios.signInsWithinTheLimit()) {
      meter.warmUp(signIn, Math.min(left, scenarios.signInsWithinTheLimit()));
      scenarios.signOutElsewhere();
    }
    meter.settle();
    return meter.measure(signIn, 1);
  }
}
