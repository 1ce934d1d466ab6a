package io.portcullis.transparency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.transparency.EntryContent.Bare;
import io.portcullis.transparency.EntryContent.Committed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// SAFE-4: an auditor's tool finds each way in which an export can be tampered with.
class AuditVerifyTest {

  private static final int ENTRIES = 1000;
  private static final int ANCHORED = 600;
  /// Those before are of the form whose content can't be erased.
  private static final int COMMITTED = 500;
  private static final int CLOSING = SampleExport.CLOSING;

  @TempDir Path folder;

  private final KeyPair pair = SampleExport.pair();
  private final SampleExport honest = new SampleExport(pair, 4, COMMITTED);
  private final NoteVerifier key = honest.key();
  private final List<String> lines = new ArrayList<>();
  private String head;
  private String anchor;
  private String out;

  @BeforeEach
  void honestExport() {
    lines.addAll(Stream.generate(honest::line).limit(ANCHORED).toList());
    anchor = honest.note();
    lines.addAll(Stream.generate(honest::line).limit(ENTRIES - ANCHORED).toList());
    head = honest.note();
  }

  private static String salt(String line) {
    return line.replaceFirst(".*(\"salt\":\"[^\"]*\").*", "$1");
  }

  private int verify(String... more) throws IOException {
    Path export = folder.resolve("audit.ndjson");
    var all = new ArrayList<String>();
    all.add(SampleExport.checkpointLine(head));
    all.addAll(lines);
    Files.write(export, all);
    var arguments = new ArrayList<>(List.of(export.toString()));
    arguments.addAll(List.of(more));
    return check(arguments.toArray(String[]::new));
  }

  private int check(String... arguments) {
    var printed = new ByteArrayOutputStream();
    int status = AuditVerify.run(new PrintStream(printed, true, StandardCharsets.UTF_8), arguments);
    out = printed.toString(StandardCharsets.UTF_8);
    return status;
  }

  private int verifyWithAnchor() throws IOException {
    Path file = folder.resolve("checkpoints");
    Files.writeString(file, anchor + "\n" + anchor);
    return verify("--key", key.toString(), "--checkpoint", file.toString());
  }

  @Test
  void givenAnHonestExport_thenItIsWhole() throws IOException {
    assertThat(verifyWithAnchor()).as(out).isEqualTo(AuditVerify.WHOLE);
    assertThat(out).contains("Whole: 1000 entries", "3 checkpoints");
    assertThat(verify()).as("no signature was checked").isEqualTo(AuditVerify.UNSIGNED);
  }

  @ParameterizedTest
  @ValueSource(ints = {77, 677})
  void edited_givenAnyFieldOfAnEntry_thenTheEntryIsNamed(int index) throws IOException {
    String line = lines.get(index);
    String event = "%012x".formatted(index);
    var edits = new ArrayList<>(List.of(line.replace(" " + index, " " + (index + 1)), line.replace("frozen", "closed"),
        line.replace(":17.", ":18."), line.replace("00000000001b", "00000000001c"), line.replace(event, "f" + event.substring(1)),
        line.replaceFirst("\"salt\":\"....", "\"salt\":\"AAAA"), line.replaceFirst("\"salt\":\"[^\"]*\"", salt(lines.get(index + 1)))));
    if (index > COMMITTED) {
      edits.add(line.replaceFirst("\"contentSalt\":\"....", "\"contentSalt\":\"AAAA"));
      edits.add(line.replaceFirst("\"contentSalt\":\"[^\"]*\",", ""));
      edits.add(SampleExport.erased(line).replaceFirst("\"commitment\":\"....", "\"commitment\":\"AAAA"));
      edits.add(SampleExport.erased(line).replace("frozen", "closed"));
    } else {
      edits.add(line.replace("\"content\"", "\"contentSalt\":\"AAAAAAAAAAAAAAAAAAAAAA==\",\"content\""));
    }
    for (String edited : edits) {
      assertThat(edited).isNotEqualTo(line);
      lines.set(index, edited);
      assertThat(verifyWithAnchor()).as(edited).isEqualTo(AuditVerify.TAMPERED);
      assertThat(out).contains("entry " + index + " was edited");
    }
  }

