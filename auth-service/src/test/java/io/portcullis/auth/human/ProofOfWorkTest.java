package io.portcullis.auth.human;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.auth.AuthTest;
import io.portcullis.auth.fixture.Client;
import io.portcullis.auth.fixture.Ipv6Site;
import io.portcullis.auth.fixture.Puzzles;
import io.portcullis.auth.human.HumanVerdict.Passed;
import io.portcullis.auth.human.HumanVerdict.Refused;
import io.portcullis.auth.human.HumanVerdict.Unavailable;
import io.portcullis.runtime.http.ClientNetwork;
import io.portcullis.runtime.problem.ProblemException;
import io.portcullis.testkit.MutableClock;
import io.quarkus.redis.datasource.RedisDataSource;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@AuthTest
class ProofOfWorkTest {

  @Inject
  HumanVerification verification;

  @Inject
  MeterRegistry metrics;

  @Inject
  RedisDataSource redis;

  @Inject
  ObjectMapper json;

  @Inject
  MutableClock clock;

  private final Client client = Client.fromANewNetwork();
  private final ClientNetwork network = client.network();
  private final Occasion occasion = new Occasion(HumanAction.REGISTRATION, network, "ann@example.org");

  @AfterEach
  void resetClock() {
    clock.reset();
  }

  private JsonNode challenge() {
    return json.valueToTree(verification.challenge(occasion, Difficulty.USUAL).await().indefinitely());
  }

  private HumanVerdict verify(Occasion at, Map<String, ?> solution) {
    return verification.verify(at, proof(Puzzles.encoded(solution))).await().indefinitely();
  }

  private static HumanProof proof(String solution) {
    return new HumanProof("altcha", solution, Optional.empty());
  }

  @Test
  void givenASolvedPuzzle_whenShown_thenItPasses() {
    double solved = metrics.get("portcullis.human.verifications")
        .tags("action", "registration", "method", "altcha", "outcome", "solved").counter().count();
    assertThat(verify(occasion, Puzzles.solution(challenge()))).isEqualTo(new Passed());
    assertThat(metrics.get("portcullis.human.verifications")
        .tags("action", "registration", "method", "altcha", "outcome", "solved").counter().count()).isEqualTo(solved + 1);
  }

  @Test
  void a18CaptchaReplay_givenASolvedPuzzle_whenShownAgain_thenItIsRefused() {
    var solution = Puzzles.solution(challenge());
    assertThat(verify(occasion, solution)).isEqualTo(new Passed());
    assertThat(verify(occasion, solution)).isEqualTo(new Refused());
  }

  @Test
  void a18CaptchaReplay_givenASolvedPuzzle_whenShown64TimesAtOnce_thenOnePasses() {
    HumanProof proof = proof(Puzzles.encoded(Puzzles.solution(challenge())));
    var verdicts = Uni.join().all(IntStream.range(0, 64).mapToObj(_ -> verification.verify(occasion, proof)
            // On a busy machine Redis may not answer all of them in time.
            .onFailure(ProblemException.class).recoverWithItem(new Unavailable())).toList())
        .andCollectFailures().await().indefinitely();
    assertThat(verdicts).filteredOn(new Passed()::equals).hasSizeLessThanOrEqualTo(1);
    assertThat(verdicts).anyMatch(verdict -> !verdict.equals(new Refused()));
    assertThat(verification.verify(occasion, proof).await().indefinitely()).isEqualTo(new Refused());
  }

  @Test
  void a18CaptchaReplay_givenASpentPuzzle_whenItsPayloadIsSpeltOtherwise_thenItIsStillRefused() {
    var solution = Puzzles.solution(challenge());
    assertThat(verify(occasion, solution)).isEqualTo(new Passed());
    var withMore = new LinkedHashMap<>(solution);
    withMore.put("took", 1);
    withMore.put("test", true);
    String unpadded = Puzzles.encoded(withMore).replace("=", "");
    assertThat(verification.verify(occasion, proof(unpadded)).await().indefinitely()).isEqualTo(new Refused());
  }

