package io.portcullis.auth.human;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portcullis.auth.AuthTest;
import io.portcullis.auth.fixture.Client;
import io.portcullis.auth.fixture.Puzzles;
import io.portcullis.auth.human.HumanVerdict.Passed;
import io.portcullis.auth.human.HumanVerdict.Refused;
import io.portcullis.auth.human.HumanVerdict.Unavailable;
import io.portcullis.runtime.crypto.KeyDirectory;
import io.portcullis.runtime.crypto.KeyRing;
import io.portcullis.runtime.http.ClientNetwork;
import io.portcullis.runtime.problem.ProblemException;
import io.portcullis.runtime.redis.RedisDoor;
import io.portcullis.testkit.MutableClock;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisAPI;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Puzzles at several instances, with several keys, and while Redis is away.
@AuthTest
class PuzzleKeysTest {

  private static final int NOBODY_LISTENS = 1;

  @Inject HumanConfig config;
  @Inject HumanCodes humanCodes;
  @Inject ChallengePace pace;
  @Inject HumanMetrics metrics;
  @Inject ObjectMapper json;
  @Inject SecureRandom random;
  @Inject MutableClock clock;
  @Inject Vertx vertx;

  @TempDir Path keys;

  private final ClientNetwork network = Client.fromANewNetwork().network();
  private final Occasion occasion = new Occasion(HumanAction.REGISTRATION, network, "ann@example.org");

  @AfterEach
  void resetClock() {
    clock.reset();
  }

  /// An instance of auth-service as far as puzzles go: its own ring of keys, its own connection to Redis.
  private HumanVerification instanceAt(String redisUrl, String... keyIds) {
    KeyRing ring = ring(keyIds);
    var puzzles = new AltchaPuzzles(config, ring, new OccasionBinding(ring), json, random, clock);
    var spent = new SpentProofs(new RedisDoor(RedisAPI.api(Redis.createClient(vertx, redisUrl)), Duration.ofSeconds(1)), config);
    return new HumanVerification(puzzles, humanCodes, spent, pace, metrics);
  }

  private HumanVerification instance(String... keyIds) {
    return instanceAt(ConfigProvider.getConfig().getValue("quarkus.redis.hosts", String.class), keyIds);
  }