  @Test
  void edited_givenItsLeafHashIsMadeToFit_thenTheCheckpointGivesItAway() throws IOException {
    var entry = new LogEntry(13, 5, new UUID(7, 77), new UUID(8, 27), "io.portcullis.auth.account-closed.v1", Instant.EPOCH,
        new Committed(new byte[Committed.SALT_BYTES], "{}"));
    byte[] salt = new byte[LogEntry.SALT_BYTES];
    lines.set(77, SampleExport.line(77, entry.leafHash(salt), salt, entry));
    assertThat(verifyWithAnchor()).isEqualTo(AuditVerify.TAMPERED);
    assertThat(out).contains("entries 0 to 599 are not those of the checkpoint of 600");
  }

  @Test
  void dropped_givenAnEntryIsMissing_thenTheGapIsNamed_andSoIsOneThatWasClosedAgain() throws IOException {
    lines.remove(700);
    assertThat(verifyWithAnchor()).isEqualTo(AuditVerify.TAMPERED);
    assertThat(out).contains("entries 700 to 700 are missing");

    for (int index = 700; index < lines.size(); index++) {
      lines.set(index, lines.get(index).replace("\"index\":" + (index + 1), "\"index\":" + index));
    }
    assertThat(verifyWithAnchor()).isEqualTo(AuditVerify.TAMPERED);
    assertThat(out).contains("follows number", "ends after 999 entries");
  }

  @Test
  void reordered_givenTwoEntriesChangePlaces_thenItIsFound_evenIfTheyTakeEachOthersNumbers() throws IOException {
    Collections.swap(lines, 200, 201);
    assertThat(verifyWithAnchor()).isEqualTo(AuditVerify.TAMPERED);
    assertThat(out).contains("stands in line");

    lines.set(200, lines.get(200).replace("\"index\":201", "\"index\":200"));
    lines.set(201, lines.get(201).replace("\"index\":200", "\"index\":201"));
    assertThat(verifyWithAnchor()).isEqualTo(AuditVerify.TAMPERED);
    assertThat(out).contains("entries 0 to 599 are not those");
  }

  @Test
  void truncated_givenTheLastEntriesAreMissing_thenEachCheckpointGivesItAway() throws IOException {
    lines.removeLast();
    assertThat(verifyWithAnchor()).isEqualTo(AuditVerify.TAMPERED);
    assertThat(out).contains("ends after 999 entries, and a checkpoint is of 1000");
  }

  /// An insider who cuts the log back can show an honest checkpoint of then. The checkpoint that is kept elsewhere is larger.
  @Test
  void replay_givenAnOlderCheckpointWithItsEntries_thenTheAnchorGivesItAway() throws IOException {
    String newest = head;
    head = anchor;
    lines.subList(ANCHORED, ENTRIES).clear();
    assertThat(verify("--key", key.toString())).as("it is honest for what it says").isEqualTo(AuditVerify.WHOLE);
    Path file = folder.resolve("newest");
    Files.writeString(file, newest);
    assertThat(verify("--key", key.toString(), "--checkpoint", file.toString())).isEqualTo(AuditVerify.TAMPERED);
    assertThat(out).contains("cut off, or is older");
  }

  @Test
  void forgery_givenACheckpointOfAnotherKeyOrAnotherRoot_thenItIsFound() throws IOException {
    String honestHead = head;
    MerkleTree tree = treeOf(lines);
    head = SampleExport.note(tree, SampleExport.pair());
    assertThat(verify("--key", key.toString())).isEqualTo(AuditVerify.TAMPERED);
    assertThat(out).contains("not signed by the key");

    tree.append(new byte[TreeHash.BYTES]);
    head = honestHead.replace(SampleExport.base64(treeOf(lines).root()), SampleExport.base64(tree.root()));
    assertThat(verify("--key", key.toString())).isEqualTo(AuditVerify.TAMPERED);
    assertThat(out).contains("not signed by the key", "are not those of the checkpoint");
  }