  @Test
  void a18CaptchaFarm_givenASolvedPuzzle_whenShownForAnotherActionOrFromAnotherNetwork_thenItIsRefusedThere() {
    var solution = Puzzles.solution(challenge());
    for (HumanAction action : HumanAction.values()) {
      if (action != occasion.action()) {
        assertThat(verify(new Occasion(action, network, occasion.subject()), solution)).isEqualTo(new Refused());
      }
    }
    for (String other : List.of("203.0.113.9", "2001:db8:1:2::/64", client.headers().get("X-Forwarded-For") + " ", "")) {
      assertThat(verify(new Occasion(occasion.action(), new ClientNetwork(other), occasion.subject()), solution)).isEqualTo(new Refused());
    }
    // Nothing of that used it up.
    assertThat(verify(occasion, solution)).isEqualTo(new Passed());
  }

  @Test
  void a18ExpiredPuzzle_givenItsTimeIsOver_whenShown_thenItIsRefused() {
    var solution = Puzzles.solution(challenge());
    clock.advance(Duration.ofMinutes(5).plusSeconds(1));
    assertThat(verify(occasion, solution)).isEqualTo(new Refused());
  }

  // Reads one field of the salt.
  private static String field(Object salt, String name) {
    return salt.toString().replaceAll(".*" + name + "=([^&]*)&.*", "$1");
  }

  private static Arguments change(String name, Consumer<Map<String, Object>> change) {
    return Arguments.of(name, change);
  }

  private static void spell(Map<String, Object> solution, String pattern, String with) {
    solution.computeIfPresent("salt", (_, salt) -> salt.toString().replaceFirst(pattern, with));
  }

