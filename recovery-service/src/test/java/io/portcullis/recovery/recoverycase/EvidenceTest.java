package io.portcullis.recovery.recoverycase;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.AccountId;
import io.portcullis.recovery.AuthServiceDouble;
import io.portcullis.recovery.RecoveryTest;
import io.portcullis.recovery.evidence.EvidenceFiles;
import io.portcullis.recovery.evidence.Images;
import io.portcullis.recovery.evidence.ScannerDouble;
import io.portcullis.recovery.evidence.Sweeping;
import io.portcullis.recovery.recoverycase.DecideCase.Proposal;
import io.portcullis.recovery.recoverycase.DecideCase.Risk;
import io.portcullis.recovery.recoverycase.DecideCase.Verdict;
import io.portcullis.recovery.staff.Desk;
import io.portcullis.recovery.staff.StaffProvider;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.testkit.MutableClock;
import io.portcullis.testkit.TopicProbe;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// BACK-3: what a claimant sends as evidence, who sees it and for how long, and who tries to harm the staff by it.
@RecoveryTest
class EvidenceTest {

  private static final String ANNA = "https://idp.example.org|anna";
  private static final String BERT = "https://idp.example.org|bert";
  private static final Duration DEADLINE = Duration.ofMinutes(1);
  /// The defaults of `portcullis.recovery.evidence.files` and `.kept-after-end`.
  private static final int FILES = 10;
  private static final Duration KEPT = Duration.ofDays(7);
  private static final int LARGE_AT_ONCE = 4;

  @Inject MutableClock clock;
  @Inject TopicProbe topics;
  @Inject DecideCase decideCase;
  @Inject Postgres postgres;
  @Inject Desk desk;
  @Inject Sweeping sweeping;
  AuthServiceDouble auth;
  StaffProvider provider;

  private final AccountId account = new AccountId(UUID.randomUUID());
  private final String identifier = UUID.randomUUID() + "@example.org";
  private final String reviewer = "rita-" + UUID.randomUUID();

  @BeforeEach
  void anAccount() {
    auth.knows(account, identifier, "active", "email", identifier);
    auth.recovers(account, identifier);
  }

  @AfterEach
  void backToRealTime() {
    clock.reset();
  }

  private record Opened(UUID id, String token) {}

  private Opened open() {
    Opened opened = open(identifier);
    topics.awaitType(account, "io.portcullis.recovery.case-opened.v1");
    return opened;
  }

  private static Opened open(String identifier) {
    Response answer = Cases.open(identifier, "second-factor");
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(202);
    return new Opened(UUID.fromString(answer.path("caseId")), answer.path("token"));
  }

  private Opened waiting() {
    Opened opened = open();
    Cases.post("submit", opened.token()).then().statusCode(204);
    propose(opened, Proposal.APPROVE);
    assertThat(run(() -> decideCase.confirm(opened.id(), BERT, Proposal.APPROVE, "so do I"))).isEqualTo(Verdict.DONE);
    topics.awaitType(account, "io.portcullis.recovery.case-wait-started.v1");
    return opened;
  }

  private void propose(Opened opened, Proposal proposal) {
    assertThat(run(() -> decideCase.propose(opened.id(), ANNA, proposal, Risk.STANDARD, "as seen"))).isEqualTo(Verdict.DONE);
  }

  private static <T> T run(Supplier<Uni<T>> work) {
    try {
      return VertxContextSupport.subscribeAndAwait(work);
    } catch (RuntimeException failed) {
      throw failed;
    } catch (Throwable failed) {
      throw new AssertionError(failed);
    }
  }

  private static String added(Opened opened, byte[] content) {
    Response answer = Cases.send(opened.token(), "document", content);
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
    return answer.path("evidenceId");
  }