  /// The insider has the signing key, too, and writes the log anew. What was anchored before contradicts it.
  @Test
  void fork_givenALogThatWasWrittenAnew_thenTheAnchorGivesItAway() throws IOException {
    lines.clear();
    var anew = new SampleExport(pair, 5);
    lines.addAll(Stream.generate(anew::line).limit(ENTRIES).toList());
    head = anew.note();
    assertThat(verify("--key", key.toString())).isEqualTo(AuditVerify.WHOLE);
    assertThat(verifyWithAnchor()).isEqualTo(AuditVerify.TAMPERED);
    assertThat(out).contains("are not those of the checkpoint of 600");
  }

  private void erase(int... indexes) {
    for (int index : indexes) {
      lines.set(index, SampleExport.erased(lines.get(index)));
    }
  }

  /// Also behind the closing: what is told of a closed account late is erased, too.
  @Test
  void erasure_givenEntriesOfAClosedAccountWithoutTheirContent_thenAllProofsAreWhole_andTheyAreCounted() throws IOException {
    erase(500, 550, 600, 950);
    assertThat(lines.get(500)).doesNotContain("phone", "content");
    assertThat(lines.get(650)).contains("phone");
    assertThat(verifyWithAnchor()).as(out).isEqualTo(AuditVerify.WHOLE);
    assertThat(out).contains("(4 of them erased)");
  }

  @Test
  void falselyErased_givenAnEntryOfAnAccountThatWasNeverClosed_thenItIsNamed() throws IOException {
    erase(500, 677);
    assertThat(verifyWithAnchor()).isEqualTo(AuditVerify.TAMPERED);
    assertThat(out).contains("entry 677 is withheld: no entry says that its account was closed").doesNotContain("entry 500");
  }

  @Test
  void falselyErased_givenAClosingThatWasOnlyRequested_thenItIsNamed() throws IOException {
    var requested = new LogEntry(8, 63, new UUID(7, 1000), new UUID(8, 1), Erasure.CLOSING, Instant.EPOCH,
        new Committed(new byte[Committed.SALT_BYTES], "{\"action\":\"REQUESTED\"}"));
    byte[] salt = new byte[LogEntry.SALT_BYTES];
    lines.add(SampleExport.line(1000, requested.leafHash(salt), salt, requested));
    head = SampleExport.note(treeOf(lines), pair);
    assertThat(verifyWithAnchor()).as(out).isEqualTo(AuditVerify.WHOLE);

    erase(501);
    assertThat(verifyWithAnchor()).isEqualTo(AuditVerify.TAMPERED);
    assertThat(out).contains("entry 501 is withheld: no entry says that its account was closed");
  }

  /// One who hides the closing, too, hides what allows the erasure.
  @Test
  void falselyErased_givenTheClosingIsErased_orOnlyAsked_thenItIsNamed() throws IOException {
    String closing = lines.get(CLOSING);
    erase(500, CLOSING);
    assertThat(verifyWithAnchor()).isEqualTo(AuditVerify.TAMPERED);
    assertThat(out).contains("entry 850 is withheld: no entry of its type is erased", "entry 500 is withheld");

    lines.set(CLOSING, closing.replace("CLOSED", "REQUESTED"));
    assertThat(verifyWithAnchor()).isEqualTo(AuditVerify.TAMPERED);
    assertThat(out).contains("entry 850 was edited", "entry 500 is withheld");
  }

