package io.portcullis.mfa.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.crypto.KeyDirectory;
import io.portcullis.runtime.crypto.KeyRing;
import io.portcullis.runtime.crypto.SealedBox;
import io.portcullis.runtime.crypto.SealedBox.SealBroken;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.testkit.StackResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
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

@QuarkusTest
@WithTestResource(value = StackResource.class, scope = TestResourceScope.GLOBAL)
class ResealTest {

  private static final byte[] SECRET = "twenty secret bytes!".getBytes(StandardCharsets.US_ASCII);

  @TempDir Path folder;
  @Inject @Any Instance<SealedColumn> columns;
  @Inject Postgres postgres;

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final AccountId account = new AccountId(UUID.randomUUID());
  private final UUID authenticator = UUID.randomUUID();

  /// Rows of other tests are sealed under keys that these rings do not hold.
  @BeforeEach
  void noOtherRows() {
    sql("delete from totp_authenticator");
    sql("delete from code_address");
    sql("delete from own_numbers");
    sql("insert into account (account_id) values ($1)", account.value());
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
    new Reseal(columns, box, postgres, metrics).handle().await().indefinitely();
  }

  private void sql(String sql, Object... parameters) {
    postgres.pool().preparedQuery(sql).execute(Tuple.from(parameters)).await().indefinitely();
  }

  private String read(String sql, Object... parameters) {
    return postgres.pool().preparedQuery(sql).execute(Tuple.from(parameters)).await().indefinitely()
        .iterator().next().getString(0);
  }

  private void addAuthenticator(AccountId owner, UUID id, String sealed) {
    sql("insert into account (account_id) values ($1) on conflict do nothing", owner.value());
    sql("insert into totp_authenticator (account_id, id, name, sealed_secret, created_at, confirmed_at) "
        + "values ($1, $2, 'phone', $3, now(), now())", owner.value(), id, sealed);
  }

  private String place(AccountId owner, UUID id) {
    return "totp/" + owner + '/' + id;
  }

  private String stored() {
    return read("select sealed_secret from totp_authenticator where id = $1", authenticator);
  }

  @Test
  void newFirstKey_givenSecretsAndAddressesOfTheOldOne_thenTheyAreSealedAnew_andTheOldKeyMayGo() throws Exception {
    SealedBox old = box("k1");
    addAuthenticator(account, authenticator, old.seal(SECRET, place(account, authenticator)));
    sql("insert into code_address (account_id, method, sealed_address, beside_stronger, confirmed_at) "
        + "values ($1, 'email', $2, false, now())", account.value(), old.seal(SECRET, "code-address/" + account + "/email"));
    sql("insert into own_numbers (account_id, sealed_numbers) values ($1, $2)", account.value(), old.seal(SECRET, "own-numbers/" + account));
    reseal(box("k2", "k1"));

    SealedBox withoutTheOld = box("k2");
    assertThat(withoutTheOld.open(read("select sealed_numbers from own_numbers where account_id = $1", account.value()), "own-numbers/" + account))
        .isEqualTo(SECRET);
    assertThat(withoutTheOld.open(stored(), place(account, authenticator))).isEqualTo(SECRET);
    assertThat(withoutTheOld.open(read("select sealed_address from code_address where account_id = $1", account.value()),
        "code-address/" + account + "/email")).isEqualTo(SECRET);
    assertThat(metrics.counter("portcullis.mfa.resealed").count()).isEqualTo(3);
    String sealed = stored();
    reseal(box("k2", "k1"));
    assertThat(stored()).as("nothing is left to do").isEqualTo(sealed);
  }

  @Test
  void manyRows_areCarriedOverBatchByBatch_evenWithBrokenOnesAmongThem() throws Exception {
    SealedBox old = box("k1");
    for (int i = 0; i < 120; i++) {
      AccountId owner = new AccountId(UUID.randomUUID());
      UUID id = UUID.randomUUID();
      addAuthenticator(owner, id, i % 2 == 0 ? old.seal(SECRET, place(owner, id)) : "gone.AAAA");
    }
    reseal(box("k2", "k1"));
    assertThat(metrics.counter("portcullis.mfa.resealed").count()).isEqualTo(60);
    assertThat(metrics.counter("portcullis.mfa.broken.seals").count()).isEqualTo(60);
    assertThat(read("select count(*)::text from totp_authenticator where starts_with(sealed_secret, 'k2.')")).isEqualTo("60");
  }

  @Test
  void swappedRows_givenACiphertextOfAnotherAccount_thenItIsNotMadeGoodByResealing() throws Exception {
    SealedBox old = box("k1");
    String elsewhere = old.seal(SECRET, place(new AccountId(UUID.randomUUID()), UUID.randomUUID()));
    addAuthenticator(account, authenticator, elsewhere);
    SealedBox rotated = box("k2", "k1");
    reseal(rotated);

    assertThat(stored()).isEqualTo(elsewhere);
    assertThatThrownBy(() -> rotated.open(stored(), place(account, authenticator))).isInstanceOf(SealBroken.class);
    assertThat(metrics.counter("portcullis.mfa.broken.seals").count()).isOne();
  }

  @Test
  void parallelReplicas_doEachRowOnce() throws Exception {
    SealedBox old = box("k1");
    for (int i = 0; i < 60; i++) {
      UUID id = UUID.randomUUID();
      addAuthenticator(account, id, old.seal(SECRET, place(account, id)));
    }
    SealedBox rotated = box("k2", "k1");
    Uni.join().all(
        new Reseal(columns, rotated, postgres, metrics).handle(),
        new Reseal(columns, rotated, postgres, metrics).handle()).andFailFast().await().indefinitely();
    assertThat(metrics.counter("portcullis.mfa.resealed").count()).isLessThanOrEqualTo(60);
    reseal(rotated);
    assertThat(metrics.counter("portcullis.mfa.resealed").count()).isEqualTo(60);
  }
}
