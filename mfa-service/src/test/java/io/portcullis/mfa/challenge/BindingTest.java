package io.portcullis.mfa.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.guess.Claimant;
import io.portcullis.mfa.challenge.ChallengeResource.Answer;
import io.portcullis.mfa.challenge.ChallengeResource.ChallengeRequest;
import io.portcullis.mfa.challenge.ChallengeResource.Preparation;
import io.portcullis.mfa.policy.Method;
import io.portcullis.runtime.crypto.KeyDirectory;
import io.portcullis.runtime.crypto.KeyRing;
import io.portcullis.runtime.identifier.Identifier;
import io.portcullis.runtime.redis.RedisDoor;
import io.portcullis.testkit.StackResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@WithTestResource(value = StackResource.class, scope = TestResourceScope.GLOBAL)
class BindingTest {

  private static final String ADDRESS = "ann@example.org";

  @TempDir Path folder;
  @Inject RedisDoor redis;

  private final AccountId account = new AccountId(UUID.randomUUID());
  private final ChallengeId id = new ChallengeId(UUID.randomUUID());
  private final Binding binding =
      new Binding(account, Purpose.SIGN_IN_CONFIRMATION, "attempt-1", Identifier.parse(ADDRESS), Claimant.STRANGER,
          Optional.empty());

  private Challenges under(String... keys) throws Exception {
    Files.writeString(folder.resolve("seal-keys.json"), Stream.of(keys)
        .map(key -> "{\"kty\":\"oct\",\"kid\":\"%s\",\"k\":\"%s\"}".formatted(key, Base64.getUrlEncoder().withoutPadding()
            .encodeToString(Arrays.copyOf(key.getBytes(StandardCharsets.US_ASCII), 32))))
        .collect(Collectors.joining(",", "{\"keys\":[", "]}")));
    var ring = KeyRing.class.getDeclaredConstructor(KeyDirectory.class);
    var directory = KeyDirectory.class.getDeclaredConstructor(String.class);
    Stream.of(ring, directory).forEach(constructor -> constructor.setAccessible(true));
    return new Challenges(redis, ring.newInstance(directory.newInstance(folder.toString())), Clock.systemUTC());
  }

  @Test
  void givenANewFirstKey_thenAChallengeForAnAddressGoesOn_andOnlyForThatAddress() throws Exception {
    under("k1").open(id, binding).await().indefinitely();
    Challenges rotated = under("k2", "k1");
    assertThat(rotated.find(id, binding).await().indefinitely()).isPresent();
    assertThat(rotated.countTry(id, binding).await().indefinitely()).hasValue(4);

    var elsewhere = new Binding(account, Purpose.SIGN_IN_CONFIRMATION, "attempt-1", Identifier.parse("eve@example.org"),
        Claimant.STRANGER, Optional.empty());
    assertThat(rotated.countTry(id, elsewhere).await().indefinitely()).isEmpty();
    assertThat(rotated.countTry(id, binding).await().indefinitely()).as("it has ended").isEmpty();
  }

  @Test
  void a29SecretLeak_givenAnAddressAndACode_whenARequestIsPrinted_thenNeitherIsSeen() {
    var purpose = Purpose.SIGN_IN_CONFIRMATION;
    Optional<String> address = Optional.of(ADDRESS);
    assertThat(Stream.of(
        binding,
        new ChallengeRequest(account, purpose, "attempt-1", address, Optional.empty(), Optional.empty()),
        new Preparation(account, purpose, "attempt-1", address, Optional.empty(), Optional.empty(), Method.EMAIL, Optional.empty()),
        new Answer(account, purpose, "attempt-1", address, Optional.empty(), Optional.empty(), Method.EMAIL, Optional.of("604815"),
            Optional.empty()))
        .map(Object::toString))
        .allSatisfy(printed -> assertThat(printed).contains(account.toString()).doesNotContain("ann", "604815"));
  }
}