  /// An edited entry can't pass for an erased one: the commitment is covered.
  @Test
  void falselyErased_givenAnEntryOfAClosedAccountIsEditedFirst_thenItIsNamed() throws IOException {
    lines.set(500, SampleExport.erased(lines.get(500).replace("frozen", "closed")));
    lines.set(550, SampleExport.erased(lines.get(550).replace("phone", "fridge")));
    lines.set(600, SampleExport.erased(lines.get(600)).replaceFirst("\"salt\".*", "\"commitment\":\"" + "A".repeat(43) + "=\"}"));
    // Of the older form.
    lines.set(50, lines.get(50).replaceFirst("\"content\".*", "\"commitment\":\"" + "A".repeat(43) + "=\"}"));
    assertThat(verifyWithAnchor()).isEqualTo(AuditVerify.TAMPERED);
    assertThat(out).contains("entry 50 was edited", "entry 500 was edited", "entry 550 was edited", "line 602 can't be read: nothing proves its \"commitment\"");
  }

  /// Entries of the older form are erased by nobody, and a hash alone says nothing of whose entry it is.
  @ParameterizedTest
  @ValueSource(ints = {0, 77, 550, 677, CLOSING})
  void falselyErased_givenTheLeafHashAlone_thenItIsNamed_ofWhicheverFormAndAccount(int index) throws IOException {
    lines.set(index, lines.get(index).replaceFirst(",\"salt\".*", "}"));
    assertThat(verifyWithAnchor()).isEqualTo(AuditVerify.TAMPERED);
    assertThat(out).contains("entry " + index + " is withheld: its leaf hash alone is shown");
  }

  /// Its bytes are not those of an entry of the other form with other fields.
  @Test
  void forms_givenAnEntryOfEitherForm_thenNoneIsReadAsTheOther() {
    ExportLine bare = ExportLine.of(JsonLine.parse(lines.get(77)));
    ExportLine committed = ExportLine.of(JsonLine.parse(lines.get(677)));
    assertThat(bare.opening().orElseThrow().entry().bytes()[0]).isZero();
    assertThat(committed.opening().orElseThrow().entry().bytes()[0]).isEqualTo((byte) 2);
    assertThatThrownBy(() -> ExportLine.of(JsonLine.parse(lines.get(77).replace("\"chain\":13", "\"chain\":33554432"))))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("there is no chain");
  }

  @Test
  void badInput_givenWhatIsNoExport_thenItIsSaid() throws IOException {
    lines.set(5, lines.get(5).substring(1));
    lines.set(6, "{\"index\":6,\"index\":6}");
    lines.set(7, "{\"index\":7}");
    assertThat(verifyWithAnchor()).isEqualTo(AuditVerify.TAMPERED);
    assertThat(out).contains("line 7 can't be read", "line 8 can't be read: it has \"index\" twice", "line 9 can't be read: it lacks");
    assertThat(AuditVerify.run(new PrintStream(new ByteArrayOutputStream()), "nowhere.ndjson")).isEqualTo(AuditVerify.UNREADABLE);
    assertThat(AuditVerify.run(new PrintStream(new ByteArrayOutputStream()))).isEqualTo(AuditVerify.UNREADABLE);
    assertThat(verify("--key", "nonsense")).isEqualTo(AuditVerify.UNREADABLE);
    assertThat(verify("--key")).isEqualTo(AuditVerify.UNREADABLE);
  }

  @Test
  void doubled_givenAnEntryOrTheWholeExportTwice_thenItIsFound() throws IOException {
    lines.add(300, lines.get(300));
    assertThat(verifyWithAnchor()).isEqualTo(AuditVerify.TAMPERED);
    assertThat(out).contains("entry 300 stands in line 303, behind entry 300");

    lines.remove(300);
    lines.addAll(List.copyOf(lines));
    assertThat(verifyWithAnchor()).isEqualTo(AuditVerify.TAMPERED);
    assertThat(out).contains("entry 0 stands in line 1002", "no checkpoint covers entries 1000 to 1999");
  }

