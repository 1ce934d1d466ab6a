package io.portcullis.auth.human;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portcullis.auth.human.HumanProvider.Checked.Right;
import io.portcullis.auth.human.HumanProvider.Checked.Wrong;
import io.portcullis.runtime.crypto.KeyRing;
import io.portcullis.runtime.crypto.KeyedDigest;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.altcha.altcha.Altcha;

/// ALTCHA's proof of work, made and checked here. Nothing is stored until a puzzle is solved: what it is good for stands
/// in its salt, and the salt is signed.
///
/// Checking costs one SHA-256 and, for each key of the ring, one HMAC; everything else is refused before. The salt has
/// one accepted form, which ends in `&`: digits of the number can't pass for digits of a parameter (CVE-2025-68113), and
/// one puzzle has one spelling.
@ApplicationScoped
@RegisterForReflection(targets = Altcha.Payload.class)
class AltchaPuzzles implements HumanProvider {

  private static final int LONGEST_SOLUTION = 1024;
  private static final int NONCE_BYTES = 12;
  private static final Altcha.Algorithm ALGORITHM = Altcha.Algorithm.SHA256;

  private static final Pattern SALT = Pattern.compile(
      "[0-9a-f]{24}\\?expires=([1-9][0-9]{9,10})&for=(" + OccasionBinding.FORM + ")&max=([1-9][0-9]{0,8})&");
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
  private static final byte[] SIGNING = "signing".getBytes(StandardCharsets.UTF_8);

  private final HumanConfig config;
  private final KeyedDigest signatures;
  private final OccasionBinding bindings;
  private final ObjectMapper json;
  private final SecureRandom random;
  private final Clock clock;

  AltchaPuzzles(HumanConfig config, KeyRing ring, OccasionBinding bindings, ObjectMapper json, SecureRandom random,
      Clock clock) {
    this.config = config;
    signatures = ring.digestFor("human-altcha");
    this.bindings = bindings;
    this.json = json;
    this.random = random;
    this.clock = clock;
  }

  /// As the widget sends it: base64 of this as JSON. It may tell more, such as how long the search took.
  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Solution(Optional<String> algorithm, Optional<String> challenge, Optional<Long> number, Optional<String> salt,
      Optional<String> signature) {

    boolean isWellFormed() {
      return algorithm.filter(ALGORITHM.getName()::equals).isPresent() && number.isPresent()
          && challenge.filter(text -> DIGEST.matcher(text).matches()).isPresent()
          && signature.filter(text -> DIGEST.matcher(text).matches()).isPresent();
    }

    Altcha.Payload payload() {
      var payload = new Altcha.Payload();
      payload.algorithm = algorithm.orElseThrow();
      payload.challenge = challenge.orElseThrow();
      payload.number = number.orElseThrow();
      payload.salt = salt.orElseThrow();
      payload.signature = signature.orElseThrow();
      return payload;
    }
  }

  @Override
  public String name() {
    return HumanChallenge.ALTCHA;
  }

  @Override
  public HumanChallenge challenge(Occasion occasion, Difficulty difficulty, List<String> alternatives) {
    long max = config.altcha().maxNumber() * difficulty.factor();
    Instant expires = clock.instant().plus(config.lifetime());
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    String salt = HexFormat.of().formatHex(nonce) + "?expires=" + expires.getEpochSecond() + "&for="
        + bindings.of(occasion) + "&max=" + max + '&';
    var made = create(new Altcha.ChallengeOptions().setAlgorithm(ALGORITHM).setSalt(salt).setMaxNumber(max)
        .setNumber(random.nextLong(max + 1)).setHmacKey(key(signatures.bytes(SIGNING))));
    return new HumanChallenge.ProofOfWork(name(), occasion.action(), made.algorithm, made.challenge, made.maxnumber,
        made.salt, made.signature, config.lifetime().toSeconds(), alternatives);
  }

  @Override
  public Uni<Checked> check(Occasion occasion, String solution) {
    return Uni.createFrom().item(() -> read(solution).filter(read -> isFor(occasion, read)).filter(this::isSolved)
        .<Checked>map(right -> new Right(right.challenge().orElseThrow())).orElseGet(Wrong::new));
  }

  // The salt is signed: a number that was written over its own is refused by [#check].
  @Override
  public boolean isAsHardAs(Difficulty least, String solution) {
    return read(solution).map(read -> SALT.matcher(read.salt().orElse(""))).filter(Matcher::matches)
        .filter(salt -> Long.parseLong(salt.group(3)) >= config.altcha().maxNumber() * least.factor()).isPresent();
  }

  private Optional<Solution> read(String text) {
    if (text.length() > LONGEST_SOLUTION) {
      return Optional.empty();
    }
    try {
      byte[] payload = Base64.getDecoder().decode(text);
      // As the widget writes it: Java's decoder also takes stray bits, and none of the padding.
      return Base64.getEncoder().encodeToString(payload).equals(text)
          ? Optional.ofNullable(json.readValue(payload, Solution.class)).filter(Solution::isWellFormed)
          : Optional.empty();
    } catch (IllegalArgumentException | IOException notAPayload) {
      return Optional.empty();
    }
  }

  // Cheap, and before the hash. What stands in the salt counts only once the signature has been checked.
  private boolean isFor(Occasion occasion, Solution solution) {
    Matcher salt = SALT.matcher(solution.salt().orElse(""));
    if (!salt.matches()) {
      return false;
    }
    long number = solution.number().orElseThrow();
    return number >= 0 && number <= Long.parseLong(salt.group(3))
        && clock.instant().isBefore(Instant.ofEpochSecond(Long.parseLong(salt.group(1))))
        && bindings.matches(salt.group(2), occasion);
  }

  // A puzzle outlives the key that signed it for as long as the ring holds that key.
  private boolean isSolved(Solution solution) {
    Altcha.Payload payload = solution.payload();
    return signatures.candidates(SIGNING).stream().anyMatch(key -> isSigned(payload, key(key)));
  }

  private static String key(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  // The library declares whatever its providers of SHA-256 and HMAC may throw, which ours do not.
  private static Altcha.Challenge create(Altcha.ChallengeOptions options) {
    try {
      return Altcha.createChallenge(options);
    } catch (Exception impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  // Without its look at the system's clock: `expires` was compared with ours.
  private static boolean isSigned(Altcha.Payload payload, String key) {
    try {
      return Altcha.verifySolution(payload, key, false);
    } catch (Exception impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