  private KeyRing ring(String... ids) {
    try {
      Files.writeString(keys.resolve("seal-keys.json"), Arrays.stream(ids).map(id -> "{\"kty\":\"oct\",\"kid\":\"%s\",\"k\":\"%s\"}"
          .formatted(id, Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(id.getBytes(StandardCharsets.US_ASCII), 32))))
          .collect(Collectors.joining(",", "{\"keys\":[", "]}")));
      return new KeyRing(new KeyDirectory(keys.toString()));
    } catch (IOException noRoom) {
      throw new UncheckedIOException(noRoom);
    }
  }

  private JsonNode challengeAt(HumanVerification instance) {
    return json.valueToTree(instance.challenge(occasion, Difficulty.USUAL).await().indefinitely());
  }

  private String solvedAt(HumanVerification instance) {
    return Puzzles.encoded(Puzzles.solution(challengeAt(instance)));
  }

  private HumanVerdict shown(HumanVerification instance, String solution) {
    return verify(instance, solution).await().indefinitely();
  }

  private Uni<HumanVerdict> verify(HumanVerification instance, String solution) {
    return instance.verify(occasion, new HumanProof("altcha", solution, Optional.empty()));
  }

  @Test
  void a18CaptchaReplay_givenTwoInstances_whenEachIsShownTheSameProof_thenOneOfThemTakesIt() {
    HumanVerification one = instance("k1");
    HumanVerification other = instance("k1");
    String solution = solvedAt(one);
    assertThat(shown(other, solution)).isEqualTo(new Passed());
    assertThat(shown(one, solution)).isEqualTo(new Refused());
    assertThat(shown(other, solution)).isEqualTo(new Refused());
  }

  @Test
  void a18CaptchaReplay_givenTwoInstances_when64RequestsShowOneProofAtBothAtOnce_thenOnePasses() {
    List<HumanVerification> both = List.of(instance("k1"), instance("k1"));
    String solution = solvedAt(both.getFirst());
    var verdicts = Uni.join().all(IntStream.range(0, 64).mapToObj(i -> verify(both.get(i % 2), solution)
            // On a busy machine Redis may not answer all of them in time.
            .onFailure(ProblemException.class).recoverWithItem(new Unavailable())).toList())
        .andCollectFailures().await().indefinitely();
    assertThat(verdicts).filteredOn(new Passed()::equals).hasSizeLessThanOrEqualTo(1);
    assertThat(shown(both.getLast(), solution)).isEqualTo(new Refused());
  }

  @Test
  void ops4Rotate_givenAPuzzleFromBeforeTheKeyChanged_whenShownAfterwards_thenItHoldsOnceAtAllInstances() {
    HumanVerification before = instance("k1");
    HumanVerification after = instance("k2", "k1");
    String solution = solvedAt(before);
    assertThat(shown(after, solution)).isEqualTo(new Passed());
    assertThat(shown(before, solution)).as("an instance that has not been given the new key yet").isEqualTo(new Refused());
    assertThat(shown(before, solvedAt(before))).isEqualTo(new Passed());
    assertThat(shown(after, solvedAt(after))).isEqualTo(new Passed());
  }

  @Test
  void ops4Rotate_givenAKeyThatLeftTheRing_whenItsPuzzleIsShown_thenItIsRefused() {
    assertThat(shown(instance("k2"), solvedAt(instance("k1")))).isEqualTo(new Refused());
  }

  @Test
  void a18ForgedProof_givenAPuzzleOfAnotherInstallation_whenShown_thenItIsRefused() {
    assertThat(shown(instance("k1"), solvedAt(instance("theirs")))).isEqualTo(new Refused());
  }

  @Test
  void a18RedisAway_givenAProof_whenItCantBeMarkedAsUsed_thenItCountsForNothingAndIsNotBurnt() {
    String solution = solvedAt(instance("k1"));
    HumanVerification cutOff = instanceAt("redis://localhost:" + NOBODY_LISTENS, "k1");
    for (int i = 0; i < 3; i++) {
      assertThat(verify(cutOff, solution).onItem().transform(Object::toString)
          .onFailure(ProblemException.class).recoverWithItem("unavailable").await().indefinitely()).isEqualTo("unavailable");
    }
    assertThat(shown(instance("k1"), solution)).as("when Redis is back").isEqualTo(new Passed());
  }

  @Test
  void a18RedisAway_givenAWrongProof_thenItIsRefusedAllTheSame() {
    assertThat(shown(instanceAt("redis://localhost:" + NOBODY_LISTENS, "k1"), "bm9uc2Vuc2U=")).isEqualTo(new Refused());
  }

  @ParameterizedTest
  @ValueSource(longs = {298, 300, 301, 86_400})
  void a18ExpiredPuzzle_givenTheMomentOfItsEnd_thenItIsOver(long seconds) {
    clock.stop();
    HumanVerification instance = instance("k1");
    String solution = solvedAt(instance);
    clock.advance(Duration.ofSeconds(seconds));
    // Ends are whole seconds: the last one is cut short, never prolonged.
    assertThat(shown(instance, solution)).isEqualTo(seconds < 300 ? new Passed() : new Refused());
  }

  @Test
  void a34Clock_givenTheClockStepsBack_whenASpentProofIsShown_thenItIsStillSpent() {
    HumanVerification instance = instance("k1");
    String solution = solvedAt(instance);
    assertThat(shown(instance, solution)).isEqualTo(new Passed());
    clock.advance(Duration.ofMinutes(-4));
    assertThat(shown(instance, solution)).isEqualTo(new Refused());
  }

  /// Other writings of one solution: none may count beside it.
  static Stream<String> spellings() {
    return Stream.of("no padding", "stray bits", "base64url", "a line feed", "a space", "padding in front", "more padding",
        "JSON with spaces", "JSON in another order", "a second number", "UTF-16", "a byte order mark", "a number with an exponent",
        "a member that nobody knows", "text behind it");
  }

  private static String spelt(String how, String solution) {
    String object = new String(Base64.getDecoder().decode(solution), StandardCharsets.UTF_8);
    int last = solution.replace("=", "").length() - 1;
    return switch (how) {
      case "no padding" -> encoded(object + " ".repeat((5 - (object.length() + 1) % 3) % 3)).replace("=", "");
      case "stray bits" -> strayBits(object);
      case "base64url" -> "-_" + solution.substring(2);
      case "a line feed" -> solution.substring(0, last) + "\n" + solution.substring(last);
      case "a space" -> " " + solution;
      case "padding in front" -> "=" + solution;
      case "more padding" -> solution + "=";
      case "JSON with spaces" -> encoded(object.replace(",", " , "));
      case "JSON in another order" -> encoded("{\"number\":" + object.replaceAll(".*\"number\":([0-9]+).*", "$1") + ","
          + object.substring(1).replaceFirst("\"number\":[0-9]+,", ""));
      case "a second number" -> encoded(object.replaceFirst("\\{", "{\"number\":1,"));
      case "UTF-16" -> Base64.getEncoder().encodeToString(object.getBytes(StandardCharsets.UTF_16));
      case "a byte order mark" -> encoded("\uFEFF" + object);
      case "a number with an exponent" -> encoded(object.replaceFirst("\"number\":([0-9]+)", "\"number\":$1e0"));
      case "a member that nobody knows" -> encoded(object.replaceFirst("\\{", "{\"verified\":true,"));
      default -> encoded(object + "{}");
    };
  }

  /// Ends in bits that no byte has.
  private static String strayBits(String object) {
    String padded = object;
    while (padded.getBytes(StandardCharsets.UTF_8).length % 3 != 1) {
      padded += " ";
    }
    String text = encoded(padded);
    int last = text.indexOf('=') - 1;
    return text.substring(0, last) + (char) (text.charAt(last) + 1) + text.substring(last + 1);
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @MethodSource("spellings")
  void a18CaptchaReplay_givenOneSolutionInTwoSpellings_whenBothAreShownInEitherOrder_thenOnePasses(String how) {
    HumanVerification instance = instance("k1");
    String first = solvedAt(instance);
    assertThat(spelt(how, first)).isNotEqualTo(first);
    assertThat(shown(instance, first)).isEqualTo(new Passed());
    assertThat(shown(instance, spelt(how, first))).isEqualTo(new Refused());

    String second = solvedAt(instance);
    HumanVerdict ofTheOther = shown(instance, spelt(how, second));
    assertThat(shown(instance, second)).isEqualTo(ofTheOther.equals(new Passed()) ? new Refused() : new Passed());
  }

  @ParameterizedTest
  @ValueSource(strings = {"no padding", "stray bits", "base64url", "a line feed", "a space", "a second number", "UTF-16", "text behind it"})
  void a18ForgedProof_givenASpellingThatIsNotTheWidgets_thenItIsRefused(String how) {
    HumanVerification instance = instance("k1");
    assertThat(shown(instance, spelt(how, solvedAt(instance)))).isEqualTo(new Refused());
  }

  @Test
  void a18Junk_given10000WrongProofs_whenShown_thenNoneAsksRedisForAnything() {
    // Cut off from Redis a question would fail: what is refused never came so far.
    HumanVerification cutOff = instanceAt("redis://localhost:" + NOBODY_LISTENS, "k1");
    JsonNode challenge = challengeAt(cutOff);
    var right = Puzzles.solution(challenge);
    for (int i = 0; i < 10_000; i++) {
      var wrong = new LinkedHashMap<>(right);
      switch (i % 5) {
        case 0 -> wrong.put("number", (((Number) right.get("number")).longValue() + 1 + i) % 50_000);
        case 1 -> wrong.put("signature", "%064x".formatted(i));
        case 2 -> wrong.put("salt", right.get("salt") + "x".repeat(i % 700));
        case 3 -> wrong.put("challenge", "%064x".formatted(i));
        default -> wrong.put("number", -i);
      }
      if (!wrong.equals(right)) {
        assertThat(shown(cutOff, i % 7 == 0 ? "A".repeat(1 + i % 8_192) : Puzzles.encoded(wrong))).isEqualTo(new Refused());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "0", "-1", "50001", "9223372036854775807", "9223372036854775808", "1e9", "1e999999", "0x10", "01", "+1",
      "1.0", "NaN", "\"1\"", "[1]", "{}", "true"})
  void a18ForgedProof_givenANumberOfAnyForm_whenItIsNotTheSolution_thenItIsRefusedAndNotAFailure(String number) {
    HumanVerification instance = instance("k1");
    var solution = Puzzles.solution(challengeAt(instance));
    String object = json.valueToTree(solution).toString().replaceFirst("\"number\":[0-9]+", "\"number\":" + number);
    if (!number.equals(solution.get("number").toString())) {
      assertThat(shown(instance, encoded(object))).isEqualTo(new Refused());
    }
  }
}