  /// Each of these lines says something that no hash covers, or says what is covered in other words.
  @Test
  void edited_givenWhatNoHashCovers_thenItIsRefused() throws IOException {
    String line = lines.get(77);
    for (String edited : List.of(
        line.replace("\"index\":77", "\"index\":77,\"amount\":\"5 BTC\""),
        line.replace("\"content\"", "\"commitment\":\"" + "A".repeat(43) + "=\",\"content\""),
        // Erased, by its looks to the tool. An auditor would read on.
        line.replaceFirst("\"salt\":\"[^\"]*\",", "").replace("frozen", "closed"),
        line.replaceFirst("\"salt\":\"[^\"]*\",\"event\":\"[^\"]*\",\"account\":\"[^\"]*\",\"type\":\"[^\"]*\",", ""),
        SampleExport.checkpointLine(head).replace("}", "," + line.substring(1)),
        line.replace("1970-01-01T00:01:17.000123Z", "1970-01-01t00:01:17.000123z"),
        line.replace("1970-01-01T00:01:17.000123Z", "1970-01-01T00:01:17.0001230Z"),
        line.replace("1970-01-01T00:01:17.000123Z", "1970-01-01T01:01:17.000123+01:00"),
        line.replace("00000000-0000-0007-0000-00000000004d", "0-0-7-0-4d"),
        line.replace("00000000-0000-0007-0000-00000000004d", "00000000-0000-0007-0000-00000000004D"),
        line.replace("Zo\u00eb", "Zo\\ud800"),
        line.replace("Zo\u00eb", "Zo\\uD834\\u0041"))) {
      assertThat(edited).isNotEqualTo(line);
      lines.set(77, edited);
      assertThat(verifyWithAnchor()).as(edited).isEqualTo(AuditVerify.TAMPERED);
    }
    lines.set(77, line.replace("Zo\u00eb", "Zo\\u00eB") + " \r");
    assertThat(verifyWithAnchor()).as("the same in other words of JSON").isEqualTo(AuditVerify.WHOLE);
  }

  /// A question mark and half a surrogate pair would have the same byte.
  @Test
  void edited_givenAQuestionMarkBecomesHalfASurrogatePair_thenItIsRefused() throws IOException {
    var asked = new LogEntry(8, 63, new UUID(7, 1000), new UUID(8, 0), "io.portcullis.auth.account-frozen.v1", Instant.EPOCH,
        new Bare("why?"));
    byte[] salt = new byte[LogEntry.SALT_BYTES];
    lines.add(SampleExport.line(1000, asked.leafHash(salt), salt, asked));
    head = SampleExport.note(treeOf(lines), pair);
    assertThat(verifyWithAnchor()).as(out).isEqualTo(AuditVerify.WHOLE);

    lines.set(1000, lines.get(1000).replace("why?", "why\\udbff"));
    assertThat(verifyWithAnchor()).isEqualTo(AuditVerify.TAMPERED);
    assertThat(out).contains("half a surrogate pair");
  }

  /// The operator uses one key for two logs. The other one is a rehearsal.
  @Test
  void foreignLog_givenTheRightKeyButAnotherOrigin_thenItIsFound() throws IOException {
    var rehearsal = new Checkpoint("staging.example/audit", ENTRIES, treeOf(lines).root());
    head = new SignedNote(rehearsal.text(), List.of()).signedBy(key, pair.getPrivate()).toString();
    assertThat(verify("--key", key.toString())).isEqualTo(AuditVerify.TAMPERED);
    assertThat(out).contains("not signed by the key");
    assertThat(verifyWithAnchor()).isEqualTo(AuditVerify.TAMPERED);
    assertThat(out).contains("of another log");
  }

