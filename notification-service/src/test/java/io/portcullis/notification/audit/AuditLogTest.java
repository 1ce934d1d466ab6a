package io.portcullis.notification.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.oneOf;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.AuthEvent.AccountClosureChange;
import io.portcullis.contracts.AuthEvent.ClosureAction;
import io.portcullis.contracts.MfaEvent.RecoveryCodeUsed;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.notification.OnTheStack;
import io.portcullis.notification.OtherServices;
import io.portcullis.notification.Tables;
import io.portcullis.notification.audit.AuditTrail.Occurrence;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.testkit.CustomerTokens;
import io.portcullis.testkit.Management;
import io.portcullis.testkit.ServiceTokenFiles;
import io.portcullis.transparency.AuditVerify;
import io.portcullis.transparency.Checkpoint;
import io.portcullis.transparency.ConsistencyProof;
import io.portcullis.transparency.EntryContent;
import io.portcullis.transparency.EntryContent.Bare;
import io.portcullis.transparency.EntryContent.Committed;
import io.portcullis.transparency.InclusionProof;
import io.portcullis.transparency.LogEntry;
import io.portcullis.transparency.NoteVerifier;
import io.portcullis.transparency.SignedNote;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// SAFE-4: what the log proves to a customer and to an auditor, and who can't break it.
@QuarkusTest
@OnTheStack
class AuditLogTest {

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final String AS_SUPERUSER = "set local session_replication_role = replica";
  private static final String WHILE_NO_BATCH_RUNS = "lock table audit_tree in exclusive mode";

  @TempDir Path folder;

  @Inject OtherServices others;
  @Inject CustomerTokens tokens;
  @Inject Tables tables;
  @Inject AuditTrail trail;
  @Inject IntegrateEntries integrate;
  @Inject AnchorCheckpoints anchor;
  @Inject LogKeys keys;
  @Inject ErasedAccounts accounts;
  @Inject EraseEntries erase;
  @Inject ObjectMapper json;
  @Inject MerkleLog log;
  @Inject Postgres postgres;

  private final AccountId alice = new AccountId(UUID.randomUUID());
  private final AccountId bob = new AccountId(UUID.randomUUID());

  private RecoveryCodeUsed event(AccountId account) {
    return new RecoveryCodeUsed(OtherServices.anEvent(), account, Instant.now(), 3, Optional.empty());
  }

  /// Writes an event to the trail, as the consumer does, and takes it into the log.
  private RecoveryCodeUsed logged(AccountId account) {
    RecoveryCodeUsed event = event(account);
    trail.append(List.of(Occurrence.of(event, "{\"device\":\"Zo\u00eb's \\\"phone\\\"\"}"))).await().atMost(PATIENCE);
    integrateAll();
    return event;
  }

  // Another batch may be under way when this one begins.
  private void integrateAll() {
    await().atMost(PATIENCE).until(() -> {
      integrate.handle().await().atMost(PATIENCE);
      return tables.count("select sum(seq)::bigint - (select size from audit_tree) from audit_head") == 0;
    });
  }

  private ValidatableResponse proof(AccountId reader, String event) {
    return RestAssured.given().auth().oauth2(tokens.of(reader)).get("/v1/activity/" + event + "/proof").then();
  }

  private static Response internal(String caller, String path) {
    return RestAssured.given().auth().oauth2(ServiceTokenFiles.token(caller, "notification-service")).get("/internal/audit/" + path);
  }

  private static byte[] decoded(String base64) {
    return Base64.getDecoder().decode(base64);
  }