  private static void refused(Response answer, int status, String problem) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
    assertThat(answer.jsonPath().getString("type")).isEqualTo("urn:portcullis:problem:" + problem);
  }

  private Response staff(String path) {
    return desk.as(provider.token(reviewer, "reviewer")).contentType(ContentType.JSON).body(Map.of("reason", "case-review"))
        .post("/v1/support/cases/" + path);
  }

  private long rows(String table, Opened of) {
    String column = table.equals("recovery_case") ? "id = $1 and evidence_key is not null"
        : table.equals("evidence_file") ? "recovery_case = $1" : "id in (select id from evidence_file where recovery_case = $1)";
    return postgres.pool().preparedQuery("select count(*) from " + table + " where " + column).execute(Tuple.of(of.id()))
        .await().atMost(DEADLINE).iterator().next().getLong(0);
  }

  @Test
  void back3_givenAPhotographWithItsPlace_thenAReviewerGetsThePixelsAlone_toBeSaved_andTheTrailSaysWhoLooked() {
    Opened opened = open();
    byte[] sent = Images.withPlace(Images.jpeg(320, 200));
    Response answer = Cases.send(opened.token(), "selfie", sent);
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
    assertThat(answer.jsonPath().getString("mediaType")).isEqualTo("image/jpeg");
    assertThat(answer.jsonPath().getInt("filesLeft")).isEqualTo(FILES - 1);
    assertThat(Cases.state(opened.token())).isEqualTo("evidence");
    byte[] paper = Images.pdf("a bill".repeat(30_000));
    added(opened, paper);

    Response listed = staff(opened.id() + "/evidence");
    assertThat(listed.statusCode()).as(listed.asString()).isEqualTo(200);
    assertThat(listed.jsonPath().getList("evidence.kind")).containsExactly("selfie", "document");
    assertThat(listed.jsonPath().getList("evidence.mediaType")).containsExactly("image/jpeg", "application/pdf");
    assertThat(listed.jsonPath().getInt("evidence[1].size")).isEqualTo(paper.length);

    Response fetched = staff(opened.id() + "/evidence/" + listed.jsonPath().getString("evidence[0].evidenceId"));
    assertThat(fetched.statusCode()).isEqualTo(200);
    byte[] kept = fetched.asByteArray();
    assertThat(Images.pixels(kept)).isEqualTo(Images.pixels(sent));
    assertThat(new String(kept, StandardCharsets.ISO_8859_1)).doesNotContain("Exif", "GPS");
    assertThat(fetched.contentType()).isEqualTo("image/jpeg");
    assertThat(fetched.header("Content-Disposition")).startsWith("attachment; filename=");
    assertThat(fetched.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(fetched.header("Content-Security-Policy")).contains("sandbox");
    assertThat(fetched.header("Cache-Control")).isEqualTo("no-store");
    assertThat(staff(opened.id() + "/evidence/" + listed.jsonPath().getString("evidence[1].evidenceId")).asByteArray()).isEqualTo(paper);

    Awaitility.await().atMost(DEADLINE).until(() -> said(account), said -> said.contains("list-evidence") && said.contains("read-evidence"));
    // No role of support, and no second look at another's paper by its id alone.
    assertThat(desk.as(provider.token("sam", "support")).contentType(ContentType.JSON).body(Map.of("reason", "case-review"))
        .post("/v1/support/cases/" + opened.id() + "/evidence").statusCode()).isEqualTo(403);
  }

  private String said(AccountId of) {
    return String.join("\n", topics.present("portcullis.security-events", of.toString()).stream()
        .map(record -> new String(record.value(), StandardCharsets.UTF_8)).toList());
  }

  @Test
  void insider_givenTheTable_thenItHoldsNoContentInTheClear() {
    Opened opened = open();
    added(opened, Images.pdf("a paper of Ada"));
    byte[] sealed = postgres.pool().preparedQuery("""
        select sealed from evidence_content where id in (select id from evidence_file where recovery_case = $1)""")
        .execute(Tuple.of(opened.id())).await().atMost(DEADLINE).iterator().next().getBuffer(0).getBytes();
    assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("Ada", "PDF");
  }

  @Test
  void polyglot_givenWhatIsNoImage_orWouldRunInABrowser_thenRefused_andTheCaseIsAsBefore() {
    Opened opened = open();
    for (String content : List.of("GIF89a/*<script>alert(1)</script>*/", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "<html>",
        "PK\u0003\u0004", "\u00ff\u00d8\u00ff<script>alert(1)</script>",
        new String(Images.jpeg(64, 64), 0, 800, StandardCharsets.ISO_8859_1))) {
      Response answer = Cases.send(opened.token(), "document", content.getBytes(StandardCharsets.ISO_8859_1));
      refused(answer, 400, "evidence-refused");
      assertThat(answer.jsonPath().getList("accepted")).containsExactly("application/pdf", "image/jpeg", "image/png");
    }
    refused(Cases.send(opened.token(), "selfie", Images.pdf("no face")), 400, "evidence-refused");
    refused(Cases.send(opened.token(), "document", Images.claiming(60_000, 60_000, 1000)), 400, "evidence-refused");
    refused(Cases.send(opened.token(), "document", Images.claiming(16, 16, 20_000_000)), 400, "evidence-refused");
    assertThat(Cases.state(opened.token())).isEqualTo("opened");
    assertThat(rows("evidence_file", opened)).isZero();
  }

  @Test
  void malware_givenTheTestFileOfScanners_orAScannerThatIsAway_thenNothingIsTaken() {
    Opened opened = open();
    refused(Cases.send(opened.token(), "document", Images.pdf(ScannerDouble.EICAR)), 400, "evidence-harmful");
    Response away = Cases.send(opened.token(), "document", Images.pdf(ScannerDouble.HANGS_UP));
    refused(away, 503, "evidence-unavailable");
    assertThat(away.header("Retry-After")).isNotNull();
    assertThat(rows("evidence_file", opened)).isZero();
  }

  @Test
  void badInput_givenNoFile_noKind_noBase64_anotherMediaType_orTooMuch_thenRefused() throws Exception {
    Opened opened = open();
    String image = Base64.getEncoder().encodeToString(Images.png(8, 8));
    for (Map<String, ?> body : List.<Map<String, ?>>of(Map.of(), Map.of("token", opened.token(), "kind", "document"),
        Map.of("token", opened.token(), "kind", "passport", "content", image), Map.of("token", opened.token(), "content", image),
        Map.of("token", opened.token(), "kind", "document", "content", ""), Map.of("token", opened.token(), "kind", "document", "content", "%%%"),
        Map.of("token", opened.token(), "kind", "document", "content", image, "type", "image/png"),
        Map.of("token", opened.token(), "kind", "document", "content", image, "fileName", "../../etc/cron.d/x"))) {
      assertThat(given().contentType(ContentType.JSON).body(body).post("/v1/recovery/cases/evidence").statusCode()).as(body.keySet().toString())
          .isEqualTo(400);
    }
    String whole = "{\"token\":\"" + opened.token() + "\",\"kind\":\"document\",\"content\":\"" + image + "\"}";
    for (String type : List.of("image/png", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x")) {
      assertThat(sendAs(type, whole)).as(type).isEqualTo(415);
    }
    refused(Cases.send(opened.token(), "document", new byte[(4 << 20) + 1]), 413, "request-too-large");
    assertThat(rows("evidence_file", opened)).isZero();
    assertThat(given().contentType(ContentType.JSON).body("{\"token\":\"" + "x".repeat(70_000) + "\"}").post("/v1/recovery/cases/inspect")
        .statusCode()).as("elsewhere the house's limit").isEqualTo(413);
  }

  private static int sendAs(String type, String body) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/v1/recovery/cases/evidence"))
          .header("Content-Type", type).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.discarding()).statusCode();
    }
  }

  @Test
  void anothersCase_givenAForeignToken_orAFileOfAnotherCase_thenNothingIsThere() {
    Opened opened = open();
    String file = added(opened, Images.png(9, 9));
    refused(Cases.send("prc_" + "A".repeat(43), "document", Images.png(9, 9)), 403, "link-refused");
    refused(Cases.send("garbage", "document", Images.png(9, 9)), 403, "link-refused");
    Opened other = open(identifier);
    added(other, Images.png(9, 9));
    Awaitility.await().atMost(DEADLINE).until(() -> staff(other.id() + "/evidence").statusCode() == 200);
    refused(staff(other.id() + "/evidence/" + file), 404, "evidence-unknown");
    for (String odd : List.of("x", "..%2F..%2Fevidence", "%2e%2e", file + ".jpeg", file + "%00")) {
      assertThat(staff(other.id() + "/evidence/" + odd).statusCode()).as(odd).isIn(400, 404);
    }
    // No role of support, no customer, and nobody at all.
    for (String token : List.of(provider.token("sam", "support"), opened.token(), "")) {
      assertThat(desk.as(token).contentType(ContentType.JSON).body(Map.of("reason", "case-review"))
          .post("/v1/support/cases/" + opened.id() + "/evidence/" + file).statusCode()).isIn(401, 403);
    }
    refused(staff(UUID.randomUUID() + "/evidence/" + file), 404, "case-unknown");
  }

  @Test
  void back3_givenNewEvidence_thenAProposalFalls_andAWaitBeginsAnew() {
    Opened opened = open();
    Cases.post("submit", opened.token()).then().statusCode(204);
    propose(opened, Proposal.APPROVE);
    added(opened, Images.png(9, 9));
    assertThat(run(() -> decideCase.confirm(opened.id(), BERT, Proposal.APPROVE, "so do I"))).isEqualTo(Verdict.NOT_NOW);
    propose(opened, Proposal.APPROVE);
    assertThat(run(() -> decideCase.confirm(opened.id(), BERT, Proposal.APPROVE, "so do I"))).isEqualTo(Verdict.DONE);
    topics.awaitType(account, "io.portcullis.recovery.case-wait-started.v1");

    Instant first = waitEnd(opened);
    clock.advance(Duration.ofHours(12));
    added(opened, Images.png(9, 9));
    assertThat(waitEnd(opened)).isAfterOrEqualTo(first.plus(Duration.ofHours(12)));
    Awaitility.await().atMost(DEADLINE).until(() -> Collections.frequency(Cases.told(topics, account), "case-wait-started") == 2);
  }

  private static Instant waitEnd(Opened opened) {
    return Instant.parse(Cases.post("inspect", opened.token()).then().statusCode(200).extract().path("waitEndsAt"));
  }

  @Test
  void tooLate_givenACaseThatIsOver_thenNothingIsAdded_andTheStaffSeeNothing_butAreSeen_untilAllIsDeleted() {
    Opened opened = waiting();
    String file = added(opened, Images.png(9, 9));
    Cases.post("cancel", opened.token()).then().statusCode(204);

    refused(Cases.send(opened.token(), "document", Images.png(9, 9)), 409, "case-state");
    refused(staff(opened.id() + "/evidence"), 409, "case-state");
    refused(staff(opened.id() + "/evidence/" + file), 409, "case-state");
    Awaitility.await().atMost(DEADLINE).until(() -> said(account), said -> said.contains("list-evidence") && said.contains("read-evidence"));

    assertThat(rows("evidence_content", opened)).isEqualTo(1);
    clock.advance(KEPT.minusHours(1));
    sweep();
    assertThat(rows("evidence_file", opened)).as("for an hour yet").isEqualTo(1);
    clock.advance(Duration.ofHours(2));
    sweep();
    for (String table : List.of("evidence_file", "evidence_content", "recovery_case")) {
      assertThat(rows(table, opened)).as(table).isZero();
    }
  }

  @Test
  void forgotten_givenACaseThatNeverEnds_thenItsFilesGoAllTheSame() {
    Opened opened = open();
    added(opened, Images.png(9, 9));
    Instant gone = postgres.pool().preparedQuery("select delete_at from evidence_file where recovery_case = $1").execute(Tuple.of(opened.id()))
        .await().atMost(DEADLINE).iterator().next().getOffsetDateTime(0).toInstant();
    assertThat(gone).isBeforeOrEqualTo(clock.instant().plus(EvidenceFiles.LONGEST_KEPT));
  }

  private void sweep() {
    run(sweeping::now);
  }

  @Test
  void race_givenOnePlaceIsLeft_whenManyFilesComeAtOnce_thenOneIsTaken_andAFullCaseDoesNotMove() throws Exception {
    Opened opened = waiting();
    for (int i = 0; i < FILES - 1; i++) {
      added(opened, Images.png(4, 4));
    }
    try (var together = Executors.newVirtualThreadPerTaskExecutor()) {
      var statuses = new ArrayList<Integer>();
      Callable<Integer> upload = () -> Cases.send(opened.token(), "document", Images.png(4, 4)).statusCode();
      for (var answer : together.invokeAll(Collections.nCopies(6, upload))) {
        statuses.add(answer.get());
      }
      assertThat(statuses).containsOnlyOnce(201);
      assertThat(statuses.stream().filter(status -> status != 201)).containsOnly(409);
    }
    assertThat(rows("evidence_file", opened)).isEqualTo(FILES);
    Instant end = waitEnd(opened);
    clock.advance(Duration.ofHours(1));
    refused(Cases.send(opened.token(), "document", Images.png(4, 4)), 409, "evidence-full");
    assertThat(waitEnd(opened)).isEqualTo(end);
  }

  @Test
  void accountEnumeration_givenNobody_thenEveryAnswerIsTheSame_andNothingIsKept() {
    Opened somebody = open();
    Opened nobody = open("nobody-" + UUID.randomUUID() + "@example.org");
    for (byte[] content : List.of(Images.png(9, 9), Images.pdf("x"), Images.pdf(ScannerDouble.EICAR), new byte[] {'G', 'I', 'F'})) {
      Response real = Cases.send(somebody.token(), "document", content);
      Response decoy = Cases.send(nobody.token(), "document", content);
      assertThat(decoy.statusCode()).isEqualTo(real.statusCode());
      assertThat(decoy.jsonPath().getMap("").keySet()).isEqualTo(real.jsonPath().getMap("").keySet());
      assertThat(decoy.jsonPath().<Integer>get("filesLeft")).isEqualTo(real.jsonPath().<Integer>get("filesLeft"));
    }
    assertThat(Cases.state(nobody.token())).isEqualTo(Cases.state(somebody.token())).isEqualTo("evidence");
    Awaitility.await().atMost(DEADLINE).until(() -> {
      sweep();
      return rows("evidence_content", nobody) == 0;
    });
    assertThat(rows("evidence_content", somebody)).isEqualTo(2);
    refused(staff(nobody.id() + "/evidence"), 404, "case-unknown");
  }

  @Test
  void flood_givenOneCase_thenItsFilesAreCounted_beforeAnyOfThemIsDecoded() {
    Opened opened = open();
    clock.stop();
    for (int i = 0; i < 30; i++) {
      refused(Cases.send(opened.token(), "document", new byte[] {'G', 'I', 'F'}), 400, "evidence-refused");
    }
    Response tooMany = Cases.send(opened.token(), "document", Images.png(9, 9));
    refused(tooMany, 429, "too-many-attempts");
  }

  private static Socket sendsSlowly(String network) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port);
    socket.getOutputStream().write("""
        POST /v1/recovery/cases/evidence HTTP/1.1
        Host: localhost
        X-Forwarded-For: %s
        Content-Type: application/json
        Content-Length: 1000000

        {""".formatted(network).replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static void close(List<Socket> held) throws IOException {
    for (Socket socket : held) {
      socket.close();
    }
    Awaitility.await().atMost(DEADLINE).untilAsserted(
        () -> refused(Cases.send("garbage", "document", new byte[70_000]), 403, "link-refused"));
  }

  @Test
  void flood_givenManyLargeFilesAtOnce_thenFewAreHeld_andTheNextIsRefusedBeforeItIsRead() throws Exception {
    var held = new ArrayList<Socket>();
    try {
      for (int i = 0; i < LARGE_AT_ONCE; i++) {
        held.add(sendsSlowly("198.51.100." + i));
      }
      Awaitility.await().atMost(DEADLINE).untilAsserted(() -> {
        Response next = Cases.send("garbage", "document", new byte[70_000]);
        refused(next, 503, "unavailable");
        assertThat(next.header("Retry-After")).isEqualTo("2");
      });
      refused(Cases.send("garbage", "document", new byte[7]), 403, "link-refused");
    } finally {
      close(held);
    }
  }

  @Test
  void flood_givenOneNetworkThatSendsSlowly_thenItHoldsHalfOfThePlaces_andTheOthersFilesAreTaken_andItsTimeEnds() throws Exception {
    var held = new ArrayList<Socket>();
    try {
      for (int i = 0; i < 2 * LARGE_AT_ONCE; i++) {
        held.add(sendsSlowly("2001:db8:77:%x::1".formatted(i)));
      }
      int refused = 0;
      int tooSlow = 0;
      // The last ones are refused at once, while the first ones hold their places.
      for (Socket socket : held.reversed()) {
        socket.setSoTimeout((int) DEADLINE.multipliedBy(2).toMillis());
        String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        if (refused == 0 && tooSlow == 0) {
          refused(Cases.send("garbage", "document", new byte[70_000]), 403, "link-refused");
        }
        refused += answer.startsWith("HTTP/1.1 503") ? 1 : 0;
        tooSlow += answer.isEmpty() ? 1 : 0;
      }
      assertThat(refused).isEqualTo(2 * LARGE_AT_ONCE - LARGE_AT_ONCE / 2);
      assertThat(tooSlow).isEqualTo(LARGE_AT_ONCE / 2);
    } finally {
      close(held);
    }
  }
}