  /// The line of a forger has the name and the id of the log's key, and another signature.
  @Test
  void forgery_givenASignatureInTheKeysName_thenItIsFound_evenBesideAnHonestOne() throws IOException {
    SignedNote forged = SignedNote.parse(SampleExport.note(treeOf(lines), SampleExport.pair()));
    byte[] mine = Base64.getDecoder().decode(forged.signatures().getFirst().split(" ")[2]);
    byte[] theirs = Base64.getDecoder().decode(SignedNote.parse(head).signatures().getFirst().split(" ")[2]);
    System.arraycopy(theirs, 0, mine, 0, Integer.BYTES);
    String line = "\u2014 " + SampleExport.ORIGIN + " " + SampleExport.base64(mine);
    String honestHead = head;

    head = new SignedNote(forged.text(), List.of(line)).toString();
    assertThat(verify("--key", key.toString())).isEqualTo(AuditVerify.TAMPERED);
    head = honestHead + line + "\n";
    assertThat(verify("--key", key.toString())).isEqualTo(AuditVerify.TAMPERED);
    assertThat(out).contains("not signed by the key");
    head = honestHead + "\u2014 " + SampleExport.ORIGIN + " AAAA\n\u2014 stranger.example " + SampleExport.base64(mine) + "\n";
    assertThat(verify("--key", key.toString())).as("signatures of others are ignored").isEqualTo(AuditVerify.WHOLE);
  }

  /// An escape sequence in a name would write over the verdict in the auditor's terminal.
  @Test
  void terminal_givenControlCharactersInTheExport_thenNoneIsPrinted() throws IOException {
    head = head.replace(SampleExport.ORIGIN, "x\\u001b[2J\\u001b[HWhole: 1000 entries\\u202e");
    lines.set(4, lines.get(4).replace("\"index\"", "\"\\u001b[1A\\rWhole\""));
    assertThat(verifyWithAnchor()).isEqualTo(AuditVerify.TAMPERED);
    assertThat(out).doesNotContain("\u001b", "\r", "\u202e").contains("NOT WHOLE");
  }

  @Test
  void badInput_givenGarbageOrAnEndlessLine_thenItIsUnreadable() throws IOException {
    Path file = folder.resolve("garbage");
    for (byte[] garbage : List.of(new byte[] {31, (byte) 139, 8, 0, (byte) 200}, "x".repeat(ExportLines.LONGEST + 1).getBytes())) {
      Files.write(file, garbage);
      assertThat(check(file.toString())).as(out).isEqualTo(AuditVerify.UNREADABLE);
    }
    assertThat(check(folder.toString())).as("a folder").isEqualTo(AuditVerify.UNREADABLE);
    for (String text : List.of("", "\n\n", "[".repeat(1 << 20), "{\"index\":99999999999999999999999}", "\u0000", "{\"checkpoint\":\"\"}",
        "{\"checkpoint\":\"x\\n0\\n\\n\\n\u2014 x y\"}", "{\"index\":0,\"chain\":9999999999,\"seq\":1,\"leafHash\":\"\"}")) {
      Files.writeString(file, text);
      assertThat(check(file.toString())).as(text.length() > 99 ? "brackets" : text).isEqualTo(AuditVerify.TAMPERED);
    }
    Files.writeString(file, "x\n");
    assertThat(verify("--checkpoint", file.toString())).as("a file of checkpoints that holds none").isEqualTo(AuditVerify.UNREADABLE);
  }

  /// an attacker who has the hashes, and knows all of an entry but its salt, can't find it by trying.
  @Test
  void guessing_givenTheWholeEntryButNotItsSalt_thenItsLeafHashIsNotFound() {
    ExportLine known = ExportLine.of(JsonLine.parse(lines.getFirst()));
    LogEntry entry = known.opening().orElseThrow().entry();
    assertThat(known.leafHash()).isNotEqualTo(TreeHash.leaf(entry.bytes())).isNotEqualTo(entry.leafHash(new byte[LogEntry.SALT_BYTES]));
    // The same entry twice has two hashes.
    assertThat(new SampleExport(pair, 5).line()).isNotEqualTo(lines.getFirst());
  }

  private static MerkleTree treeOf(List<String> lines) {
    var tree = new MerkleTree();
    lines.forEach(text -> tree.append(ExportLine.of(JsonLine.parse(text)).leafHash()));
    return tree;
  }
}
