package io.portcullis.transparency;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/// Reads an export once, line by line, and holds it against checkpoints. It keeps one hash for each bit of the tree's size, and the id of
/// each account that was closed.
final class VerifyExport {

  private static final int MOST_FINDINGS = 100;

  private final Collection<NoteVerifier> keys;
  private final Expected checkpoints = new Expected();
  private final MerkleTree tree = new MerkleTree();
  private final Map<Integer, Long> lastOfChain = new HashMap<>();
  private final Erasures erasures = new Erasures();
  private final List<String> findings = new ArrayList<>();
  private long line;
  private long next;
  private long fits;

  /// @param keys none: no signature is checked
  VerifyExport(Collection<NoteVerifier> keys) {
    this.keys = List.copyOf(keys);
  }

  /// @param findings what is wrong; none: nothing
  /// @param erased   entries that were erased when their account was closed
  record Report(long entries, long erased, long checkpoints, List<String> findings) {
    Report {
      findings = List.copyOf(findings);
    }
  }

  /// What was erased, and what allows it. An account's closing may stand behind what it lets be erased.
  private static final class Erasures {

    private final Set<UUID> closed = new HashSet<>();
    /// The first erased entry of each account of which no closing was seen yet.
    private final Map<UUID, Long> unexplained = new HashMap<>();
    private long count;

    private void note(long index, LogEntry entry) {
      if (entry.isErased()) {
        count++;
        if (!closed.contains(entry.account())) {
          unexplained.putIfAbsent(entry.account(), index);
        }
      } else if (Erasure.isClosing(entry)) {
        closed.add(entry.account());
        unexplained.remove(entry.account());
      }
    }
  }

  /// The checkpoints of each size that the tree has not reached yet.
  private static final class Expected {

    private final TreeMap<Long, List<Checkpoint>> bySize = new TreeMap<>();
    private String origin;
    private long count;
    private long largest;

    private void note(Checkpoint checkpoint) {
      origin = origin == null ? checkpoint.origin() : origin;
      count++;
      largest = Math.max(largest, checkpoint.size());
    }

    private void await(Checkpoint checkpoint) {
      bySize.computeIfAbsent(checkpoint.size(), _ -> new ArrayList<>()).add(checkpoint);
    }

    private List<Checkpoint> reached(long size) {
      return Optional.ofNullable(bySize.remove(size)).orElse(List.of());
    }

    private boolean isOfAnotherLog(Checkpoint checkpoint) {
      return origin != null && !origin.equals(checkpoint.origin());
    }
  }

  /// A checkpoint that was kept outside of the database.
  void expect(SignedNote note) {
    try {
      Checkpoint checkpoint = Checkpoint.parse(note.text());
      if (checkpoints.isOfAnotherLog(checkpoint)) {
        find("a checkpoint is of another log: " + checkpoint.origin());
      } else if (checkpoint.size() < tree.size()) {
        find("line " + line + ": a checkpoint of " + checkpoint.size() + " entries comes after more than these");
      } else {
        checkpoints.note(checkpoint);
        if (checkpoint.size() == tree.size()) {
          compare(checkpoint);
        } else {
          checkpoints.await(checkpoint);
        }
        if (!keys.isEmpty() && !note.isSignedByAnyOf(keysOf(checkpoint.origin()))) {
          find("the checkpoint of " + checkpoint.size() + " entries is not signed by the key");
        }
      }
    } catch (IllegalArgumentException malformed) {
      find("a note is no checkpoint: " + malformed.getMessage());
    }
  }

  /// A log's key has the name of the log (C2SP tlog-checkpoint): a key that is used for two logs signs neither in the other's name.
  private List<NoteVerifier> keysOf(String origin) {
    return keys.stream().filter(key -> key.name().equals(origin)).toList();
  }

  Report handle(ExportLines export) throws IOException {
    for (Optional<String> text = export.next(); text.isPresent(); text = export.next()) {
      line++;
      if (!text.get().isBlank()) {
        read(text.get());
      }
    }
    finish();
    return new Report(tree.size(), erasures.count, checkpoints.count, findings);
  }

  private void read(String text) {
    try {
      Map<String, String> fields = JsonLine.parse(text);
      if (fields.containsKey("checkpoint")) {
        JsonLine.requireKnown(fields, Set.of("checkpoint"));
        expect(SignedNote.parse(fields.get("checkpoint")));
      } else {
        add(ExportLine.of(fields));
      }
    } catch (IllegalArgumentException malformed) {
      find("line " + line + " can't be read: " + malformed.getMessage());
    }
  }

  private void add(ExportLine entry) {
    if (entry.index() > next) {
      find("entries " + next + " to " + (entry.index() - 1) + " are missing before line " + line);
    } else if (entry.index() < next) {
      find("entry " + entry.index() + " stands in line " + line + ", behind entry " + (next - 1));
    }
    next = entry.index() + 1;
    judge(entry);
    long before = lastOfChain.getOrDefault(entry.chain(), 0L);
    if (entry.seq() != before + 1) {
      find("entry " + entry.index() + " is number " + entry.seq() + " of chain " + entry.chain() + " and follows number " + before);
    }
    lastOfChain.put(entry.chain(), entry.seq());
    tree.append(entry.leafHash());
    compare();
  }

  private void judge(ExportLine line) {
    if (line.opening().isEmpty()) {
      find("entry " + line.index() + " is withheld: its leaf hash alone is shown");
      return;
    }
    LogEntry entry = line.opening().get().entry();
    if (!line.isWhatItsLeafHashCovers()) {
      find("entry " + line.index() + " was edited: its leaf hash is of something else");
    } else if (entry.isErased() && Erasure.KEPT.contains(entry.type())) {
      find("entry " + line.index() + " is withheld: no entry of its type is erased");
    } else {
      erasures.note(line.index(), entry);
    }
  }

  private void compare() {
    checkpoints.reached(tree.size()).forEach(this::compare);
  }

  private void compare(Checkpoint checkpoint) {
    if (Arrays.equals(checkpoint.root(), tree.root())) {
      fits = tree.size();
    } else {
      find("entries " + fits + " to " + (tree.size() - 1) + " are not those of the checkpoint of " + tree.size()
          + ": some were changed, dropped or moved, or the checkpoint is another tree's");
    }
  }

  private void finish() {
    erasures.unexplained.values().stream().sorted().forEach(index ->
        find("entry " + index + " is withheld: no entry says that its account was closed, so it is not one that was erased"));
    if (checkpoints.count == 0) {
      find("there is no checkpoint: nothing says which entries there were");
      return;
    }
    long last = checkpoints.largest;
    if (last > tree.size()) {
      find("the export ends after " + tree.size() + " entries, and a checkpoint is of " + last + ": it was cut off, or is older");
    } else if (last < tree.size()) {
      find("no checkpoint covers entries " + last + " to " + (tree.size() - 1));
    }
  }

  private void find(String finding) {
    if (findings.size() < MOST_FINDINGS) {
      findings.add(printable(finding));
    }
  }

  /// A name out of the export must not move the cursor of the auditor's terminal, and write `Whole` there.
  private static String printable(String finding) {
    return finding.replaceAll("[^\\p{Print}\\p{IsAlphabetic}]", "?");
  }
}