  private static void assertHolds(JsonPath proof, List<NoteVerifier> verifiers) {
    SignedNote note = SignedNote.parse(proof.getString("checkpoint"));
    Checkpoint checkpoint = Checkpoint.parse(note.text());
    assertThat(note.isSignedByAnyOf(verifiers)).isTrue();
    assertThat(checkpoint.size()).isEqualTo(proof.getLong("size"));
    var entry = new LogEntry(proof.getInt("entry.chain"), proof.getLong("entry.seq"), UUID.fromString(proof.getString("entry.event")),
        UUID.fromString(proof.getString("entry.account")), proof.getString("entry.type"), Instant.parse(proof.getString("entry.time")),
        content(proof));
    var inclusion = new InclusionProof(proof.getLong("index"), proof.getLong("size"),
        proof.getList("path", String.class).stream().map(AuditLogTest::decoded).toList());
    byte[] leafHash = entry.leafHash(decoded(proof.getString("salt")));
    assertThat(inclusion.holds(leafHash, checkpoint.root())).isTrue();
    // Nor is it proved of another account.
    var ofAnother = new LogEntry(entry.chain(), entry.seq(), entry.event(), UUID.randomUUID(), entry.type(), entry.time(), entry.content());
    assertThat(inclusion.holds(ofAnother.leafHash(decoded(proof.getString("salt"))), checkpoint.root())).isFalse();
    // without the salt, the entry is not found by trying.
    assertThat(inclusion.holds(entry.leafHash(new byte[LogEntry.SALT_BYTES]), checkpoint.root())).isFalse();
  }

  private static EntryContent content(JsonPath proof) {
    String text = proof.getString("entry.content");
    return Optional.ofNullable(proof.getString("entry.contentSalt"))
        .<EntryContent>map(salt -> new Committed(decoded(salt), text)).orElseGet(() -> new Bare(text));
  }

  @Test
  void safe4_givenAnEntryOfTheOwnAccount_thenItsProofHolds_andNobodyElseGetsIt() {
    RecoveryCodeUsed event = logged(alice);
    logged(bob);

    assertHolds(proof(alice, event.id().toString()).statusCode(200)
        .body("entry.event", equalTo(event.id().toString())).extract().jsonPath(), keys.verifiers());
    proof(bob, event.id().toString()).statusCode(404).body("type", equalTo("urn:portcullis:problem:not-found"));
    proof(alice, UUID.randomUUID().toString()).statusCode(404);
    proof(alice, event.id().toString().toUpperCase(Locale.ROOT) + "x").statusCode(400);
    RestAssured.given().auth().oauth2(tokens.of(alice)).queryParam("account", bob.value()).get("/v1/activity/" + event.id() + "/proof")
        .then().statusCode(400).body("type", equalTo("urn:portcullis:problem:unknown-field"));
    RestAssured.get("/v1/activity/" + event.id() + "/proof").then().statusCode(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "1", "..%2Fproof", "00000000-0000-0000-0000-00000000000G"})
  void badInput_givenWhatIsNoId_thenItIsRefused(String id) {
    assertThat(proof(alice, id).extract().statusCode()).isBetween(400, 404);
  }

  @Test
  void safe4_givenTheHouseItself_thenAnEventOnKafkaIsProvedWithinSeconds() {
    RecoveryCodeUsed event = event(alice);
    others.publish(event);
    await().atMost(PATIENCE).until(() -> tables.count("select count(*) from audit_event where account_id = $1", alice.value()) == 1);
    await().atMost(PATIENCE).until(() -> proof(alice, event.id().toString()).extract().statusCode() == 200);
  }

  @Test
  void safe4_givenAnEntryThatIsNotInTheLogYet_thenTheCustomerIsToldToWait() {
    RecoveryCodeUsed event = logged(alice);
    // As if the batch were still to come.
    tables.meddle(AS_SUPERUSER, WHILE_NO_BATCH_RUNS,
        "create table leaf_of_then as select l.* from audit_leaf l join audit_event e using (chain, seq) where e.event_id = '"
            + event.id() + "'",
        "update audit_leaf set seq = -seq where index in (select index from leaf_of_then)");
    try {
      proof(alice, event.id().toString()).statusCode(409).body("type", equalTo("urn:portcullis:problem:proof-awaited"));
    } finally {
      tables.meddle(AS_SUPERUSER, "update audit_leaf set seq = -seq where index in (select index from leaf_of_then)",
          "drop table leaf_of_then");
    }
  }

