package io.portcullis.bench;

import io.portcullis.devstack.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Measures whether the work for one customer costs more when there are more of the others:
/// `./portcullis bench --sessions 10000,100000,1000000,10000000`.
final class Scale {
  /// At ten million sessions the pages that their rows lie on are several times what PostgreSQL holds itself.
  private static final int GUESTS = 4_096;
  private static final int WARM_UP_SESSIONS = 10_000;

  private final BenchOptions options;
  private final Target.Own target;
  private final Meter meter;

  Scale(BenchOptions options, Target.Own target, Meter meter) {
    this.options = options;
    this.target = target;
    this.meter = meter;
  }

  ScaleReport run() throws IOException {
    var regulars = new Scenarios(target.ports(), Regular.register(target.ports(), options.connections()), options.connections());
    try (var sessions = GeneratedSessions.in(target.suite().stack())) {
      warmUp(regulars, sessions);
      // Those of the warm-up would be most of the smallest size.
      sessions.clear();
      regulars.regulars().parallelStream().forEach(Regular::comeBack);
      var stages = new ArrayList<ScaleReport.Stage>();
      for (int size : options.sessions()) stages.add(stage(size, regulars, sessions));
      return new ScaleReport(Meter.machine(), Runtime.getRuntime().availableProcessors(), options.connections(),
          options.time().toSeconds(), sessions.settings(), stages);
    }
  }

  private void warmUp(Scenarios regulars, GeneratedSessions sessions) throws IOException {
    System.out.println("warming up");
    sessions.growTo(WARM_UP_SESSIONS);
    GuestScenarios guests = arrive(sessions);
    meter.warmUp(signIn(regulars), options.warmUp());
    for (Scenario scenario : calls(guests)) meter.warmUp(scenario, options.warmUp());
  }

  private ScaleReport.Stage stage(int size, Scenarios regulars, GeneratedSessions sessions) throws IOException {
    System.out.printf("generating up to %,d sessions%n", size);
    long begin = System.nanoTime();
    sessions.growTo(size);
    var took = Duration.ofNanos(System.nanoTime() - begin);
    GuestScenarios guests = arrive(sessions);
    long count = sessions.count();
    var rows = new ArrayList<Measurement>();
    // Their tokens may have expired while the rows were made.
    regulars.regulars().parallelStream().forEach(Regular::comeBack);
    regulars.signOutElsewhere();
    rows.add(meter.measure(signIn(regulars), 1));
    // Each guest has a turn first: whoever shows an access token for the first time costs the check of its signature.
    for (Scenario scenario : calls(guests)) rows.add(meter.measure(scenario, guests.guests().count()));
    return new ScaleReport.Stage(size, count, took.toSeconds(), sessions.sizes(), rows);
  }

  private static Scenario signIn(Scenarios regulars) {
    return regulars.signIn(Scenarios.SIGN_IN_MINIMAL);
  }

  private static List<Scenario> calls(GuestScenarios guests) {
    return List.of(guests.opening(), guests.refresh(), guests.sessions(), guests.devices());
  }

  /// Guests who have signed in once, each on a device that is known from then on.
  private GuestScenarios arrive(GeneratedSessions sessions) throws IOException {
    var guests = new Guests(sessions.someAccounts(GUESTS), options.connections());
    String serviceToken = Files.readString(target.suite().stack().keys()
        .resolve(Service.AUTH.fullName()).resolve("tokens").resolve(Service.SESSION.fullName())).strip();
    var scenarios = new GuestScenarios(target.ports(), guests, serviceToken, Clock.systemUTC());
    meter.warmUp(scenarios.opening(), guests.count());
    return scenarios;
  }
}
