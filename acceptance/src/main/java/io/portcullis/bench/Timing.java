package io.portcullis.bench;

import io.portcullis.acceptance.Client;
import io.portcullis.acceptance.Identifier;
import io.portcullis.devstack.Service;
import java.io.PrintStream;
import java.net.URI;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/// Attack A-02: does the time of a refused sign-in tell whether the identifier has an account?
///
/// One request after the other on one kept connection, on a path that nothing else uses: wrong passwords for identifiers
/// that have an account and for others, in random order. Each comes from a network of its own and no identifier is tried
/// so often that a limit is reached, which would answer sooner.
final class Timing {
  private static final int WARM_UP_EACH = 300;
  /// One less than strangers may fail before they are asked for human verification.
  private static final int TRIES_PER_IDENTIFIER = 9;

  private final Client client;
  private final List<String> known;
  private final List<String> unknown;
  // Only the order of the tries hangs on it.
  private final SecureRandom random = new SecureRandom();
  private int networks;

  private Timing(Client client, List<String> known, List<String> unknown) {
    this.client = client;
    this.known = known;
    this.unknown = unknown;
  }

  /// @param known   nanoseconds of each refusal of an identifier that has an account
  /// @param unknown … that has none
  record Result(double[] known, double[] unknown) {

    void print(PrintStream out) {
      out.printf("refused sign-ins, %d each: p50 %.3f ms with an account, %.3f ms without; p99 %.3f ms and %.3f ms%n", known.length,
          percentile(known, 50), percentile(unknown, 50), percentile(known, 99), percentile(unknown, 99));
      out.printf("Mann-Whitney p = %.4f, Hodges-Lehmann shift = %+.4f ms%n",
          TwoSamples.mannWhitneyP(known, unknown), TwoSamples.hodgesLehmann(known, unknown) / 1e6);
      out.println("A-02 wants p above 0.01, or a shift that is far below what a network hides.");
    }

    private static double percentile(double[] nanos, int percent) {
      double[] sorted = nanos.clone();
      Arrays.sort(sorted);
      return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)] / 1e6;
    }
  }

  static Result measure(Target target, List<Regular> regulars) {
    // Straight at the service: the dev stack's gateway is a tool for developers and not what is measured.
    try (Client client = Client.of(URI.create("http://127.0.0.1:" + target.ports().service(Service.AUTH)))) {
      List<String> known = regulars.stream().map(Regular::identifier).toList();
      List<String> unknown = Stream.generate(() -> Identifier.email("bench").value()).limit(known.size()).toList();
      return new Timing(client, known, unknown).measure();
    }
  }

  private Result measure() {
    List<String> tries = new ArrayList<>();
    for (int i = 0; i < TRIES_PER_IDENTIFIER; i++) {
      tries.addAll(known);
      tries.addAll(unknown);
    }
    Collections.shuffle(tries, random);
    int warmUp = 2 * WARM_UP_EACH;
    tries.subList(0, warmUp).forEach(this::nanosOf);
    var withAccount = new ArrayList<Double>();
    var without = new ArrayList<Double>();
    var accounts = Set.copyOf(known);
    for (String identifier : tries.subList(warmUp, tries.size())) {
      (accounts.contains(identifier) ? withAccount : without).add(nanosOf(identifier));
    }
    return new Result(array(withAccount), array(without));
  }

  private double nanosOf(String identifier) {
    var call = client.post("/v1/sign-in").header("X-Forwarded-For", network())
        .json(Map.of("identifier", identifier, "password", "not it " + UUID.randomUUID()));
    long begun = System.nanoTime();
    call.expect(403);
    return System.nanoTime() - begun;
  }

  /// TEST-NET-2 and its neighbours: nobody's (RFC 5737, RFC 2544).
  private String network() {
    int number = networks++;
    return "198.%d.%d.%d".formatted(18 + number / 62_500 % 2, number / 250 % 250, 1 + number % 250);
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