  @Test
  void safe4_givenAnExportByPages_thenTheAuditorsToolFindsItWhole_andEachPageIsAnEntryItself() throws IOException {
    for (int i = 0; i < 3; i++) {
      logged(alice);
    }
    long readings = readings();
    Path export = export(7);
    assertThat(verify(export)).as(out).isEqualTo(0);
    assertThat(readings()).isGreaterThan(readings);
    integrateAll();
    // What concerns the readers is proved to no customer.
    Row reading = tables.rows("select event_id::text from audit_event where type = '" + ReadLog.READING + "' limit 1").getFirst();
    proof(alice, reading.getString(0)).statusCode(404);
    assertThat(Files.readString(export(1000))).contains("audit-read.v1", "\\\"reader\\\":\\\"operator\\\"");
  }

  private long readings() {
    return tables.count("select count(*) from audit_event where type = $1", ReadLog.READING);
  }

  private Path export(int limit) throws IOException {
    String first = internal("operator", "entries?limit=" + limit).then().statusCode(200).contentType(startsWith("application/x-ndjson"))
        .extract().asString();
    String note = JsonPath.from(first.lines().findFirst().orElseThrow()).getString("checkpoint");
    long size = Checkpoint.parse(SignedNote.parse(note).text()).size();
    var whole = new StringBuilder(first);
    // The newest hundred by small pages, all before by large ones.
    for (long from = limit; from < size; ) {
      int next = size - from > 100 ? 1000 : limit;
      next = (int) Math.min(next, size - from > 100 ? size - from - 100 : next);
      whole.append(internal("operator", "entries?from=" + from + "&limit=" + next + "&size=" + size).then().statusCode(200)
          .extract().asString());
      from += next;
    }
    Path file = folder.resolve("audit-" + limit + ".ndjson");
    Files.writeString(file, whole);
    return file;
  }

  private String out;

  private int verify(Path export) {
    var printed = new ByteArrayOutputStream();
    int status = AuditVerify.run(new PrintStream(printed, true, StandardCharsets.UTF_8), export.toString(), "--key",
        keys.verifiers().getFirst().toString());
    out = printed.toString(StandardCharsets.UTF_8);
    return status;
  }

  private void close(AccountId account) {
    var closing = new AccountClosureChange(OtherServices.anEvent(), account, Instant.now(), ClosureAction.CLOSED, Optional.empty());
    trail.append(List.of(Occurrence.of(closing, written(closing)))).await().atMost(PATIENCE);
  }

