package io.portcullis.transparency;

import io.portcullis.transparency.EntryContent.Bare;
import io.portcullis.transparency.EntryContent.Committed;
import io.portcullis.transparency.EntryContent.Erased;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/// An honest export, line by line, with one account that is closed. As a program it writes one of any size, for docs/audit.md.
final class SampleExport {

  static final String ORIGIN = "exchange.example/audit";

  private static final int CHAINS = 16;
  private static final int ACCOUNTS = 50;
  /// The entry that says that its account was closed.
  static final int CLOSING = 850;

  private final KeyPair pair;
  private final long bare;
  private final Random salts;
  private final MerkleTree tree = new MerkleTree();

  SampleExport(KeyPair pair, long seed) {
    this(pair, seed, 0);
  }

  /// @param bare how many entries are from before content could be erased
  SampleExport(KeyPair pair, long seed, long bare) {
    this.pair = pair;
    this.bare = bare;
    salts = new Random(seed);
  }

  public static void main(String[] arguments) throws IOException {
    long entries = Long.parseLong(arguments[0]);
    Path file = Path.of(arguments[1]);
    var export = new SampleExport(pair(), 4);
    try (BufferedWriter lines = Files.newBufferedWriter(file)) {
      for (long index = 0; index < entries; index++) {
        lines.write(export.line());
        lines.newLine();
      }
      lines.write(checkpointLine(export.note()));
      lines.newLine();
    }
    System.out.println(export.key());
  }

  static KeyPair pair() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  NoteVerifier key() {
    return NoteVerifier.of(ORIGIN, pair.getPublic());
  }

  /// The next entry.
  String line() {
    long index = tree.size();
    boolean closes = index == CLOSING;
    var entry = new LogEntry((int) (index % CHAINS), index / CHAINS + 1, new UUID(7, index), new UUID(8, index % ACCOUNTS),
        closes ? Erasure.CLOSING : "io.portcullis.auth.account-frozen.v1", Instant.EPOCH.plusSeconds(index).plusNanos(123_000),
        content(index, closes ? "{" + Erasure.CLOSED + "}" : "{\"device\":\"Zo\u00eb's \\\"phone\\\" " + index + "\"}"));
    byte[] salt = random(LogEntry.SALT_BYTES);
    byte[] leafHash = entry.leafHash(salt);
    tree.append(leafHash);
    return line(index, leafHash, salt, entry);
  }

  private EntryContent content(long index, String text) {
    return index < bare ? new Bare(text) : new Committed(random(Committed.SALT_BYTES), text);
  }

  private byte[] random(int count) {
    byte[] bytes = new byte[count];
    salts.nextBytes(bytes);
    return bytes;
  }

  static String line(long index, byte[] leafHash, byte[] salt, LogEntry entry) {
    return """
        {"index":%d,"chain":%d,"seq":%d,"leafHash":"%s","salt":"%s","event":"%s","account":"%s","type":"%s","time":"%s",%s}"""
        .formatted(index, entry.chain(), entry.seq(), base64(leafHash), base64(salt), entry.event(), entry.account(), entry.type(),
            entry.time(), said(entry.content()));
  }

  private static String said(EntryContent content) {
    return switch (content) {
      case Bare(String text) -> "\"content\":" + quoted(text);
      case Committed(byte[] salt, String text) -> "\"contentSalt\":\"" + base64(salt) + "\",\"content\":" + quoted(text);
      case Erased(byte[] commitment) -> "\"commitment\":\"" + base64(commitment) + "\"";
    };
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /// The same entry after its content was erased.
  static String erased(String line) {
    ExportLine whole = ExportLine.of(JsonLine.parse(line));
    LogEntry entry = whole.opening().orElseThrow().entry();
    var erased = new LogEntry(entry.chain(), entry.seq(), entry.event(), entry.account(), entry.type(), entry.time(),
        new Erased(entry.content().covered()));
    return line(whole.index(), whole.leafHash(), whole.opening().get().salt(), erased);
  }

  /// The checkpoint of the lines so far.
  String note() {
    return note(tree, pair);
  }

  static String note(MerkleTree tree, KeyPair pair) {
    return new SignedNote(new Checkpoint(ORIGIN, tree.size(), tree.root()).text(), List.of())
        .signedBy(NoteVerifier.of(ORIGIN, pair.getPublic()), pair.getPrivate()).toString();
  }

  static String checkpointLine(String note) {
    return "{\"checkpoint\":\"" + note.replace("\n", "\\n") + "\"}";
  }

  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
