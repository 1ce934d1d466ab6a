package io.portcullis.session.apikey;

import static io.portcullis.session.Phone.newAccount;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.crypto.KeyDirectory;
import io.portcullis.runtime.crypto.KeyRing;
import io.portcullis.runtime.crypto.SealedBox;
import io.portcullis.runtime.crypto.SealedBox.SealBroken;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.session.OnStack;
import io.portcullis.session.Rows;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An old key of the ring opens nothing that is of today.
@OnStack
@TestProfile(WithApi.class)
class ResealSecretsTest {

  private static final byte[] SECRET = "pak_of-somebody".getBytes(StandardCharsets.US_ASCII);

  @TempDir Path folder;
  @Inject Postgres postgres;
  @Inject Rows rows;

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

  /// Rows of other tests are sealed under keys that these rings do not hold.
  @BeforeEach
  void noOtherRows() {
    rows.update("delete from api_key");
  }

  private SealedBox box(String... keys) throws Exception {
    Files.writeString(folder.resolve("seal-keys.json"), Stream.of(keys)
        .map(id -> "{\"kty\":\"oct\",\"kid\":\"%s\",\"k\":\"%s\"}".formatted(id, Base64.getUrlEncoder().withoutPadding()
            .encodeToString(Arrays.copyOf(id.getBytes(StandardCharsets.US_ASCII), 32))))
        .collect(Collectors.joining(",", "{\"keys\":[", "]}")));
    var ring = KeyRing.class.getDeclaredConstructor(KeyDirectory.class);
    var directory = KeyDirectory.class.getDeclaredConstructor(String.class);
    var box = SealedBox.class.getDeclaredConstructor(KeyRing.class, SecureRandom.class);
    Stream.of(ring, directory, box).forEach(constructor -> constructor.setAccessible(true));
    return box.newInstance(ring.newInstance(directory.newInstance(folder.toString())), new SecureRandom());
  }

  private void reseal(SealedBox box) {
    new ResealSecrets(box, postgres, metrics).handle().await().indefinitely();
  }

  private UUID add(AccountId account, UUID id, String sealed) {
    rows.update("""
        insert into api_key (account_id, id, mac, approval_id, algorithm, sealed_secret, name, scopes, networks, created_at, expires_at,
          state, changed_at, forget_at)
        values (?, ?, '', gen_random_uuid(), 'hmac-sha256', ?, 'bot', '{read}', '{}', now(), now(), 'ACTIVE', now(), now())""",
        account.value(), id, sealed);
    return id;
  }

  private String stored(UUID id) {
    return rows.query("select sealed_secret from api_key where id = ?", id).getFirst();
  }

  @Test
  void newFirstKey_givenSecretsOfTheOldOne_thenTheyAreSealedAnew_whateverIsBroken_andTheOldKeyOpensNone() throws Exception {
    SealedBox old = box("k1");
    for (int i = 0; i < ResealSecrets.BATCH + 20; i++) {
      add(newAccount(), UUID.randomUUID(), "gone.AAAA");
    }
    AccountId account = newAccount();
    UUID key = UUID.randomUUID();
    add(account, key, old.seal(SECRET, ApiKeys.place(account, key)));
    reseal(box("k2", "k1"));

    assertThat(box("k2").open(stored(key), ApiKeys.place(account, key))).isEqualTo(SECRET);
    String sealed = stored(key);
    assertThatThrownBy(() -> box("k1").open(sealed, ApiKeys.place(account, key))).isInstanceOf(SealBroken.class);
    assertThat(metrics.counter("portcullis.api.keys.resealed").count()).isEqualTo(1);
    reseal(box("k2", "k1"));
    assertThat(stored(key)).as("nothing is left to do").isEqualTo(sealed);
  }

  @Test
  void swappedRows_givenASecretOfAnotherKey_thenItIsNotMadeThisOnes() throws Exception {
    SealedBox old = box("k1");
    AccountId account = newAccount();
    UUID key = UUID.randomUUID();
    String foreign = old.seal(SECRET, ApiKeys.place(account, UUID.randomUUID()));
    add(account, key, foreign);
    reseal(box("k2", "k1"));
    assertThat(stored(key)).isEqualTo(foreign);
  }
}