  private String written(SecurityEvent event) {
    try {
      return json.writeValueAsString(event);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private void erase(AccountId account) {
    postgres.withTransaction(tx -> accounts.owe(tx, account, Instant.now())).await().atMost(PATIENCE);
    erase.handle().await().atMost(PATIENCE);
  }

  private long said(AccountId account) {
    return tables.count("select count(*) from audit_event t where account_id = $1 and strpos(t::text, 'phone') > 0", account.value());
  }

  @Test
  void erasure_givenAClosedAccount_thenWhatItsEntriesSaidIsGone_andAllProofsHold_andTheExportIsWhole() throws IOException {
    RecoveryCodeUsed erased = logged(alice);
    RecoveryCodeUsed other = logged(bob);
    JsonPath kept = proof(alice, erased.id().toString()).statusCode(200).extract().jsonPath();
    erase(alice);
    assertThat(said(alice)).as("nothing is erased before the log says why").isEqualTo(1);

    close(alice);
    integrateAll();
    await().atMost(PATIENCE).until(() -> {
      erase.handle().await().atMost(PATIENCE);
      return said(alice) == 0;
    });
    assertThat(said(bob)).isEqualTo(1);
    proof(alice, erased.id().toString()).statusCode(404);
    assertHolds(proof(bob, other.id().toString()).statusCode(200).extract().jsonPath(), keys.verifiers());
    assertHolds(kept, keys.verifiers());
    RestAssured.given().auth().oauth2(tokens.of(alice)).get("/v1/activity").then().statusCode(200);
    Path export = export(500);
    assertThat(Files.readString(export)).contains("\"commitment\"");
    assertThat(verify(export)).as(out).isEqualTo(0);
    assertThat(out).containsPattern("\\([1-9]\\d* of them erased\\)");
  }

  @Test
  void race_givenInstancesThatAppendAtOnce_thenThereIsOneTree() throws IOException {
    for (int round = 0; round < 3; round++) {
      trail.append(IntStream.range(0, 90).mapToObj(_ -> Occurrence.of(event(new AccountId(UUID.randomUUID())), "{}")).toList())
          .await().atMost(PATIENCE);
      Uni.join().all(Stream.generate(integrate::handle).limit(4).toList()).andCollectFailures().await().atMost(PATIENCE);
    }
    integrateAll();
    assertThat(tables.count("select count(*) - (select size from audit_tree) from audit_leaf")).isZero();
    assertThat(verify(export(1000))).as(out).isEqualTo(0);
  }

  /// A crash between the statements of a batch, by a statement that fails.
  @Test
  void crash_givenABatchThatFailsHalfway_thenNothingOfItStands_andTheNextOneTakesItAll() throws IOException {
    logged(alice);
    tables.meddle("create trigger crash before insert on audit_leaf for each row execute function refuse_change()");
    try {
      long before = tables.count("select size from audit_tree");
      trail.append(List.of(Occurrence.of(event(alice), "{}"))).await().atMost(PATIENCE);
      integrate.handle().await().atMost(PATIENCE);
      assertThat(tables.count("select count(*) from audit_leaf")).isEqualTo(before);
      assertThat(tables.count("select size from audit_tree")).isEqualTo(before);
    } finally {
      tables.meddle("drop trigger crash on audit_leaf");
    }
    integrateAll();
    assertThat(verify(export(1000))).as(out).isEqualTo(0);
  }

  @Test
  void safe4_givenTwoSizes_thenTheConsistencyProofHolds_andNoneGoesBeyondTheLog() {
    logged(alice);
    Checkpoint earlier = checkpoint();
    logged(bob);
    Checkpoint later = checkpoint();

    List<String> path = internal("operator", "consistency?from=" + earlier.size() + "&to=" + later.size()).then().statusCode(200)
        .extract().jsonPath().getList("path");
    assertThat(new ConsistencyProof(earlier.size(), later.size(), path.stream().map(AuditLogTest::decoded).toList())
        .holds(earlier.root(), later.root())).isTrue();
    internal("operator", "consistency?from=1&to=" + later.size() * 1000).then().statusCode(404);
    internal("operator", "consistency?from=5&to=4").then().statusCode(404);
    internal("operator", "consistency?from=0&to=4").then().statusCode(400);
  }

  private Checkpoint checkpoint() {
    SignedNote note = SignedNote.parse(internal("operator", "checkpoint").then().statusCode(200).extract().asString());
    assertThat(note.isSignedByAnyOf(List.of(NoteVerifier.parse(internal("operator", "key").asString())))).isTrue();
    return Checkpoint.parse(note.text());
  }

  @Test
  void safe4_givenATile_thenItHoldsHashesAlone_andAsManyAsItsPathSays() {
    logged(alice);
    Row first = tables.rows("select substring(hashes from 1 for 32) from audit_tile where level = 0 and index = 0").getFirst();
    assertThat(internal("operator", "tile/0/000.p/1").then().statusCode(200).extract().asByteArray())
        .isEqualTo(first.getBuffer(0).getBytes());
    for (String none : List.of("tile/0/x001/x000/000", "tile/0/1", "tile/9/000.p/1", "tile/0/000.p/0", "tile/0/000.p/01", "tile/0/000.p/256",
        "tile/0/x000/000.p/1", "tile/0/000.p/99999999999999999999", "tile/0/" + "x999/".repeat(5) + "999", "tile/0/" + "x999/".repeat(9) + "999",
        "tile/0/-01", "tile/0/entries", "tile/0/%00", "tile/0/..%2fkey", "tile/0")) {
      assertThat(internal("operator", none).statusCode()).as(none).isEqualTo(404);
    }
    for (String none : List.of("tile/64/000", "tile/00/000", "tile/-1/000", "tile/x/000", "tile/99999999999999999999/000", "tile/%20/000")) {
      assertThat(internal("operator", none).statusCode()).as(none).isEqualTo(400);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"entries", "checkpoint", "key", "tile/0/000.p/1", "consistency?from=1&to=2"})
  void isolation_givenAnotherServiceOrACustomer_thenTheLogIsClosed(String path) {
    internal("withdrawals", path).then().statusCode(oneOf(401, 403));
    RestAssured.given().auth().oauth2(tokens.of(alice)).get("/internal/audit/" + path).then().statusCode(oneOf(401, 403));
    RestAssured.get("/internal/audit/" + path).then().statusCode(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"entries?from=-1", "entries?limit=0", "entries?limit=1001", "entries?size=-1", "entries?from=x", "entries?from=1.5",
      "entries?from=", "entries?from=99999999999999999999", "entries?limit=2147483648", "entries?size=many", "entries?from=%00",
      "entries?frm=5", "entries?from=1&from=2", "entries?account=x", "consistency", "consistency?from=1", "consistency?to=1",
      "consistency?from=x&to=2", "consistency?from=-1&to=1", "consistency?from=1&to=2&size=3", "consistency?from=1&to=2&to=3"})
  void badInput_givenNonsensicalParameters_thenTheyAreRefused_andNothingIsRead(String query) {
    long readings = readings();
    internal("operator", query).then().statusCode(400).contentType("application/problem+json");
    assertThat(readings()).isEqualTo(readings);
  }

  @Test
  void badInput_givenAnotherMethodOrAForeignAccept_thenNothingButAPageIsAnswered() {
    logged(alice);
    String token = ServiceTokenFiles.token("operator", "notification-service");
    for (String method : List.of("POST", "PUT", "DELETE", "PATCH")) {
      RestAssured.given().auth().oauth2(token).request(method, "/internal/audit/entries").then().statusCode(405);
    }
    RestAssured.given().auth().oauth2(token).accept("text/html").get("/internal/audit/entries?limit=1").then().statusCode(200)
        .contentType(startsWith("application/x-ndjson"));
    // Beyond the end there is nothing, however far.
    for (String beyond : List.of("from=4611686018427387903&size=5", "from=4611686018427387903&limit=1000&size=4611686018427387903", "size=0")) {
      assertThat(internal("operator", "entries?" + beyond).then().statusCode(200).extract().asString()).as(beyond).isEmpty();
    }
  }

  @Test
  void insider_givenTheServicesOwnHands_thenTheLogOnlyGrows() {
    logged(alice);
    for (String attack : List.of("update audit_tile set hashes = substring(hashes from 33)", "delete from audit_tile", "truncate audit_tile",
        "update audit_leaf set salt = decode(repeat('00', 32), 'hex')",
        "update audit_leaf set seq = seq + 1", "update audit_leaf set salt = null", "update audit_leaf set form = 1", "delete from audit_leaf", "truncate audit_leaf", "delete from audit_tree",
        "update audit_tree set size = size - 1")) {
      assertThatThrownBy(() -> tables.meddle(attack)).as(attack).isInstanceOf(RuntimeException.class);
    }
  }

  /// An administrator who can switch the triggers off cuts the log back, or edits its tree. No instance signs it, and an alarm goes off.
  @Test
  void insider_givenALogThatIsCutBackOrEdited_thenItIsNotSignedAnyMore() {
    logged(alice);
    Row then = tables.rows("select size, checkpoint from audit_tree").getFirst();
    logged(alice);

    tables.meddle(AS_SUPERUSER, WHILE_NO_BATCH_RUNS, "create table tree_of_now as select * from audit_tree",
        "update audit_tree set size = " + then.getLong("size") + ", checkpoint = '" + then.getString("checkpoint") + "'");
    try {
      assertForked(1);
    } finally {
      tables.meddle(AS_SUPERUSER, "update audit_tree t set size = n.size, checkpoint = n.checkpoint from tree_of_now n",
          "drop table tree_of_now");
    }
    assertForked(0);

    // The leaves of a full tile stand for nothing any more: the level above has their hash.
    while (tables.count("select size % 256 from audit_tree") == 0) {
      logged(alice);
    }
    String flip = """
        update audit_tile set hashes = set_byte(hashes, octet_length(hashes) - 1, 255 - get_byte(hashes, octet_length(hashes) - 1))
        where level = 0 and index = (select max(index) from audit_tile where level = 0)""";
    tables.meddle(AS_SUPERUSER, WHILE_NO_BATCH_RUNS, flip);
    try {
      long size = tables.count("select size from audit_tree");
      trail.append(List.of(Occurrence.of(event(bob), "{}"))).await().atMost(PATIENCE);
      assertForked(1);
      assertThat(tables.count("select size from audit_tree")).isEqualTo(size);
    } finally {
      tables.meddle(AS_SUPERUSER, flip);
    }
    assertForked(0);
  }

  private void assertForked(int forked) {
    await().atMost(PATIENCE).until(() -> {
      integrate.handle().await().atMost(PATIENCE);
      return Management.metrics().contains("portcullis_audit_log_forked " + forked + ".0");
    });
  }

  @Test
  void safe4_givenAFileForCheckpoints_thenEachIsAdded_andALogThatDoesNotContinueItsLastOneIsKnown() throws IOException {
    logged(alice);
    // The log may grow between the two statements.
    await().atMost(PATIENCE).until(() -> {
      anchor.handle().await().atMost(PATIENCE);
      return tables.count("select size - anchored_size from audit_tree") == 0;
    });
    assertThat(Management.metrics()).contains("portcullis_audit_anchors_total{outcome=\"written\"");

    Path path = folder.resolve("checkpoints");
    var file = new CheckpointFile(config(path));
    assertThat(file.newest()).isEmpty();
    SignedNote first = keys.sign(5, new byte[32]);
    SignedNote second = keys.sign(6, new byte[32]);
    file.append(first);
    file.append(second);
    assertThat(file.newest().orElseThrow().size()).isEqualTo(6);
    assertThat(SignedNote.parseAll(Files.readString(path))).containsExactly(first, second);
    assertThat(isContinuedAfter(file)).as("another tree of six entries").isFalse();

    file.append(log.state(postgres.pool()).await().atMost(PATIENCE).checkpoint().orElseThrow());
    assertThat(isContinuedAfter(file)).isTrue();
    file.append(keys.sign(Integer.MAX_VALUE, new byte[32]));
    assertThat(isContinuedAfter(file)).as("a larger tree, of which the rest was cut off").isFalse();
    Files.writeString(path, "torn", StandardOpenOption.APPEND);
    assertThatThrownBy(() -> isContinuedAfter(file)).as("nothing is signed before an operator has looked").isInstanceOf(RuntimeException.class);
  }

  /// As an instance sees it at its start.
  private boolean isContinuedAfter(CheckpointFile file) {
    var history = new LogHistory(file);
    return log.state(postgres.pool()).chain(state -> log.tiles(postgres.pool(), history.neededTiles(state))
        .map(tiles -> history.continued(state, tiles))).await().atMost(PATIENCE);
  }

  private static AuditConfig config(Path path) {
    return new AuditConfig() {
      @Override
      public Set<String> searchers() {
        return Set.of();
      }

      @Override
      public Set<String> readers() {
        return Set.of();
      }

      @Override
      public Optional<Path> checkpoints() {
        return Optional.of(path);
      }
    };
  }
}