  /// CVE-2025-68113: a solution whose parts are cut at other places hashes to the same digest, and may mean something
  /// else. Each is tried with the original signature, which is right for the digest.
  static Stream<Arguments> spliced() {
    return Stream.of(
        change("digits of the number lengthen the salt", s -> {
          String number = s.get("number").toString();
          s.put("salt", s.get("salt") + number.substring(0, 1));
          s.put("number", number.length() > 1 ? Long.valueOf("1" + number.substring(1)) : 0L);
        }),
        change("all digits of the number move into a parameter", s -> {
          s.put("salt", s.get("salt") + "expires=" + s.get("number"));
          s.put("number", 0);
        }),
        change("the last digit of the salt moves to the number", s -> {
          String max = field(s.get("salt"), "max");
          spell(s, "max=[0-9]+&$", "max=" + max.substring(0, max.length() - 1));
          s.put("number", Long.valueOf(max.substring(max.length() - 1) + s.get("number")));
        }),
        change("the delimiter is dropped, which the library would add again", s -> spell(s, "&$", "")),
        change("the delimiter is doubled", s -> spell(s, "&$", "&&")),
        change("a later end", s -> spell(s, "expires=[0-9]+", "expires=9999999999")),
        change("a longer end", s -> spell(s, "(expires=[0-9]+)", "$10")),
        change("a second end", s -> spell(s, "&$", "&expires=9999999999&")),
        change("a parameter of the client's own", s -> spell(s, "&$", "&admin=1&")),
        change("parameters in another order", s -> {
          String max = field(s.get("salt"), "max");
          spell(s, "&max=[0-9]+&$", "&");
          spell(s, "\\?", "?max=" + max + "&");
        }),
        change("a percent-encoded parameter", s -> spell(s, "max=", "%6dax=")),
        change("a plus sign before a number", s -> spell(s, "max=", "max=+")),
        change("a larger range", s -> spell(s, "max=[0-9]+", "max=999999999")),
        change("a line feed at the end", s -> spell(s, "&$", "&\n")),
        change("no parameters", s -> spell(s, "\\?.*", "")),
        change("no salt", s -> s.remove("salt")),
        change("a salt of megabytes", s -> s.put("salt", "a".repeat(2_000))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("spliced")
  void a18Splicing_givenASolvedPuzzle_whenItsPartsAreCutOtherwise_thenItIsRefused(
      String name, Consumer<Map<String, Object>> change) {
    var solution = new LinkedHashMap<>(Puzzles.solution(challenge()));
    change.accept(solution);
    assertThat(verify(occasion, solution)).isEqualTo(new Refused());
  }

  static Stream<Arguments> forged() {
    return Stream.of(
        change("a number below zero", s -> s.put("number", -1)),
        change("a number past the range", s -> s.put("number", 50_001)),
        change("a number past every range", s -> s.put("number", Long.MAX_VALUE)),
        change("a number of a thousand digits", s -> s.put("number", new java.math.BigInteger("9".repeat(60)))),
        change("a fraction", s -> s.put("number", 1.5)),
        change("a number as text", s -> s.put("number", s.get("number").toString())),
        change("a wrong number", s -> s.compute("number", (_, n) -> (((Number) n).longValue() + 1) % 50_000)),
        change("no number", s -> s.remove("number")),
        change("no number at all", s -> s.put("number", null)),
        change("a weaker hash", s -> s.put("algorithm", "SHA-1")),
        change("a stronger hash", s -> s.put("algorithm", "SHA-512")),
        change("an unknown hash", s -> s.put("algorithm", "none")),
        change("no hash", s -> s.remove("algorithm")),
        change("another challenge", s -> s.put("challenge", "0".repeat(64))),
        change("a challenge in capitals", s -> s.compute("challenge", (_, c) -> c.toString().toUpperCase())),
        change("a signature of zeros", s -> s.put("signature", "0".repeat(64))),
        change("half a signature", s -> s.compute("signature", (_, c) -> c.toString().substring(0, 32))),
        change("an empty signature", s -> s.put("signature", "")),
        change("no signature", s -> s.remove("signature")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forged")
  void a18ForgedProof_givenAPuzzle_whenItsSolutionIsMadeUp_thenItIsRefused(
      String name, Consumer<Map<String, Object>> change) {
    var solution = new LinkedHashMap<>(Puzzles.solution(challenge()));
    change.accept(solution);
    assertThat(verify(occasion, solution)).isEqualTo(new Refused());
  }

  static Stream<String> garbage() {
    return Stream.of("", " ", "null", "bnVsbA==", "e30=", "W10=", "!!!!", "\u0000", "a".repeat(1_025), "a".repeat(8_192),
        "eyJudW1iZXIiOjF9", "{}", "ey");
  }

  @ParameterizedTest
  @MethodSource("garbage")
  void a18ForgedProof_givenGarbage_whenShown_thenItIsRefusedAndNotAFailure(String text) {
    assertThat(verification.verify(occasion, proof(text)).await().indefinitely()).isEqualTo(new Refused());
  }

  @Test
  void a18ForgedProof_givenAnotherMethodsName_whenShown_thenItIsRefused() {
    String right = Puzzles.encoded(Puzzles.solution(challenge()));
    for (String method : List.of("turnstile", "ALTCHA", "email-code", "")) {
      assertThat(verification.verify(occasion, new HumanProof(method, right, Optional.empty())).await().indefinitely())
          .isEqualTo(new Refused());
    }
  }

  @Test
  void a18MemoryFlood_givenWrongProofs_whenShownWithoutEnd_thenNoneLeavesAKey() {
    JsonNode challenge = challenge();
    long before = keys();
    for (int i = 0; i < 200; i++) {
      var wrong = new LinkedHashMap<>(Puzzles.solution(challenge));
      wrong.put("signature", "%064x".formatted(i));
      verify(occasion, wrong);
    }
    assertThat(keys()).isEqualTo(before);
  }

  private long keys() {
    return redis.key().keys("auth:human-proof:*").size();
  }

  @Test
  void a18PuzzleFlood_givenANetworkThatAsksWithoutEnd_whenItAsksAgain_thenItsPuzzlesGetHarderAndNobodyElsesDo() {
    long first = challenge().get("maxnumber").asLong();
    long last = first;
    for (int i = 0; i < 60; i++) {
      last = challenge().get("maxnumber").asLong();
    }
    assertThat(last).isEqualTo(first * Difficulty.HIGH.factor());
    ClientNetwork elsewhere = Client.fromANewNetwork().network();
    JsonNode others = json.valueToTree(verification.challenge(
        new Occasion(HumanAction.REGISTRATION, elsewhere, "ann@example.org"), Difficulty.USUAL).await().indefinitely());
    assertThat(others.get("maxnumber").asLong()).isEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 256})
  void a18PuzzleFlood_givenAnIpv6CustomerWhoChangesTheNetwork_whenItAsksOnAndOn_thenItsPuzzlesGetHarder(int apart) {
    Ipv6Site site = Ipv6Site.anyone();
    long first = workIn(site.network(0));
    IntStream.range(1, 180).forEach(i -> workIn(site.network(apart * i)));
    assertThat(workIn(site.network(apart * 180))).isEqualTo(first * Difficulty.RAISED.factor());
  }

  private long workIn(ClientNetwork anyNetwork) {
    return json.valueToTree(verification.challenge(new Occasion(HumanAction.REGISTRATION, anyNetwork, "ann@example.org"),
        Difficulty.USUAL).await().indefinitely()).get("maxnumber").asLong();
  }
}
