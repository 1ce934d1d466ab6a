package io.portcullis.transparency;

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

/// An honest export, line by line. As a program it writes one of any size, for docs/audit.md.
final class SampleExport {

  static final String ORIGIN = "exchange.example/audit";

  private static final int CHAINS = 16;
  private static final int ACCOUNTS = 50;

  private final KeyPair pair;
  private final Random salts;
  private final MerkleTree tree = new MerkleTree();

  SampleExport(KeyPair pair, long seed) {
    this.pair = pair;
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
    var entry = new LogEntry((int) (index % CHAINS), index / CHAINS + 1, new UUID(7, index), new UUID(8, index % ACCOUNTS),
        "io.portcullis.auth.account-frozen.v1", Instant.EPOCH.plusSeconds(index).plusNanos(123_000),
        "{\"device\":\"Zo\u00eb's \\\"phone\\\" " + index + "\"}");
    byte[] salt = new byte[LogEntry.SALT_BYTES];
    salts.nextBytes(salt);
    byte[] leafHash = entry.leafHash(salt);
    tree.append(leafHash);
    return line(index, leafHash, salt, entry);
  }

  static String line(long index, byte[] leafHash, byte[] salt, LogEntry entry) {
    return """
        {"index":%d,"chain":%d,"seq":%d,"leafHash":"%s","salt":"%s","event":"%s","account":"%s","type":"%s","time":"%s","content":"%s"}"""
        .formatted(index, entry.chain(), entry.seq(), base64(leafHash), base64(salt), entry.event(), entry.account(), entry.type(),
            entry.time(), entry.content().replace("\\", "\\\\").replace("\"", "\\\""));
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
